"""Names and numbers that look like times are none; the same words as times stay times."""

from __future__ import annotations

import pytest
from tests.steps.timing import days, only, read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Prime Minister Theresa May spoke in Karsa.", id="given-name"),
        pytest.param("Mrs. May met the envoy.", id="title"),
        pytest.param("May told reporters she would resign.", id="speaker"),
        pytest.param("Prime Minister May will visit Karsa.", id="office"),
        pytest.param("The Black September faction claimed it.", id="black-september"),
        pytest.param("The Bloody Sunday killings were probed.", id="bloody-sunday"),
        pytest.param("It was told by the Sunday Times.", id="paper"),
        pytest.param("It was told by the Mail on Sunday.", id="paper-on-sunday"),
        pytest.param("The Good Friday Agreement holds.", id="accord"),
        pytest.param("The March 14 coalition left.", id="coalition"),
        pytest.param("The April 6 Youth Movement left.", id="movement"),
        pytest.param("The council passed Resolution 1973.", id="resolution"),
    ],
)
def test_names_are_no_times(text: str) -> None:
    """Surnames, papers, parties and accords have words of the calendar in them."""
    assert read(text).times == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("Rebels left in May.", "2017-05-01", "2017-05-31", id="in-may"),
        pytest.param("By May they had left.", "2017-05-01", "2017-05-31", id="by-may"),
        pytest.param("It was told by the Karsa Post on Sunday.", "2017-08-20", "2017-08-20", id="told-on-sunday"),
        pytest.param("It was told in the Karsa Times on Friday.", "2017-08-18", "2017-08-18", id="times-on-friday"),
        pytest.param("They left on Good Friday.", "2017-04-14", "2017-04-14", id="good-friday"),
        pytest.param("The March 14 raid failed.", "2017-03-14", "2017-03-14", id="raid"),
        pytest.param("The truce of 1973 held.", "1973-01-01", "1973-12-31", id="year"),
        pytest.param("They held their fire on Orthodox Easter.", "2017-04-16", "2017-04-16", id="orthodox-easter"),
        pytest.param("They held their fire on Orthodox Easter 2016.", "2016-05-01", "2016-05-01", id="of-a-year"),
        pytest.param("They held their fire for Orthodox Christmas.", "2017-01-07", "2017-01-07", id="orthodox"),
        pytest.param("They fell silent on Remembrance Day 2016.", "2016-11-11", "2016-11-11", id="remembrance"),
    ],
)
def test_the_same_words_as_times(text: str, first: str, last: str) -> None:
    """What names nothing is a time."""
    assert days(only(text)) == (first, last)
