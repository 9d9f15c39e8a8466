"""Joins what the windows of one text hold into one analysis with spans of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from casus.model.frame import Argument, Coreference, Frame, FrameKind, Link, LinkKind, Qualifier, Sourcing
from casus.model.span import Span
from casus.model.syntax import Mention, Sentence, Token
from casus.models.analysis import Analysis, PartyMention
from casus.models.decode import Act, Core, Decoder, Party
from casus.models.links import Groups, Triggers, antecedents, same_happening, speech_acts
from casus.models.network import Arrays
from casus.models.parties import Parties, settle
from casus.models.windows import Window

_PRONOUNS: Final = frozenset(
    (
        *("i", "me", "my", "we", "us", "our", "you", "your", "he", "him", "his", "she", "her", "it", "its"),
        *("they", "them", "their", "who", "whom", "whose", "which", "that", "this", "these", "those", "one"),
        *("himself", "herself", "itself", "themselves", "both", "some", "others"),
    )
)


class Assembler:
    """Takes the windows of one text in order. Links between them run through shared context and equal names."""

    def __init__(
        self,
        decoder: Decoder,
        tokens: Sequence[tuple[int, int]],
        words: Sequence[str],
        forced: frozenset[int],
        windows: Sequence[Window],
    ) -> None:
        self._decoder, self.words, self._tokens = decoder, words, tokens
        self._modes = {label: n for n, label in enumerate(decoder.labels["mode"])}
        # a cut between windows is a sentence bound: a tree cannot reach into another window
        self._forced = np.array([n in forced for n in range(len(words))] or [False])
        self._forced[[w.first for w in windows if w.first < len(words)]] = True
        self._sentences: list[Sentence] = []
        self._syntax: list[Token] = []
        self._entities: list[Mention] = []
        self._parties: list[tuple[int, int, Party]] = []
        self._acts: list[tuple[FrameKind, int, Act, Frame]] = []
        self._same_actor: list[tuple[int, int]] = []
        self._links: list[Link] = []

    def decode(self, window: Window, scores: Arrays) -> Core:
        """What the core of a window holds; needs nothing of the other windows, so it may run beside them."""
        first, last = window.first - window.start, window.last - window.start
        return self._decoder.core(scores, self._forced[window.start : window.end], first, last)

    def add(self, window: Window, scores: Arrays, core: Core) -> None:
        """Take in the next window."""
        self._add_syntax(window, core)
        self._add_parties(window, core, scores)
        self._add_acts(window, core, scores)

    def _span(self, start: int, end: int) -> Span:
        return Span(self._tokens[start][0], self._tokens[end - 1][1])

    def _add_syntax(self, window: Window, core: Core) -> None:
        shift = window.start
        for a, b in core.sentences:
            self._sentences.append(Sentence(self._span(a + shift, b + shift), a + shift, b + shift))
        rows = zip(core.upos, core.xpos, core.heads, core.deprels, strict=True)
        for n, (upos, xpos, head, deprel) in enumerate(rows, window.first):
            above = head + shift if head >= 0 else -1
            self._syntax.append(Token(Span(*self._tokens[n]), self.words[n], "", upos, xpos, above, deprel))
        for run in core.entities:
            start, end = run.first + shift, run.last + shift
            self._entities.append(Mention(self._span(start, end), run.label, self._head(start, end), run.score))

    def _head(self, start: int, end: int) -> int:
        """The word of a phrase whose own head lies outside it; the last one when several do."""
        outside = [n for n in range(start, end) if not start <= self._syntax[n].head < end]
        return outside[-1] if outside else end - 1

    def _add_parties(self, window: Window, core: Core, scores: Arrays) -> None:
        shift, new = window.start, len(self._parties)
        self._parties += [(p.run.first + shift, p.run.last + shift, p) for p in core.parties]
        seen = [n for n in range(len(self._parties)) if self._parties[n][0] >= shift]
        spans = [(self._parties[n][0] - shift, self._parties[n][1] - shift) for n in seen]
        words, limit = self.words[window.start : window.end], self._decoder.limits["links"]["coreference"]
        for n, earlier in zip(
            seen, antecedents(self._decoder.links["coreference"], scores, words, spans, limit), strict=True
        ):
            if n >= new and earlier is not None:
                self._same_actor.append((seen[earlier], n))

    def _add_acts(self, window: Window, core: Core, scores: Arrays) -> None:
        new = len(self._acts)
        found = [(kind, act) for kind in FrameKind for act in core.acts[kind.value]]
        for kind, act in sorted(found, key=lambda pair: (pair[1].trigger.first, pair[0])):
            self._acts.append((kind, act.trigger.first + window.start, act, self._frame(kind, act, core, window.start)))
        self._link(window, scores, new)

    def _frame(self, kind: FrameKind, act: Act, core: Core, shift: int) -> Frame:
        own = core.sentence_of[act.trigger.first]
        arguments = [
            Argument(
                run.label,
                self._span(run.first + shift, run.last + shift),
                run.score,
                bool(core.sentence_of[run.first] != own),
            )
            for runs in act.groups.values()
            for run in runs
        ]
        mode = act.attributes.get("mode", "").partition(".")[2] or None
        extent = act.attributes.get("extent", "none")
        span = self._span(act.trigger.first + shift, act.trigger.last + shift)
        return Frame(
            kind,
            span,
            act.trigger.label,
            mode,
            None if extent == "none" else extent,
            tuple(arguments),
            self._decoder.certainty(kind.value, act),
            "model",
            act.considered,
        )

    def _link(self, window: Window, scores: Arrays, new: int) -> None:
        events = [n for n, (kind, at, _, _) in enumerate(self._acts) if kind is FrameKind.EVENT and at >= window.start]
        if len(events) < 2:
            return
        places = [self._acts[n][1] - window.start for n in events]
        labels = [self._modes[self._acts[n][2].attributes["mode"]] for n in events]
        triggers = Triggers.of(self.words[window.start : window.end], places, labels)
        links, limits = self._decoder.links, self._decoder.limits["links"]
        same = same_happening(links["same"], scores, triggers, limits["same"])
        content = speech_acts(links["content"], scores, triggers, limits["content"])
        for n, earlier, speech in zip(events, same, content, strict=True):
            if n >= new and earlier is not None:
                self._links.append(Link(LinkKind.SAME, events[earlier], n))
            if n >= new and speech is not None:
                self._links.append(Link(LinkKind.CONTENT, n, events[speech]))

    def analysis(self) -> Analysis:
        """Everything found in the windows so far."""
        clusters = self._clusters()
        parties = [
            PartyMention(self._span(a, b), cluster, p.kind, p.sector, p.run.score)
            for (a, b, p), cluster in zip(self._parties, clusters, strict=True)
        ]
        named = Parties(parties)
        settled = [settle(frame, named, self._party_limits()) for _, _, _, frame in self._acts]
        members: dict[int, list[Span]] = {}
        for party in parties:
            members.setdefault(party.cluster, []).append(party.span)
        return Analysis(
            tuple(self._sentences),
            tuple(self._syntax),
            tuple(self._entities),
            tuple(_without_sayings(frame) for frame in settled),
            tuple(_qualifier(n, kind, act) for n, (kind, _, act, _) in enumerate(self._acts)),
            tuple(s for n, (_, _, act, _) in enumerate(self._acts) for s in _sayings(n, act, settled[n])),
            tuple(self._links),
            tuple(parties),
            tuple(Coreference(tuple(members[n])) for n in sorted(members)),
        )

    def _party_limits(self) -> dict[str, float]:
        saying, party = self._decoder.limits["saying"], self._decoder.limits["party"]
        source = {"source": saying.get("source", saying["*"]), "source~": saying.get("source~", saying["~"])}
        return {**party, **source}

    def _clusters(self) -> list[int]:
        groups = Groups(len(self._parties))
        for left, right in self._same_actor:
            groups.join(left, right)
        named: dict[str, int] = {}
        for n, (a, b, _) in enumerate(self._parties):
            words = [w for w in self.words[a:b] if w.lower() != "the"]
            if any(w[0].isupper() and w.lower() not in _PRONOUNS for w in words):
                groups.join(named.setdefault(" ".join(words).lower(), n), n)
        return groups.numbers()


def _without_sayings(frame: Frame) -> Frame:
    return replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in ("source", "cue")))


def _sayings(number: int, act: Act, frame: Frame) -> list[Sourcing]:
    """One sourcing per source; the nearest to the trigger counts as the innermost."""
    place = frame.trigger.start
    arguments = sorted(frame.arguments, key=lambda a: abs(a.span.start - place))
    stance = act.attributes.get("stance") or act.attributes["state_stance"]
    sourcings = []
    for order, source in enumerate(a.span for a in arguments if a.role == "source"):
        cues = [a.span for a in arguments if a.role == "cue"]
        cue = min(cues, key=lambda c: abs(c.start - source.start), default=None)
        sourcings.append(Sourcing(number, order, source, cue, "asserts" if stance == "none" else stance, "model"))
    return sourcings


def _qualifier(number: int, kind: FrameKind, act: Act) -> Qualifier:
    status = act.attributes["status"] if kind is FrameKind.EVENT else "ongoing"
    factuality = act.attributes.get("factuality") or act.attributes["state_factuality"]
    return Qualifier(number, status, factuality, (), "model")
