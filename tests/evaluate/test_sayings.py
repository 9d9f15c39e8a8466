"""The measures of sayings, on counts that can be checked by hand."""

from __future__ import annotations

from casus.evaluate.sayings import Told, compare, f1


def told(source: set[int], cue: set[int], content: set[int]) -> Told:
    """An attribution over token numbers."""
    return Told(frozenset(source), frozenset(cue), frozenset(content))


GOLD = [told({0, 1}, {2}, {3, 4, 5, 6}), told({10}, {11}, {12, 13})]


def test_perfect_sayings_score_one() -> None:
    """What is marked, found exactly, is right in every measure."""
    counts = compare(GOLD, GOLD)
    assert all(f1(counts, name)[2] > 0.999 for name in ("cue", "source", "source overlap", "content overlap"))


def test_a_source_is_right_only_with_its_cue() -> None:
    """The same words beside another cue are no match; a cue that shares a token is enough."""
    assert compare(GOLD[:1], [told({0, 1}, {7}, {3})])["source right"] == 0
    assert compare(GOLD[:1], [told({0, 1}, {2, 7}, {3})])["source right"] == 1
    assert compare(GOLD[:1], [told({0}, {2}, {3})])["source right"] == 0


def test_overlap_counts_tokens() -> None:
    """Half of the content found, and nothing else, is full precision and the share of all marked tokens."""
    counts = compare(GOLD, [told({0, 1}, {2}, {3, 4, 5})])
    assert f1(counts, "content overlap")[:2] == (1.0, 0.5)
    assert f1(counts, "content strict")[:2] == (1.0, 0.5)


def test_strict_counts_nested_contents_once() -> None:
    """A token that two attributions hold counts once in the strict measure, twice over both in the other."""
    nested = [told({0}, {1}, {2, 3}), told({2}, {3}, {3})]
    counts = compare(nested, nested)
    assert counts["content strict right"] == 2
    assert counts["content overlap right"] > counts["content overlap found"]
