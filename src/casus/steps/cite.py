"""
Give an act the source of the clause or quotation that it plainly stands in, where an engine found none.

Only what is said in a clause of speech or in a quotation counts; acts of speech are left alone, for whoever demands or
threatens is the one who says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import Frame, Saying, Sourcing
from casus.model.reading import Reading
from casus.steps._reports import stances

SPOKEN: Final = frozenset(
    {"REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "PROTEST", "SANCTION"}
)


class Cite:
    """Add sources from sayings to frames without any."""

    name: Final = "cite"
    needs: Final = frozenset({"document", "sentences", "tokens", "frames", "sourcings", "sayings"})
    gives: Final = frozenset({"sourcings"})

    def __call__(self, reading: Reading) -> Reading:
        """Add one sourcing for every saying that holds a frame without source, the innermost first."""
        known = {sourcing.frame for sourcing in reading.sourcings}
        bare = (n for n, frame in enumerate(reading.frames) if n not in known and frame.label not in SPOKEN)
        return replace(reading, sourcings=(*reading.sourcings, *(s for n in bare for s in _chain(reading, n))))


def _chain(reading: Reading, index: int) -> Iterator[Sourcing]:
    frame = reading.frames[index]
    holding = [saying for saying in reading.sayings if _holds(saying, frame)]
    for order, saying in enumerate(sorted(holding, key=lambda s: sum(map(len, s.contents)))):
        inherited = not any(s.span.contains(saying.cue) and s.span.contains(frame.trigger) for s in reading.sentences)
        token = reading.tokens[saying.at]
        stance = stances().get((token.lemma or token.text).lower(), "asserts")
        cue = None if inherited else saying.cue
        yield Sourcing(index, order, saying.source, cue, stance, "saying:inherited" if inherited else "saying")


def _holds(saying: Saying, frame: Frame) -> bool:
    """Whether a frame stands in a clause of speech or a quotation, and is not about the speaker's own words."""
    said = saying.rule == "speech:clause" or (saying.direct and saying.rule.startswith("speech"))
    own = frame.trigger.overlaps(saying.cue) or frame.trigger.overlaps(saying.source)
    return said and not own and saying.covers(frame.trigger)
