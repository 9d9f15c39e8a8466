import itertools
import time

import pytest

from casus.steps.tokens import tokenize


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They didn't say.", ["They", "did", "n't", "say", "."]),
        ("the army’s men cannot", ["the", "army", "’s", "men", "can", "not"]),
        ("the soldiers' camp", ["the", "soldiers", "'", "camp"]),
        ("rebel-held Sana'a", ["rebel", "-", "held", "Sana'a"]),
        ("U.S. Gen. Smith", ["U.S.", "Gen.", "Smith"]),
        ("No. 5 of 1,234.5 men", ["No.", "5", "of", "1,234.5", "men"]),
        ("He said no.", ["He", "said", "no", "."]),
        ("on 2017-08-24 at 10:30", ["on", "2017-08-24", "at", "10:30"]),
        ("AK-47s and 155mm shells", ["AK-47s", "and", "155mm", "shells"]),
        ("see https://a.b/c?d=1.", ["see", "https://a.b/c?d=1", "."]),
        ("(Reuters) — wait... what?!", ["(", "Reuters", ")", "—", "wait", "...", "what", "?!"]),
        ("👨‍👩‍👧 fled 🇸🇾", ["👨‍👩‍👧", "fled", "🇸🇾"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("kil\u200bled", ["kil\u200bled"]),
        ("", []),
        ("\u200b \n\t", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    """Tokens follow the habits of the English treebanks."""
    assert words(text) == expected


def test_only_the_asked_stretch_is_read() -> None:
    """Offsets count from the start of the whole text."""
    text = "One. Two three."
    assert tokenize(text, 5, 14) == ((5, 8), (9, 14))


def test_spans_are_ordered_disjoint_and_cover_all_that_is_visible() -> None:
    """No visible character is lost."""
    text = "Don't!! “Al-Qa’ida”\u00a0fired\u3000rockets… 军队 撤退 \U0001f4a5 at 3,000.50km/h"
    spans = tokenize(text)
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    covered = {index for start, end in spans for index in range(start, end)}
    assert all(text[index].isspace() for index in set(range(len(text))) - covered)


@pytest.mark.parametrize("unit", ["a", "-", "'", "a.", "a@", "a'", "http://", "1,", "\u200b", "👍🏽\u200d", "n't"])
def test_time_is_linear_on_hostile_tokens(unit: str) -> None:
    """Endless tokens take no endless time."""
    text = unit * 20_000
    begun = time.perf_counter()
    tokenize(text)
    assert time.perf_counter() - begun < 2.0
