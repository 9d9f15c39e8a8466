import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.model.document import Document
from casus.model.frame import QuantityMention
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.steps._numbers import parse_quantity
from casus.steps.quantities import Quantities
from casus.steps.times import Times
from casus.steps.tokenise import Tokens


def read(text: str) -> tuple[QuantityMention, ...]:
    """The quantities of a text of one sentence."""
    reading = Reading(Document("d-1", text), sentences=(Sentence(Span(0, len(text))),) if text else ())
    return Quantities()(Times()(Tokens()(reading))).quantities


@pytest.mark.parametrize(
    ("phrase", "bounds"),
    [
        ("at least 10 soldiers", (10, 10, None)),
        ("more than 30 people", (31, None, None)),
        ("over a million refugees", (1000001, None, None)),
        ("up to 5 tanks", (None, None, 5)),
        ("fewer than 20", (None, None, 19)),
        ("about 50 fighters", (None, 50, None)),
        ("an estimated 1,200 men", (None, 1200, None)),
        ("nearly 40 militants", (None, 40, 40)),
        ("dozens of villagers", (24, None, 99)),
        ("hundreds", (200, None, 999)),
        ("thousands of people", (2000, None, 9999)),
        ("tens of thousands of people", (20000, None, 99999)),
        ("several guards", (3, None, 9)),
        ("several hundred men", (300, None, 999)),
        ("a few dozen houses", (24, None, 99)),
        ("scores of farmers", (40, None, None)),
        ("a couple of sailors", (2, 2, 2)),
        ("two dozen", (24, 24, 24)),
        ("between 10 and 20 men", (10, None, 20)),
        ("10 to 20 men", (10, None, 20)),
        ("150–200 prisoners", (150, None, 200)),
        ("1,200", (1200, 1200, 1200)),
        ("1.2 million people", (1200000, 1200000, 1200000)),
        ("half a million people", (500000, 500000, 500000)),
        ("twenty-two people", (22, 22, 22)),
        ("three hundred and five", (305, 305, 305)),
        ("600+ militants", (600, None, None)),
        ("$300 million", (300000000, 300000000, 300000000)),
        ("a soldier", (1, 1, 1)),
        ("another", (1, 1, 1)),
        ("the two men", (2, 2, 2)),
        ("one of its drivers", (1, 1, 1)),
        ("both pilots", (2, 2, 2)),
        ("a doctor and his six colleagues", (7, 7, 7)),
        ("21 women and 31 children", (52, 52, 52)),
        ("10 women and children", (10, 10, 10)),
        ("the mayor and at least 14 others", (15, 15, None)),
        ("a 34-year-old teacher", (1, 1, 1)),
        ("no casualties", (0, 0, 0)),
        ("no fewer than 12", (12, 12, None)),
        ("many of its men", (None, None, None)),
        ("an unknown number of rebels", (None, None, None)),
        ("civilians", None),
        ("", None),
        ("…", None),
    ],
)
def test_a_phrase_has_bounds(phrase: str, bounds: tuple[int | None, int | None, int | None] | None) -> None:
    """The bounds of the coding guide."""
    assert parse_quantity(phrase) == bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("At least 10 soldiers were killed.", [("At least 10 soldiers", "killed")], id="passive"),
        pytest.param("The blast killed five guards.", [("five guards", "killed")], id="active"),
        pytest.param(
            "A bomb exploded, killing three people and wounding 20 others.",
            [("three people", "killed"), ("20 others", "wounded")],
            id="participles",
        ),
        pytest.param("The raid left 12 people dead.", [("12 people", "killed")], id="left-dead"),
        pytest.param("The death toll rose to 23.", [("23", "killed")], id="toll"),
        pytest.param(
            "Ten people, including three children, were killed.",
            [("Ten people", "killed"), ("three children", "killed")],
            id="including",
        ),
        pytest.param(
            "Two farmers were killed and five were wounded.",
            [("Two farmers", "killed"), ("five", "wounded")],
            id="ellipsis",
        ),
        pytest.param("A policeman was wounded.", [("A policeman", "wounded")], id="one-person"),
        pytest.param("Gunmen kidnapped four engineers.", [("four engineers", "captured")], id="captured"),
        pytest.param("The rebels released 15 prisoners.", [("15 prisoners", "released")], id="released"),
        pytest.param("Some 3,000 families fled.", [("Some 3,000 families", "displaced")], id="displaced"),
        pytest.param("Six sailors are missing.", [("Six sailors", "missing")], id="missing"),
        pytest.param("Karsa deployed 400 troops.", [("400 troops", "force")], id="force"),
        pytest.param("They took three villages.", [("three villages", "other")], id="things"),
        ("Seven conscripts were killed or wounded.", [("Seven conscripts", "other")]),
        ("The blast killed or wounded seven conscripts.", [("seven conscripts", "other")]),
        ("Seven conscripts were killed or died of hunger.", [("Seven conscripts", "killed")]),
    ],
)
def test_numbers_have_a_role(text: str, expected: list[tuple[str, str]]) -> None:
    """The words around a number tell what happened to those it counts."""
    assert [(mention.span.of(text), mention.role) for mention in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It fell in 2014 on May 27 at 10 a.m.", id="times"),
        pytest.param("He was held for three days.", id="length-of-time"),
        pytest.param("A spokesman gave a statement.", id="nobody-harmed"),
        pytest.param("The 34-year-old teacher spoke.", id="age"),
    ],
)
def test_numbers_that_count_nobody(text: str) -> None:
    """Dates, lengths of time and ages are no quantities."""
    assert read(text) == ()


def test_the_unit_is_the_counted_noun() -> None:
    """The lemma of the noun, singular."""
    (mention,) = read("Gunmen killed six army officers.")

    assert mention.unit == "officer"


PIECES = st.sampled_from(
    [
        "10",
        "1,200",
        "1.2",
        "million",
        "dozens",
        "of",
        "a",
        "an",
        "no",
        "soldiers",
        "killed",
        "and",
        "to",
        "-",
        "between",
        "half",
        "hundred",
        "+",
        "$",
        ",",
        "the",
        "more than",
    ]
)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, max_size=12))
def test_quantities_never_crash_and_quote_the_text(pieces: list[str]) -> None:
    """Whatever stands together, spans lie inside the text and bounds run upwards."""
    text = " ".join(pieces)
    found = read(text)

    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found)
    assert all(m.low is None or m.high is None or m.low <= m.high for m in found)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=120))
def test_any_phrase_can_be_parsed(text: str) -> None:
    """No phrase is refused."""
    parse_quantity(text)


def told(text: str) -> dict[str, QuantityMention]:
    """The quantities of a text of one sentence by their words."""
    return {text[q.span.start : q.span.end]: q for q in read(text)}


@pytest.mark.parametrize(
    ("text", "number", "noun"),
    [
        ("They killed at least 10 government soldiers.", "at least 10 government soldiers", "government soldiers"),
        ("They killed 14.", "14", None),
        ("The blast left 12 dead.", "12", None),
        ("It wounded twenty others.", "twenty others", None),
        ("A mine killed a shepherd.", "a shepherd", None),
        ("It freed three of the hostages.", "three of the hostages", "hostages"),
        ("They burned two villages.", "two villages", None),
    ],
)
def test_a_number_tells_whom_it_counts_by_its_noun(text: str, number: str, noun: str | None) -> None:
    """Nouns that tell a fate, stand for anybody or name things are nobody's."""
    found = told(text).get(number)
    words = None if found is None or found.noun is None else text[found.noun.start : found.noun.end]

    assert words == (noun if number != "a shepherd" else "shepherd")


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("It killed 12 people, including two nurses.", "two nurses", "12 people"),
        ("It killed 12 people, including two nurses and six clerks.", "six clerks", "12 people"),
        ("It killed 12 people, including two nurses, and five soldiers.", "five soldiers", None),
        ("It killed 12 people, among them two nurses.", "two nurses", "12 people"),
        ("It wounded 12 men, three of them.", "three of them", "12 men"),
        ("It killed three soldiers and two nurses.", "two nurses", None),
        ("It killed three nurses, including five clerks.", "five clerks", None),
    ],
)
def test_a_number_is_part_of_the_one_that_includes_it(text: str, part: str, whole: str | None) -> None:
    """Numbers side by side are not, nor is one that is larger."""
    found = told(text)[part].part_of

    assert (None if found is None else text[found.start : found.end]) == whole


@pytest.mark.parametrize(
    ("text", "number", "is_total", "cue"),
    [
        ("The death toll rose to 40.", "40", True, "toll rose"),
        ("It killed two guards, bringing the number of dead to 40.", "40", True, "bringing the number of dead"),
        ("So far 40 people have died.", "40 people", True, "So far"),
        ("Shells killed another five clerks.", "another five clerks", False, "another"),
        ("Shells killed five more clerks.", "five more clerks", False, "more"),
        ("Shells killed more than five clerks.", "more than five clerks", None, None),
        ("Shells killed five clerks.", "five clerks", None, None),
        ("The toll was high, and a raid led to 40 arrests.", "40 arrests", None, None),
    ],
)
def test_sums_so_far_and_new_figures_are_told_apart(
    text: str, number: str, is_total: bool | None, cue: str | None
) -> None:
    """By the words around a number, which are kept; "more than" is a bound."""
    found = told(text)[number]

    assert found.is_total == is_total
    assert (None if found.total_cue is None else text[found.total_cue.start : found.total_cue.end]) == cue
