"""Who plays a role in an act, once it is known which mentions name one actor."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Final

from casus.model.frame import Argument, Considered, Frame
from casus.model.span import Span
from casus.models.analysis import PartyMention
from casus.models.spans import SINGLE

ROLES: Final = frozenset({"actor", "recipient", "other", "subject", "object", "source"})
"""What actors do in an act."""
_SHOWN: Final = 3  # of the actors weighed for a role
_FACING: Final = {"recipient": "actor", "actor": "recipient"}
"""Roles that nobody plays together: who acts upon himself is nearly always one of two that were taken for the same.

Not so subject and object of a state: "Orsan-backed rebels" is both until its parts are told apart.
"""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One actor for one role: the argument that would name it, and how likely any of its mentions plays the role."""

    actor: int | Span
    argument: Argument
    share: float


class Parties:
    """The mentions of actors in one text, to look up whom words name."""

    def __init__(self, mentions: Sequence[PartyMention]) -> None:
        # mentions never overlap, so that starts and ends are in one order
        self._mentions = sorted(mentions, key=lambda m: m.span.start)
        self._ends = [mention.span.end for mention in self._mentions]

    def named_by(self, span: Span) -> int | None:
        """The actor (cluster number) that the first mention overlapping the words names."""
        first = bisect_right(self._ends, span.start)
        if first < len(self._mentions) and self._mentions[first].span.start < span.end:
            return self._mentions[first].cluster
        return None


def settle(frame: Frame, parties: Parties, limits: Mapping[str, float]) -> Frame:
    """
    The frame with the actors that play its roles, each once per role.

    A frame comes with every mention that may play a role. Any mention of an actor names it, so that the chance of an
    actor is that of at least one of its mentions. A role that no actor named in the trigger's sentence plays may be
    played by the likeliest one of another sentence, at a limit of its own ("actor~").
    """
    groups: dict[tuple[str, int | Span], list[Argument]] = {}
    kept = [argument for argument in frame.arguments if argument.role not in ROLES]
    for argument in frame.arguments:
        if argument.role in ROLES:
            actor = parties.named_by(argument.span)
            groups.setdefault((argument.role, argument.span if actor is None else actor), []).append(argument)
    by_role: dict[str, list[_Candidate]] = {}
    for (role, who), arguments in groups.items():
        by_role.setdefault(role, []).append(_candidate(who, arguments))
    considered: list[Considered] = []
    playing = {role: _playing(role, candidates, limits) for role, candidates in by_role.items()}
    for role, candidates in by_role.items():
        kept += [c.argument for c in playing[role] if not _surer_opposite(c, role, playing)]
        best = sorted(candidates, key=lambda c: -c.share)[:_SHOWN]
        considered += [Considered(role, role, round(c.share, 3), c.argument.span) for c in best]
    return replace(
        frame,
        arguments=tuple(sorted(kept, key=lambda a: (a.span.start, a.span.end, a.role))),
        considered=(*frame.considered, *considered),
    )


def _candidate(actor: int | Span, arguments: Sequence[Argument]) -> _Candidate:
    best = max(arguments, key=lambda a: (not a.inferred, a.score))
    share = 1 - prod(1 - a.score for a in arguments)
    return _Candidate(actor, Argument(best.role, best.span, share, best.inferred), share)


def _surer_opposite(candidate: _Candidate, role: str, playing: Mapping[str, Sequence[_Candidate]]) -> bool:
    """Whether the same actor more likely plays the facing role; between equals it is the one who acts."""
    same = [c.share for c in playing.get(_FACING.get(role, ""), ()) if c.actor == candidate.actor]
    return any(share > candidate.share or (share == candidate.share and role == "recipient") for share in same)


def _playing(role: str, candidates: Sequence[_Candidate], limits: Mapping[str, float]) -> list[_Candidate]:
    near = limits.get(role, limits["*"])
    here = [c for c in candidates if not c.argument.inferred and c.share >= near]
    far = limits.get(f"{role}~", limits.get("~", limits["*"]))
    there = [c for c in candidates if c.argument.inferred and c.share >= far]
    if role in SINGLE and here:
        return [max(here, key=lambda c: c.share)]
    return here or ([max(there, key=lambda c: c.share)] if there else [])
