"""
Judge whether two tellings are of one happening: same, different or unsure, with a score and the reasons.

A judgement depends on the two tellings and the weights alone, so it can be made again at any time and by anyone. The
score is a logistic function of weighted features; a few rules, each with a name, overrule it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from casus.errors import ResourceError
from casus.merge.features import FEATURES, Compared, best, days_apart, features, places_apart
from casus.merge.telling import REGION, SPOT, Telling
from casus.merge.wording import likeness
from casus.resources.load import digest, read_toml, resource

Verdict = Literal["same", "different", "unsure"]

SAME_SPEAKER: Final = 0.5
"""Likeness from which on two speakers may be one: a government and its minister are."""

SOME_LIKENESS: Final = 0.3
"""Likeness below which two authors have nothing in common."""

ALIKE: Final = 0.6
"""Likeness of wording from which on two tellings of following days count as one that got a day wrong."""

FEW: Final = 3
"""A toll of so many or fewer is the same by chance."""

NEAR_DAYS: Final = 3
"""Exact days further apart than this are not even worth saying that they differ."""

FRESH: Final = 2
"""Days before the report in which an act of speech without a day was made, and by which reports may be late."""


@dataclass(frozen=True, slots=True)
class Weights:
    """
    What the weights file says. From the score `same` on, a pair is one; from `unsure` on, it is worth a look.

    `cohesion`: two groups join if the scores between them are that high on average. `mark` changes whenever the file or
    the rules change.
    """

    bias: float
    of: Mapping[str, float]
    same: float
    unsure: float
    cohesion: float
    mark: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is thought of a pair. `reasons`: name of a feature or rule to what it added to the score (log odds)."""

    verdict: Verdict
    score: float
    reasons: tuple[tuple[str, float], ...]


@cache
def shipped_weights() -> Weights:
    """The weights that ship with casus. Raises ResourceError."""
    return read_weights(resource("merge", "weights.toml"))


def read_weights(path: Path) -> Weights:
    """Weights from a file that names every feature. Raises ResourceError."""
    table = read_toml(path)
    try:
        weights, bounds = dict(table["weights"]), table["thresholds"]
        bias = float(weights.pop("bias"))
        same, unsure, cohesion = (float(bounds[name]) for name in ("same", "unsure", "cohesion"))
    except (KeyError, TypeError, ValueError) as error:
        raise ResourceError(f"no {error}", where=str(path), expected="tables weights and thresholds") from error
    if set(weights) != set(FEATURES):
        odd = ", ".join(sorted(set(weights) ^ set(FEATURES)))
        raise ResourceError(f"features that do not match: {odd}", where=str(path), expected="one weight per feature")
    return Weights(bias, {name: float(weights[name]) for name in FEATURES}, same, unsure, cohesion, _mark(path))


def _mark(path: Path) -> str:
    return digest(path, resource("merge", "rules.toml"), resource("merge", "kin.tsv"), resource("merge", "rarity.tsv"))[
        :12
    ]


@cache
def rules() -> Mapping[str, Any]:
    """What merging knows of kinds of events. Raises ResourceError."""
    return read_toml(resource("merge", "rules.toml"))


@cache
def family(label: str) -> str:
    """The family of an event type; types of other families are compared only where their words agree."""
    return next((name for name, labels in rules()["families"].items() if label in labels), label)


@cache
def is_speech(label: str) -> bool:
    """Whether an event of this type is an act of speech."""
    return label in rules()["speech"]["types"]


def is_out_of_question(x: Compared, y: Compared) -> bool:
    """Whether day or place are so far apart that a pair is not worth a judgement: most pairs are, and it is cheap."""
    if x.exact and y.exact and days_apart(x.telling, y.telling) > NEAR_DAYS:
        return True
    return places_apart(x.telling.places, y.telling.places)


def log_odds(found: Mapping[str, float], weights: Weights) -> float:
    """The weighted sum of features."""
    return weights.bias + sum(weights.of[name] * found[name] for name in FEATURES if name in found)


def judge(x: Compared, y: Compared, weights: Weights, found: Mapping[str, float] | None = None) -> Judgement:
    """What to think of two tellings by their features; the order of the two makes no difference."""
    found = features(x, y) if found is None else found
    parts = {name: weights.of[name] * value for name, value in found.items()}
    score = _logistic(log_odds(found, weights))
    reasons = tuple((name, round(part, 2)) for name, part in parts.items() if round(part, 2))
    rule = overruling(x, y)
    if rule is not None:
        return Judgement("different", round(score, 4), ((rule, 0.0), *reasons))
    verdict: Verdict = "same" if score >= weights.same else "unsure" if score >= weights.unsure else "different"
    return Judgement(verdict, round(score, 4), reasons)


def _logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def overruling(x: Compared, y: Compared) -> str | None:
    """The name of the rule by which two tellings cannot be of one happening, whatever the score."""
    a, b = x.telling, y.telling
    if x.exact and y.exact:
        gap = days_apart(a, b)
        if gap > 1 or (gap == 1 and not is_misdated(x, y)):
            return "rule:other_day"
    if places_apart(a.places, b.places):
        return "rule:other_place"
    if is_whole_of(x, y) or is_whole_of(y, x):
        return "rule:summary"
    if any(map(is_speech, a.types)) and any(map(is_speech, b.types)):
        return _other_speech(a, b)
    if _author_decides(a) and _author_decides(b) and _other_author(a, b):
        return "rule:other_author"
    # A reader that saw the whole report kept them apart, and what differs is who did it.
    if a.doc_id == b.doc_id and _other_speaker(a, b):
        return "rule:other_author"
    return None


def is_misdated(x: Compared, y: Compared) -> bool:
    """Whether two tellings of following days are of one act all the same: the same toll, or much the same words."""
    shared = [role for role in x.numbers if role in y.numbers]
    if any(max(x.numbers[role] & y.numbers[role], default=0) > FEW for role in shared):
        return True
    return likeness(x.words, y.words) >= ALIKE


def _other_speech(a: Telling, b: Telling) -> str | None:
    """Acts of speech are one only with the same speaker, and said when they are reported unless a day is told."""
    if _other_speaker(a, b):
        return "rule:other_speaker"
    said = [(t.first, t.last) if t.first and t.last else (t.published - FRESH, t.published) for t in (a, b)]
    gap = max(first for first, _ in said) - min(last for _, last in said)
    return "rule:other_day" if gap > FRESH else None


def _author_decides(telling: Telling) -> bool:
    return bool(telling.types) and all(label in rules()["own"]["types"] for label in telling.types)


def _other_author(a: Telling, b: Telling) -> bool:
    """Whether both name who did it, and no two of those have anything in common."""
    named = [[who for who in t.actors if who.named] for t in (a, b)]
    return all(named) and best(named[0], tuple(named[1])) < SOME_LIKENESS


def _other_speaker(a: Telling, b: Telling) -> bool:
    return bool(a.actors and b.actors) and best(a.actors, b.actors) < SAME_SPEAKER


def is_whole_of(x: Compared, y: Compared) -> bool:
    """
    Whether `x` sums up several acts, `y` among them ("attacks across the province killed 20"): a parent, not a twin.

    It speaks of several acts in a wider place or a longer time, of the same family, and its toll is not smaller.
    """
    whole, part = x.telling, y.telling
    if not whole.several or part.several or not _same_family(whole, part):
        return False
    if days_apart(whole, part) or places_apart(whole.places, part.places) or not _toll_allows(x, y):
        return False
    return _is_wider(whole, part)


def _same_family(a: Telling, b: Telling) -> bool:
    return bool({family(label) for label in a.types} & {family(label) for label in b.types})


def _is_wider(whole: Telling, part: Telling) -> bool:
    if not whole.places or not part.places:
        return False
    return max(w.level for w in whole.places) <= REGION and max(w.level for w in part.places) == SPOT


def _toll_allows(x: Compared, y: Compared) -> bool:
    shared = [role for role in x.numbers if role in y.numbers]
    return all(max(x.numbers[role]) > min(y.numbers[role]) for role in shared)
