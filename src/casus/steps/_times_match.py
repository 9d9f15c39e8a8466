"""Find the time expressions of one sentence: at each word the longest rule that makes sense there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from casus.steps import _times_beside, _times_dates, _times_lengths, _times_relative, _times_within
from casus.steps._times_direction import direction
from casus.steps._times_lexicon import PLAIN, Rule, lexicon
from casus.steps._times_scene import Found, Hit, Resolver, Scene
from casus.steps._times_words import Word

RESOLVERS: Final[Mapping[str, Resolver]] = {
    **_times_dates.RESOLVERS,
    **_times_relative.RESOLVERS,
    **_times_lengths.RESOLVERS,
    **_times_within.RESOLVERS,
    **_times_beside.RESOLVERS,
}
_LINKS: Final = frozenset(
    [
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        ",",
        ".",
        ";",
        ":",
        ")",
        "will",
        "is",
        "are",
        "with",
        "by",
        "from",
        "that",
        "but",
    ]
)
_DEPTH: Final = 3
"""How deep times may stand in times ("the end of the first week of June")."""


@dataclass(frozen=True, slots=True)
class Match:
    """Words `first` to `last` (excluded) of a sentence are a time, found by `rule`."""

    first: int
    last: int
    rule: str
    found: Found


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as words and as signs."""

    words: tuple[Word, ...]
    signs: str

    @classmethod
    def of(cls, words: tuple[Word, ...]) -> Line:
        """The line of these words."""
        return cls(words, "".join(word.sign for word in words))


def match_at(line: Line, at: int, scene: Scene, *, depth: int = 0) -> Match | None:
    """The longest time expression that begins at word `at`."""
    best: Match | None = None
    known, sign = lexicon(), line.signs[at]
    if sign not in known.any_rule or known.any_rule[sign].match(line.signs, at) is None:
        return None
    for rule in known.rules[sign]:
        match = _try(line, at, rule, scene, depth)
        if match and (best is None or match.last > best.last):
            best = match
    return best


def _try(line: Line, at: int, rule: Rule, scene: Scene, depth: int) -> Match | None:
    hit = rule.pattern.match(line.signs, at)
    if hit is None or hit.end() == at:
        return None
    inner = _inner(line, hit.end(), scene, depth) if rule.inner else None
    if rule.inner and inner is None:
        return None
    last = inner.last if inner else hit.end()
    values: dict[str, Any] = {}
    for unique, name, category in rule.groups:
        index = hit.start(unique)
        if index >= 0:
            values[name] = line.words[index].meanings[category]
    around = _around(line, at, last, scene, depth)
    found = RESOLVERS[rule.resolve](
        Hit(rule.name, line.words[at : hit.end()], values, inner.found if inner else None), around
    )
    return Match(at, last, rule.name, found) if found else None


def _inner(line: Line, at: int, scene: Scene, depth: int) -> Match | None:
    if depth >= _DEPTH or at >= len(line.words) or line.signs[at] == PLAIN:
        return None
    return match_at(line, at, scene, depth=depth + 1)


def _around(line: Line, first: int, last: int, scene: Scene, _depth: int) -> Scene:
    """The scene with the words and the direction around these words."""
    before, after = line.words[max(0, first - 12) : first][::-1], line.words[last : last + 8]
    scene = replace(scene, rest=line.words[last:])
    looks = direction(before, after) if scene.anchor else 0
    if after and after[0].text == "'s" and not (before and before[0].text in {"before", "of", "for"}):
        return replace(scene, before=before, after=after, direction=-1)
    if (
        looks > -2
        and before
        and before[0].text == "the"
        and after
        and after[0].sign == PLAIN
        and after[0].text not in _LINKS
        and lexicon().direction["ahead"].isdisjoint(word.text for word in after[:2])
    ):
        looks = -2  # "the September 17 agreement": what has a day for a name has happened
    return replace(scene, before=before, after=after, direction=looks)
