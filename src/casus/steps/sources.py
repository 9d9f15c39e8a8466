"""
Set right who says what, with the sayings of the report in hand.

An engine that decides word by word gives an act a source from somewhere in the sentence. Here each source without a
cue has to stand in a saying, an act in the clause of another speaker goes over to that one, whoever asks for an act is
its source, "reportedly" and accusations without accuser are sources themselves, and "A and B said" names two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from casus.model.frame import FrameKind, LinkKind, Saying, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.steps import _lexicon
from casus.steps._chains import is_quoted, joined, links, nest
from casus.steps._cues import cited, hearsay, is_accusing, quoting, split, unsaid, words
from casus.steps._quotes import quotations
from casus.steps._reports import stances
from casus.steps._speakers import classes
from casus.steps._tree import Tree

CLAUSE: Final = frozenset({"speech:clause", "according"})
"""Sayings whose content is plainly marked: those that take an act from another speaker, or give it one."""


class Sources:
    """Set sources right by sayings."""

    name: Final = "sources"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "frames", "sourcings", "links", "sayings"})
    gives: Final = frozenset({"sourcings"})

    def __call__(self, reading: Reading) -> Reading:
        """The same reading with the sources of each frame, innermost first."""
        judge = _Judge.over(reading)
        return replace(reading, sourcings=tuple(s for n in range(len(reading.frames)) for s in judge.chain(n)))


@dataclass(frozen=True, slots=True)
class _Judge:
    reading: Reading
    tree: Tree
    starts: tuple[int, ...]
    quotes: tuple[Span, ...]
    phrases: frozenset[Span]
    known: dict[int, list[Sourcing]]
    asked: dict[int, int]

    @classmethod
    def over(cls, reading: Reading) -> _Judge:
        known: dict[int, list[Sourcing]] = {}
        for sourcing in sorted(reading.sourcings, key=lambda s: (s.frame, s.order)):
            known.setdefault(sourcing.frame, []).append(sourcing)
        spoken = (*(m.span for m in reading.mentions), *(s for c in reading.coreferences for s in c.spans))
        return cls(
            reading,
            Tree.of(reading),
            tuple(s.span.start for s in reading.sentences),
            quotations(reading.document.text),
            frozenset(spoken),
            known,
            {link.left: link.right for link in reading.links if link.kind is LinkKind.CONTENT},
        )

    def chain(self, frame: int) -> Iterator[Sourcing]:
        """The sources of one frame, numbered from the innermost."""
        kept = [s for known in self.known.get(frame, ()) for s in self._settled(known)]
        chain = [s for known in kept or self._added(frame) for link in self._quoted_by(known) for s in self._each(link)]
        told = nest(self.tree, self._near(frame), self.reading.frames[frame].trigger) if chain else ()
        if told:
            chain = list(joined(chain, links(self.tree, told, frame, self._stance, self.phrases)))
        yield from (replace(s, order=n) for n, s in enumerate(_once(chain)))

    def _near(self, frame: int) -> tuple[Saying, ...]:
        """What is said by somebody in the sentence in which an act is told."""
        sentence = self._sentence(self.reading.frames[frame].trigger)
        here = (s for s in self.reading.sayings if sentence is not None and sentence.span.contains(s.cue))
        return tuple(s for s in here if self._tells(s) and self._is_somebody(s.source))

    def _tells(self, saying: Saying) -> bool:
        """Whether a saying hands on what somebody knows: no estimate, and no "…, *claiming* that" of those who act."""
        lemma, token = self.tree.lemma(saying.at), self.tree.tokens[saying.at]
        tells = lemma in words("quoting") or "speech" in classes().get(lemma, ())
        return tells and (token.xpos != "VBG" or is_quoted(self.tree, saying))

    def _settled(self, sourcing: Sourcing) -> Iterator[Sourcing]:
        """What is left of a source that an engine found: itself, with its cue, or who speaks instead, or nothing."""
        trigger = self.reading.frames[sourcing.frame].trigger
        sentence = self._sentence(trigger)
        if sentence is None or not sentence.span.overlaps(sourcing.source):
            if sentence is None or sourcing.cue is not None or not self._is_writers(sentence):
                yield sourcing
            return
        other = self._instead(sourcing, trigger)
        if other is not None:
            yield replace(
                sourcing, source=other.source, cue=other.cue, stance=self._stance(other), rule="saying:nearer"
            )
        elif sourcing.cue is not None:
            yield sourcing
        else:
            yield from self._cued(sourcing, trigger, sentence)

    def _is_writers(self, sentence: Sentence) -> bool:
        """Whether the writer turns to something else, where no quotation goes on: "*Separately*, police arrested …"."""
        opening = self.tree.tokens[sentence.first : sentence.first + 1]
        turned = any(token.text.lower() in words("turning") for token in opening)
        return turned and not any(quote.overlaps(opening[0].span) for quote in self.quotes)

    def _instead(self, sourcing: Sourcing, trigger: Span) -> Saying | None:
        """The saying whose clause holds the act, where the engine's source belongs to one whose content does not."""
        if sourcing.cue is None:
            return None
        holding = [s for s in self.reading.sayings if s.rule in CLAUSE and s.covers(trigger)]
        if not holding or any(s.source.overlaps(sourcing.source) for s in holding):
            return None
        inner = min(holding, key=lambda s: sum(map(len, s.contents)))
        elsewhere = any(s.cue.overlaps(sourcing.cue) and not s.covers(trigger) for s in self.reading.sayings)
        same_cue = inner.cue.overlaps(sourcing.cue) and self._is_subject(inner.source, inner.at)
        same_cue = same_cue and not self._is_subject(sourcing.source, inner.at)
        is_open = not inner.source.overlaps(trigger) and not inner.cue.overlaps(trigger)
        return inner if is_open and (elsewhere or same_cue) and self._is_somebody(inner.source) else None

    def _is_subject(self, source: Span, verb: int) -> bool:
        """Whether the tree gives a verb of saying that source as subject."""
        token = self.tree.tokens[self.tree.head_in(source)]
        return token.deprel == "nsubj" and token.head == verb

    def _is_somebody(self, source: Span) -> bool:
        """Whether a phrase names a speaker by itself: no pronoun, and no statement that somebody else has made."""
        head = self.tree.head_in(source)
        own = self.tree.tokens[head].upos not in {"PRON", "DET"} and self.tree.lemma(head) not in words("accounts")
        return own and any(phrase.overlaps(source) for phrase in self.phrases)

    def _cued(self, sourcing: Sourcing, trigger: Span, sentence: Sentence) -> Iterator[Sourcing]:
        """A source without a cue stays where its words speak: with the cue that holds the act, if one does."""
        head = self.tree.head_in(sourcing.source)
        if self._is_hearsay(head):
            yield replace(sourcing, cue=sourcing.source)
            return
        said = [s for s in self.reading.sayings if s.source.overlaps(sourcing.source) and self._speaks(s)]
        holding = next((s.cue for s in said if s.covers(trigger) and sentence.span.overlaps(s.cue)), None)
        if said or self._is_own_voice(head, sourcing.source) or self._is_named_as_source(head, sourcing.source):
            yield replace(sourcing, cue=holding)

    def _speaks(self, saying: Saying) -> bool:
        """Whether a saying says something, and does not bind its speaker or say what he thinks of a thing."""
        binding = self.tree.lemma(saying.at) in words("binding") and saying.rule != "speech:clause"
        return saying.rule.startswith(("speech", "according", "noun", "quote")) and not binding

    def _is_hearsay(self, head: int) -> bool:
        token = self.tree.tokens[head]
        return token.text.lower() in hearsay() or (token.upos == "VERB" and self.tree.lemma(head) in stances())

    def _is_own_voice(self, head: int, source: Span) -> bool:
        """Whether a source speaks of itself, or stands inside what it says."""
        first_person = self.tree.tokens[head].text.lower() in words("first_person")
        return first_person or any(quote.contains(source) for quote in self.quotes)

    def _is_named_as_source(self, head: int, source: Span) -> bool:
        """Whether words make it a source without a verb: "reports *from residents*", "*Ministry*: …"."""
        after = self.tree.range(source)[1]
        above = self.tree.ancestors(head)[:2]
        named = any(t < head and self.tree.lemma(t) in words("accounts") for t in above)
        return named or (after < len(self.tree.tokens) and self.tree.tokens[after].text == ":")

    def _added(self, number: int) -> Iterator[Sourcing]:
        """A source for a frame without any."""
        frame = self.reading.frames[number]
        if frame.kind is not FrameKind.EVENT:
            return
        asking = self._asking(number)
        mark = None if frame.label == "ACCUSE" else unsaid(self.tree, self.tree.head_in(frame.trigger))
        if asking is not None:
            yield asking
        elif mark is not None and not self.tree.tokens[mark].span.overlaps(frame.trigger):
            span = self.tree.tokens[mark].span
            stance = "alleges" if is_accusing(self.tree, mark) else "asserts"
            yield Sourcing(number, 0, span, span, stance, "hearsay")
        elif frame.label not in _types("spoken"):
            yield from self._quoted(number, frame.trigger)

    def _quoted(self, number: int, trigger: Span) -> Iterator[Sourcing]:
        """The speaker of the quotation that an act is told in; without a cue where it goes on from another sentence."""
        sentence = self._sentence(trigger)
        for saying in self.reading.sayings:
            here = sentence is not None and sentence.span.overlaps(saying.cue)
            direct = saying.direct and (saying.rule == "speech:clause" if here else saying.rule.startswith("speech"))
            if direct and saying.covers(trigger) and not trigger.overlaps(saying.source):
                rule = "saying" if here else "saying:inherited"
                yield Sourcing(number, 0, saying.source, saying.cue if here else None, self._stance(saying), rule)
                return

    def _asking(self, frame: int) -> Sourcing | None:
        """Whoever asks for an act in one sentence is its source, and the asking the cue."""
        request = self.reading.frames[self.asked[frame]] if frame in self.asked else None
        if request is None or request.label not in _types("asking"):
            return None
        sentence, trigger = self._sentence(request.trigger), self.reading.frames[frame].trigger
        asker = next(iter(request.spans("actor")), None)
        if asker is None or sentence is None or not sentence.span.contains(trigger) or asker.overlaps(trigger):
            return None
        return Sourcing(frame, 0, asker, request.trigger, "asserts", "content:asked")

    def _quoted_by(self, sourcing: Sourcing) -> Iterator[Sourcing]:
        """A source behind whom it cites, and before whoever quotes it."""
        sentence = self._sentence(sourcing.cue) if sourcing.cue else None
        if sentence is not None and sourcing.cue is not None:
            inner = cited(self.tree, self.tree.head_in(sourcing.cue), sentence.last, self.phrases)
            if inner is not None and not inner[0].overlaps(sourcing.source):
                yield replace(sourcing, source=inner[0], cue=inner[1], rule="cited")
        yield sourcing
        outer = quoting(self.tree, sourcing)
        if outer is not None:
            yield replace(sourcing, source=outer[0], cue=outer[1], stance="asserts", rule="quoting")

    def _each(self, sourcing: Sourcing) -> Iterator[Sourcing]:
        """A source, and those coordinated with it."""
        for n, phrase in enumerate(split(self.tree, sourcing, self.phrases)):
            rule = f"{sourcing.rule}+coordinated" if n else sourcing.rule
            yield replace(sourcing, source=phrase, rule=rule)

    def _stance(self, saying: Saying) -> str:
        return stances().get(self.tree.lemma(saying.at), "asserts")

    def _sentence(self, span: Span) -> Sentence | None:
        at = bisect_right(self.starts, span.start) - 1
        return self.reading.sentences[at] if at >= 0 else None


def _once(chain: Sequence[Sourcing]) -> Iterable[Sourcing]:
    """Each source once, the first."""
    kept: dict[Span, Sourcing] = {}
    for sourcing in chain:
        if not any(span.overlaps(sourcing.source) for span in kept):
            kept[sourcing.source] = sourcing
    return kept.values()


def _types(section: str) -> frozenset[str]:
    return frozenset(_lexicon.table("voices.toml")[section]["types"])
