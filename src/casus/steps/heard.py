"""
How and when sources say what they say: the stance that the words of a cue show, and the time of saying.

"The monitors doubted on Tuesday that rebels had shelled the port": they doubt, on Tuesday, and no act of shelling has
that day. Whoever "claimed" an act of his own claims it; whoever "did not deny" one denies nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from casus.model.frame import Frame, Qualifier, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.model.when import TimexType
from casus.steps import _lexicon, _speakers
from casus.steps._parties import Parties
from casus.steps._said import said_time
from casus.steps._tree import Tree

POINTS: Final = frozenset({TimexType.DATE, TimexType.TIME})
DOUBTED: Final = {"CT+": "PR-", "PR+": "PR-", "PS+": "PS-"}
"""What somebody doubts he holds to be probably not so (FactBank's PR-), whatever the engine made of its content."""


@dataclass(frozen=True, slots=True)
class StanceRule:
    """A stance with the lemmas and the patterns of cues that show it; `own` holds for the source's own acts only."""

    name: str
    verbs: frozenset[str]
    phrases: re.Pattern[str]
    own: bool

    def fits(self, lemma: str, words: str, *, own: bool) -> bool:
        """Whether a cue shows it."""
        return (own or not self.own) and (lemma in self.verbs or bool(self.phrases.search(words)))


@cache
def stance_rules() -> tuple[StanceRule, ...]:
    """The rules of `voices.toml`, in the order in which they are tried."""
    rows = _lexicon.table("voices.toml")["stance"]
    return tuple(
        StanceRule(
            row["name"],
            frozenset(row["verbs"]),
            re.compile("|".join(row["phrases"]), re.IGNORECASE),
            bool(row.get("own", False)),
        )
        for row in rows
    )


class Heard:
    """Give sources the stance and the time that their cues show, and take times of saying from acts."""

    name: Final = "heard"
    needs: Final = frozenset(
        {"document", "sentences", "tokens", "mentions", "times", "frames", "qualifiers", "sourcings", "actors"}
    )
    gives: Final = frozenset({"frames", "qualifiers", "sourcings"})

    def __call__(self, reading: Reading) -> Reading:
        """The same reading with sources heard out."""
        ear = _Ear.over(reading)
        sourcings = tuple(ear.again(tuple(map(ear.heard, reading.sourcings))))
        told = ((s.said, s.cue) for s in sourcings if s.said is not None and s.cue is not None)
        said = (*told, *ear.spoken())
        doubted = {s.frame for s in sourcings if s.stance == "doubts" and s.order == 0}
        return replace(
            reading,
            sourcings=sourcings,
            frames=tuple(f if ear.is_spoken(f) else _undated(f, said) for f in reading.frames),
            qualifiers=tuple(_doubted(q) if q.frame in doubted else q for q in reading.qualifiers),
        )


@dataclass(frozen=True, slots=True)
class _Ear:
    reading: Reading
    tree: Tree
    starts: tuple[int, ...]
    times: tuple[Span, ...]
    parties: Parties

    @classmethod
    def over(cls, reading: Reading) -> _Ear:
        return cls(
            reading,
            Tree.of(reading),
            tuple(s.span.start for s in reading.sentences),
            tuple(sorted(t.span for t in reading.times if t.timex in POINTS)),
            Parties(reading.actors),
        )

    def heard(self, sourcing: Sourcing) -> Sourcing:
        """A source with stance and time of saying."""
        if sourcing.cue is None or sourcing.cue == sourcing.source:
            return sourcing
        sentence = self._sentence(sourcing.cue)
        said = said_time(self.tree, sentence, sourcing.cue, sourcing.source, self.times) if sentence else None
        return replace(sourcing, stance=self._stance(sourcing, sourcing.cue), said=said)

    def again(self, sourcings: tuple[Sourcing, ...]) -> Iterator[Sourcing]:
        """Sources that a report comes back to ("the official said") with the time at which they were first heard."""
        known = [(s, actor) for s in sourcings if (actor := self.parties.actor_of(s.source)) is not None]
        first: dict[str, Span] = {}
        for sourcing, actor in sorted(known, key=lambda one: one[0].source):
            if sourcing.said is not None:
                first.setdefault(actor.id, sourcing.said)
        for sourcing in sourcings:
            actor = self.parties.actor_of(sourcing.source)
            words = sourcing.source.of(self.reading.document.text).lower()
            unnamed = actor is not None and actor.registry is None and words.startswith("the ")
            said = first.get(actor.id) if actor is not None and unnamed else None
            open_ = sourcing.said is None and sourcing.cue is not None and said is not None
            yield replace(sourcing, said=said) if open_ and said and said < sourcing.source else sourcing

    def spoken(self) -> Iterator[tuple[Span, Span]]:
        """Times of saying and their verbs, also of those that no source was found for."""
        saying = _lexicon.table("attribution.toml")["verbs"]["asserts"]
        for sentence in self.reading.sentences if self.times else ():
            for at in range(sentence.first, sentence.last):
                token = self.tree.tokens[at]
                if token.upos == "VERB" and self.tree.lemma(at) in saying and self._speaks(at):
                    time = said_time(self.tree, sentence, token.span, None, self.times)
                    if time is not None:
                        yield time, token.span

    def _speaks(self, at: int) -> bool:
        return "speech" in _speakers.classes().get(self.tree.lemma(at), frozenset())

    def _stance(self, sourcing: Sourcing, cue: Span) -> str:
        """The stance that a cue's words show, else the one known."""
        head, words = self.tree.head_in(cue), cue.of(self.reading.document.text)
        own = self._is_own(sourcing)
        rules = (r for r in stance_rules() if r.fits(self.tree.lemma(head), words, own=own))
        shown = next((r.name for r in rules), sourcing.stance)
        if shown in {"denies", "doubts"} and self._is_negated(head):
            return "asserts"
        return shown

    def _is_negated(self, head: int) -> bool:
        negation = _lexicon.table("factuality.toml")["negation"]
        return any(self.tree.tokens[c].text.lower() in negation for c in self.tree.children(head, "advmod"))

    def is_spoken(self, frame: Frame) -> bool:
        """Whether an act is done by saying so: "said on Tuesday it would not renew the permit" refuses on Tuesday.

        Not so where a verb of speech tells it: "said on Tuesday that the rebels *had demanded* a truce".
        """
        told = _speakers.classes().get(self.tree.lemma(self.tree.head_in(frame.trigger)))
        return frame.label in _lexicon.table("voices.toml")["spoken"]["types"] and not told

    def _is_own(self, sourcing: Sourcing) -> bool:
        """Whether the source does what it tells of."""
        source = self.parties.actor_of(sourcing.source)
        for actor in self.reading.frames[sourcing.frame].spans("actor"):
            known = self.parties.actor_of(actor)
            if actor.overlaps(sourcing.source) or (source is not None and known is not None and known.id == source.id):
                return True
        return False

    def _sentence(self, span: Span) -> Sentence | None:
        at = bisect_right(self.starts, span.start) - 1
        return self.reading.sentences[at] if at >= 0 else None


def _undated(frame: Frame, said: tuple[tuple[Span, Span], ...]) -> Frame:
    """A frame without times at which somebody spoke of it; an act of speech keeps its own."""
    others = [time for time, cue in said if not cue.overlaps(frame.trigger)]
    kept = tuple(a for a in frame.arguments if a.role != "time" or not any(a.span.overlaps(t) for t in others))
    return frame if len(kept) == len(frame.arguments) else replace(frame, arguments=kept)


def _doubted(qualifier: Qualifier) -> Qualifier:
    return replace(qualifier, factuality=DOUBTED.get(qualifier.factuality, qualifier.factuality))
