"""Sources that close a sentence: "…, an official in the alliance said on Thursday."."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from casus.model.frame import FrameKind, Saying, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Token
from casus.steps._follow_scene import Follower
from casus.steps._speakers import classes
from casus.steps._stage import Stage

SPEAKER: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "ADP", "PART", "NUM", "PRON", "X"})
"""What the words for a speaker are made of."""
TAIL: Final = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV", "PUNCT", "PART"})
"""What may follow the verb of saying: when, where and to whom it was said."""
LONGEST: Final = 16
"""Words of the longest speaker."""


def told_by(reading: Reading) -> Reading:
    """
    Give what stands before a closing "…, X said" its speaker, where an engine has given it none or a part of another.

    The speaker is all between the last comma and the verb of saying, when that can be a noun phrase: a parse hangs "to
    the province of Tarsin, an official said" on the wrong nouns, and words in a row do not lie.
    """
    stage = Stage.of(reading)
    for number in range(len(reading.sentences)):
        tag = _tag(stage, number)
        if tag is not None:
            reading = _attributed(reading, tag)
    return _cued_by_saying(reading)


def _tag(stage: Stage, number: int) -> Saying | None:
    """The closing saying of a sentence."""
    sentence, tokens = stage.reading.sentences[number], stage.tree.tokens
    verbs = [k for k in range(sentence.first + 3, sentence.last) if _says(stage, k)]
    if not verbs or any(tokens[k].upos not in TAIL for k in range(verbs[-1] + 1, sentence.last)):
        return None
    verb = verbs[-1]
    comma = next((k for k in range(verb - 1, max(verb - LONGEST, sentence.first), -1) if tokens[k].text == ","), None)
    if comma is None or comma + 1 >= verb:
        return None
    words = tokens[comma + 1 : verb]
    if any(t.upos not in SPEAKER and t.text != "-" for t in words) or not _opens(words[0]):
        return None
    whole = words[0].span.join(words[-1].span)
    if not any(whole.overlaps(m) for m in stage.mentions) or tokens[verb].xpos == "VBG":
        return None
    # "an official in the alliance" is the official: whoever opens the phrase speaks
    source = max((m for m in stage.mentions if m.start == whole.start and whole.contains(m)), key=len, default=whole)
    content = Span(sentence.span.start, tokens[comma].span.start)
    return Saying(tokens[verb].span, verb, source, (content,), "speech:around")


def _opens(token: Token) -> bool:
    """Whether a word may open the words for a speaker."""
    return token.upos not in {"ADP", "PART"} and token.text.lower() not in _NOBODY


_NOBODY: Final = frozenset({"which", "who", "that", "as", "and", "but", "it"})


def _says(stage: Stage, at: int) -> bool:
    token = stage.tree.tokens[at]
    return token.upos == "VERB" and "speech" in classes().get(stage.tree.lemma(at), frozenset())


def _attributed(reading: Reading, tag: Saying) -> Reading:
    """The acts told before the tag, each with its speaker outermost."""
    follower, new, changed = Follower.of(reading), [], []
    sayings = (*(s for s in reading.sayings if not s.cue.overlaps(tag.cue)), tag)
    for i, frame in enumerate(reading.frames):
        if frame.kind is not FrameKind.EVENT or not tag.covers(frame.trigger):
            continue
        chain = [s for s in reading.sourcings if s.frame == i]
        if any(s.source.overlaps(tag.source) or (s.cue and s.cue.overlaps(tag.cue)) for s in chain):
            changed += [s for s in chain if s.cue and s.cue.overlaps(tag.cue)]
            continue
        if not any(follower.name(s.source) == follower.name(tag.source) for s in chain):
            new.append(Sourcing(i, len(chain), tag.source, tag.cue, "asserts", "follow:tag"))
    kept = tuple(replace(s, source=tag.source) if s in changed else s for s in reading.sourcings)
    return replace(reading, sourcings=(*kept, *new), sayings=tuple(sorted(sayings, key=lambda s: s.cue)))


def _cued_by_saying(reading: Reading) -> Reading:
    """A source whose cue is another act ("agreed") speaks by its own verb of saying, where that holds the act."""
    follower = Follower.of(reading)
    triggers = {f.trigger for _, f in follower.acts}

    def is_others(sourcing: Sourcing) -> bool:
        """Whether a cue is what somebody else does."""
        acts = [f for _, f in follower.acts if f.trigger == sourcing.cue and f.spans("actor")]
        return bool(acts) and all(follower.name(sourcing.source) not in follower.who(f, "actor") for f in acts)

    def settled(sourcing: Sourcing) -> Sourcing:
        if sourcing.cue is None or not is_others(sourcing):
            return sourcing
        trigger = reading.frames[sourcing.frame].trigger
        said = (
            s
            for s in reading.sayings
            if s.source.overlaps(sourcing.source) and s.covers(trigger) and s.cue not in triggers
        )
        saying = next(said, None)
        return replace(sourcing, cue=saying.cue, rule="follow:own-verb") if saying is not None else sourcing

    return replace(reading, sourcings=tuple(map(settled, reading.sourcings)))
