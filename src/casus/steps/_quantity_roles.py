"""
Tell what happened to those a number counts: killed, wounded, captured …

The dependency tree is asked first; without one, the nearest telling words of the clause decide.

    "killing 10 people and wounding 20 others"  ->  10 people killed, 20 others wounded
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from casus.model.syntax import Token
from casus.steps._lexicon import table, words
from casus.steps._numbers import FILE
from casus.steps._quantity_spans import Phrase, unit_of

_BREAKS: Final = frozenset({";", ":", "“", "”", '"', "—"})
LONE: Final = frozenset({"a", "an", "another", "his", "her", "their", "its", "the"})
"""Words before one person who is counted without a number."""
_AUXILIARY: Final = frozenset(
    [
        "were",
        "was",
        "are",
        "is",
        "been",
        "be",
        "being",
        "have",
        "has",
        "had",
        "got",
        "get",
        "also",
        "reportedly",
        "later",
        "still",
        "believed",
        "thought",
        "feared",
        "reported",
        "said",
        "to",
        "confirmed",
    ]
)
_HAVING: Final = frozenset({"have", "has", "had"})
_INTRANSITIVE: Final = frozenset({"died", "fled", "perished", "disappeared", "vanished"})
CLOSE: Final = frozenset({"his", "her", "their", "its", "the"})
"""Words before one person that count him only when the telling word stands right beside."""
_KINDS: Final = ("forms", "verbs", "after", "units", "before")
_CLAUSE: Final = 12
"""Words between a number and the word that tells its role, at most."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that tell a role, by what they are."""

    forms: dict[str, str]
    verbs: dict[str, str]
    after: dict[str, str]
    units: dict[str, str]
    before: dict[str, str]
    things: frozenset[str]
    combatants: frozenset[str]


@cache
def cues() -> Cues:
    """The cue words of all roles."""
    roles = table(FILE)["roles"]
    forms, verbs, after, units, before = (
        {word: role for role, lists in roles.items() for word in lists[kind]} for kind in _KINDS
    )
    return Cues(forms, verbs, after, units, before, words(FILE, "things"), words(FILE, "combatants"))


@dataclass(frozen=True, slots=True)
class Fate:
    """A role and the word that tells it: its index, None where nothing but the counted noun does."""

    role: str
    at: int | None = None

    def __bool__(self) -> bool:
        """Whether there is a role."""
        return bool(self.role)


NO_FATE: Final = Fate("")


def fate_of(tokens: tuple[Token, ...], phrase: Phrase, previous: tuple[Phrase, str] | None, base: int) -> Fate:
    """
    The role of a phrase in its sentence and the word that tells it.

    `previous` is the phrase before it with its role, `base` the index of the sentence's first token in the whole
    reading (heads count from there).
    """
    low = tuple(token.text.lower() for token in tokens)
    inherited = _inherited(low, phrase, previous)
    unit = unit_of(tokens, phrase)
    if unit in cues().things:
        return Fate("other")
    told = (
        _right_after(low, phrase)
        or _left_beside(low, phrase)
        or (_by_tree(tokens, phrase, base) if tokens[phrase.head].deprel else NO_FATE)
    )
    if told.at is not None and _is_either(low, told.at):
        return Fate("other")
    return (
        told
        or _nearest(low, phrase, previous)
        or Fate(inherited or cues().units.get(unit, "force" if unit in cues().combatants else "other"))
    )


def _is_either(low: tuple[str, ...], at: int) -> bool:
    """Whether the word that tells is one of two that leave open which: "killed or wounded"."""
    forms = cues().forms
    sides = (at + 1, at + 2), (at - 1, at - 2)
    return any(
        0 <= joint < len(low)
        and 0 <= other < len(low)
        and low[joint] == "or"
        and forms.get(low[other], forms.get(low[at])) != forms.get(low[at])
        for joint, other in sides
    )


def _right_after(low: tuple[str, ...], phrase: Phrase) -> Fate:
    """As in "10 dead", "20 people wounded", "five were killed"."""
    at, known = phrase.last, cues()
    if phrase.head < len(low) and low[phrase.head] in known.after and phrase.head >= phrase.number:
        return Fate(known.after[low[phrase.head]], phrase.head)
    limit = at + 5
    while at < min(len(low), limit) and (low[at] in _AUXILIARY or low[at].endswith("ly")):
        at += 1
    if at >= len(low):
        return NO_FATE
    word = low[at]
    if low[at - 1] in _HAVING and word not in _INTRANSITIVE:
        return NO_FATE  # "gunmen who kidnapped 30 men have freed six": those counted act
    if at == phrase.last:
        alone = known.forms.get(word, "") if word in {"died", "fled", "perished"} else ""
        return Fate(known.after.get(word, "") or alone, at)
    return Fate(known.forms.get(word, ""), at)


def _left_beside(low: tuple[str, ...], phrase: Phrase) -> Fate:
    """As in "wounded 80 others": the word right before the phrase tells."""
    return Fate(cues().forms.get(low[phrase.first - 1], ""), phrase.first - 1) if phrase.first else NO_FATE


def is_close(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether the telling word stands right beside a phrase ("killing his driver", "the pilot was killed")."""
    low = tuple(token.text.lower() for token in tokens)
    before = low[max(0, phrase.first - 1) : phrase.first]
    return bool(_right_after(low, phrase) or (before and before[0] in cues().forms))


def _by_tree(tokens: tuple[Token, ...], phrase: Phrase, base: int) -> Fate:
    """The role that the verb or noun governing the head tells."""
    at, verbs = phrase.head, cues().verbs
    for _ in range(4):
        label, head = tokens[at].deprel, tokens[at].head - base
        for i, token in enumerate(tokens):
            if token.head - base == at and token.deprel.startswith("acl") and _lemma(token) in verbs and i > at:
                return Fate(verbs[_lemma(token)], i)
        if not 0 <= head < len(tokens):
            return NO_FATE
        governor = _lemma(tokens[head])
        if label in {"obj", "nsubj:pass"} or (
            label.startswith("nsubj") and governor in {"die", "flee", "disappear", "perish"}
        ):
            return Fate(verbs.get(governor, ""), head)
        if label.startswith("nmod") and tokens[head].text.lower() in cues().before:
            return Fate(cues().before[tokens[head].text.lower()], head)
        if label not in {"conj", "appos", "nummod", "compound", "nmod"}:
            return NO_FATE
        at = head
    return NO_FATE


def _lemma(token: Token) -> str:
    return (token.lemma or token.text).lower()


def _nearest(low: tuple[str, ...], phrase: Phrase, previous: tuple[Phrase, str] | None) -> Fate:
    """The nearest telling word before the phrase, else after it, inside the clause."""
    known = cues()
    floor = max(previous[0].last if previous else 0, phrase.first - _CLAUSE)
    for i in range(phrase.first - 1, floor - 1, -1):
        if low[i] in _BREAKS:
            break
        role = known.forms.get(low[i]) or known.before.get(low[i])
        if role and not (
            i and low[i - 1] in {"were", "was", "been"} and low[i + 1 : i + 2] != ("by",) and low[i + 1] == ","
        ):
            return Fate(role)  # too far off to be sure that it governs
    return _later(low, phrase)


def _later(low: tuple[str, ...], phrase: Phrase) -> Fate:
    """As in "10 people, including three children, were killed"."""
    known = cues()
    for i in range(phrase.last, min(len(low), phrase.last + _CLAUSE + _CLAUSE // 2)):
        if low[i] in _BREAKS:
            return NO_FATE
        adverb = low[i - 1].endswith("ly") and low[i - 2] in _AUXILIARY
        if low[i] in known.forms and (low[i - 1] in _AUXILIARY or low[i - 1] in {"taken", "into"} or adverb):
            return Fate(known.forms[low[i]], i)
    return NO_FATE


def _inherited(low: tuple[str, ...], phrase: Phrase, previous: tuple[Phrase, str] | None) -> str:
    """The role of the phrase before, when this one is part of it or stands in a row with it."""
    if previous is None or previous[1] == "other":
        return ""
    between = set(low[previous[0].last : phrase.first])
    if "including" in between or between <= {"and", ",", "as", "well", "or", "of", "them", "among"}:
        return previous[1]
    return ""
