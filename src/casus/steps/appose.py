"""
Join mentions that grammar makes one actor, where a trained engine has left them apart.

"Its eastern ally, the Sable Front" is the Sable Front; "the official" is the one brought in as "an official"; "its" in
"the army and its ally" is the army. And the other way: the Belmoran army is not the Orsan army. Words are data
(`resources/lexicon/en/appose.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from casus.model.frame import Coreference
from casus.model.reading import Reading
from casus.model.span import Span
from casus.resources.actor_tables import words as country_words
from casus.resources.folding import key
from casus.steps import _lexicon
from casus.steps._stage import Stage

FILE: Final = "appose.toml"
POSSESSIVES: Final = frozenset({"its", "their", "his", "her"})
OWNER: Final = 4
"""How many words at most stand between a possessive and the noun for a partner."""
DEMONYMS: Final = ("an", "ese", "ish", "i")
"""Endings of words for the people of a country, for those that no list has."""
SINGLE: Final = frozenset({"a", "an", "one"})
DEFINITE: Final = frozenset({"the", "this", "that"})


class Appose:
    """Join groups of mentions: partners with their names, speakers with how they were brought in, owners."""

    name: Final = "appose"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "coreferences"})
    gives: Final = frozenset({"coreferences"})

    def __call__(self, reading: Reading) -> Reading:
        """The same reading with other groups; those of several mentions are parted only by the states of organs."""
        reading = replace(reading, coreferences=tuple(_parted(Stage.of(reading))))
        for rule in (partners, speakers):
            for alone, whole in rule(Stage.of(reading)):
                reading = replace(reading, coreferences=_joined(reading.coreferences, alone, whole))
        return replace(reading, coreferences=_with_owners(Stage.of(reading)))


def _parted(stage: Stage) -> Iterator[Coreference]:
    """The groups, those with organs of several states parted: what names no state goes with the mention before it."""
    for group in stage.reading.coreferences:
        states = {span: _state(stage, span) for span in group.spans}
        if len(set(filter(None, states.values()))) < 2:
            yield group
            continue
        parts: dict[str, list[Span]] = {}
        last = next(state for span, state in sorted(states.items()) if state)
        for span, state in sorted(states.items()):
            last = state or last
            parts.setdefault(last, []).append(span)
        yield from (replace(group, spans=tuple(spans)) for spans in parts.values())


def _state(stage: Stage, span: Span) -> str:
    """Whose organ words name: "the Belmoran army", "Syrian government forces"; "" for what names no country."""
    first, last = stage.tree.range(span)
    words = [token.text for token in stage.tree.tokens[first:last]]
    words = words[1:] if words[0].lower() in DEFINITE | SINGLE else words
    if len(words) < 2 or words[-1].lower() not in _listed("organ") or words[1] == "-":
        return ""
    known = country_words()
    country = known.adjectives.get(key(words[0])) or known.country_names.get(key(words[0]))
    return country or (words[0].lower() if words[0].istitle() and words[0].endswith(DEMONYMS) else "")


def partners(stage: Stage) -> Iterator[tuple[Span, Span]]:
    """A noun for a partner, with its possessive, and the name right behind the comma after it."""
    tokens = stage.tree.tokens
    for noun in range(1, len(tokens) - 2):
        if tokens[noun].text.lower() not in _listed("partner") or tokens[noun + 1].text != ",":
            continue
        alone, name = _ending_at(stage, noun), _longest_from(stage, noun + 2)
        if alone is not None and name is not None and _is_owned(stage, noun) and _bears_name(stage, name):
            yield alone, name


def _is_owned(stage: Stage, noun: int) -> bool:
    before = stage.tree.tokens[max(noun - OWNER, 0) : noun]
    return any(token.text.lower() in POSSESSIVES or token.xpos == "POS" for token in before)


def _bears_name(stage: Stage, span: Span) -> bool:
    first, last = stage.tree.range(span)
    return stage.tree.tokens[last - 1].text[:1].isupper() and last > first


def speakers(stage: Stage) -> Iterator[tuple[Span, Span]]:
    """A definite noun for a speaker that stands alone, and the only one of that noun brought in before it."""
    for span in stage.mentions:
        first, last = stage.tree.range(span)
        words = [token.text.lower() for token in stage.tree.tokens[first:last]]
        if len(words) != 2 or words[0] not in DEFINITE or words[1] not in _listed("speaker"):
            continue
        known = {stage.group(m): m for m in stage.mentions if m.end <= span.start and _is_first(stage, m, words[1])}
        if len(known) == 1:
            yield span, next(iter(known.values()))


def _is_first(stage: Stage, span: Span, noun: str) -> bool:
    """Whether a mention brings in somebody by that noun: "an official", "a military official"; not "officials"."""
    first, last = stage.tree.range(span)
    words = [token.text.lower() for token in stage.tree.tokens[first:last]]
    return noun in words and (words[0] in SINGLE or (first > 0 and words[0] not in DEFINITE | POSSESSIVES))


def _with_owners(stage: Stage) -> tuple[Coreference, ...]:
    """The groups, each with the possessives in "A and its ally" that mean A."""
    tokens, groups = stage.tree.tokens, list(stage.reading.coreferences)
    for at in range(2, len(tokens) - 1):
        own = tokens[at].text.lower() in POSSESSIVES and tokens[at - 1].text.lower() == "and"
        near = [token.text.lower() for token in tokens[at + 1 : at + 1 + OWNER]]
        if not own or not _listed("partner") & set(near) or stage.group(tokens[at].span) >= 0:
            continue
        owner = _ending_at(stage, at - 2)
        n = stage.group(owner) if owner is not None else -1
        if n >= 0:
            groups[n] = replace(groups[n], spans=(*groups[n].spans, tokens[at].span))
    return tuple(groups)


def _ending_at(stage: Stage, at: int) -> Span | None:
    """The longest mention that ends with a token."""
    end = stage.tree.tokens[at].span.end
    return max((m for m in stage.mentions if m.end == end), key=len, default=None)


def _longest_from(stage: Stage, at: int) -> Span | None:
    """The longest mention that begins with a token."""
    start = stage.tree.tokens[at].span.start
    return max((m for m in stage.mentions if m.start == start), key=len, default=None)


def _joined(groups: Sequence[Coreference], alone: Span, whole: Span) -> tuple[Coreference, ...]:
    """The groups with one that has a single mention joined to another."""
    own = next((n for n, g in enumerate(groups) if alone in g.spans), None)
    other = next((n for n, g in enumerate(groups) if whole in g.spans), None)
    if own is None or other is None or own == other or len(groups[own].spans) > 1:
        return tuple(groups)
    return tuple(replace(g, spans=(*g.spans, alone)) if n == other else g for n, g in enumerate(groups) if n != own)


@cache
def _listed(section: str) -> frozenset[str]:
    return _lexicon.words(FILE, section)
