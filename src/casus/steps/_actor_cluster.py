"""The mentions that mean one actor, and what makes another mention fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from casus.model.span import Span
from casus.steps._actor_mention import Phrase
from casus.steps._overlaps import ENDS

_BODIES: Final = frozenset({"armed_forces", "rebel_group", "police", "government", "militia", "crowd"})


@dataclass(slots=True)
class Cluster:
    """The mentions of one actor, in text order, and what they say together.

    `guess` is the engine's kind and sector, used where the words settle nothing.
    """

    phrases: list[Phrase] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    kind: str = ""
    sector: str = ""
    country: str = ""
    number: str = ""
    gender: str = ""
    organ: str = ""
    backers: set[str] = field(default_factory=set)
    guess: tuple[str, str] = ("", "")

    def add(self, phrase: Phrase) -> None:
        """Take one more mention; the first to say something decides."""
        self.phrases.append(phrase)
        if phrase.form == "pronoun":
            if phrase.number in ("male", "female"):
                self.gender = self.gender or phrase.number
            return
        self.keys.add(phrase.head_key)
        if self.kind in ("", "anonymous_person") and phrase.kind:
            self.kind = phrase.kind if not self.kind or phrase.kind == "person" else self.kind
        if self.sector in ("", "UNK") and phrase.sector:
            self.sector = phrase.sector
        self.country = self.country or phrase.country
        self.number = self.number or phrase.number
        self.gender = self.gender or phrase.gender
        self.organ = self.organ or phrase.organ

    def trusts(self, phrase: Phrase) -> bool:
        """Whether a mention's registry candidates count: a surname alone does not where the report has its own full
        name for it
        ("Blair" after "Ian Blair").
        """
        surname = (
            bool(phrase.candidates) and phrase.candidates[0].registry.startswith("per.") and " " not in phrase.head_key
        )
        return not surname or not any(
            p.form == "person" and not p.candidates and is_part([phrase.head_key], p.head_key.split())
            for p in self.phrases
        )

    @property
    def last(self) -> Phrase:
        """The latest mention."""
        return self.phrases[-1]

    @property
    def named(self) -> bool:
        """Whether some mention is a proper name."""
        return any(p.form in ("name", "person", "state") for p in self.phrases)


def spans_of(cluster: Cluster) -> tuple[Span, ...]:
    """The spans of an actor's mentions in text order, each once."""
    return tuple(sorted({p.span for p in cluster.phrases}, key=ENDS))


def kind_of(phrase: Phrase) -> str:
    """A known name of a person has no kind of its own before the registry is asked."""
    return "person" if phrase.candidates and phrase.candidates[0].registry.startswith("per.") else phrase.kind


def same_role(cluster: Cluster, phrase: Phrase) -> bool:
    """Whether a noun with a country means an actor already there: the same organ, or the same noun."""
    if cluster.kind == "person" or (cluster.phrases[0].counted and phrase.number != "one"):
        return False
    if phrase.organ and phrase.number != "one":
        return cluster.organ == phrase.organ and cluster.number != "one" and not phrase.counted
    return phrase.head_key in cluster.keys and not phrase.counted


def same_family(cluster: Cluster, phrase: Phrase) -> bool:
    """Whether an unnamed body of the same family was mentioned as a whole ("troops" and "the army")."""
    if phrase.number == "one" or phrase.kind not in _BODIES:
        return False
    first = cluster.phrases[0]
    whole = (
        first.form == "role"
        and first.number != "one"
        and not first.counted
        and (first.owner is None or first.country != "")
    )
    return whole and first.family == phrase.family


def near(left: str, right: str) -> bool:
    close = (
        {"REB", "UAF", "IMG", "PRM", "UNK"},
        {"GOV", "PRE"},
        {"MIL", "COP", "PRM"},
        {"UNK", "NGO", "IGO", "UNO", "SOC", "REB", "IMG", "PTY", "OPP", "JRN"},
    )
    return left == right or any(left in group and right in group for group in close)


def fits_number(cluster: Cluster, phrase: Phrase) -> bool:
    return (cluster.number == "one") == (phrase.number == "one") or not cluster.number


def fits_gender(cluster: Cluster, gender: str) -> bool:
    return not gender or not cluster.gender or cluster.gender == gender


def is_part(short: list[str], long: list[str]) -> bool:
    """Whether one name is the end or the beginning of another, longer one."""
    if len(short) >= len(long) or not short:
        return False
    return long[-len(short) :] == short or long[: len(short)] == short
