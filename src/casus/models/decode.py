"""The scores of one window to what its core holds: sentences, trees, entities, triggers with arguments, mentions.

Numbers here count the words of the window; `casus.models.reader` turns them into spans of the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from casus.model.frame import Considered
from casus.models.manifest import Manifest
from casus.models.network import Arrays, Network
from casus.models.parties import ROLES
from casus.models.scorers import ArgumentScorer, LinkScorer, RelationScorer
from casus.models.spans import Roles, Run, likeliest, softmax, tagged_runs, trigger_runs, weighed_within
from casus.models.syntax import heads_of_sentence, sentence_starts

Numbers = NDArray[np.int64]
# Which heads describe the trigger of an event and of a state.
ATTRIBUTES: Final = {
    "event": ("mode", "status", "factuality", "stance"),
    "state": ("extent", "state_factuality", "state_stance"),
}


# Groups whose roles are played by actors.
_OF_PARTIES: Final = frozenset({"party", "saying"})


@dataclass(frozen=True, slots=True)
class Act:
    """A trigger with the attributes that its heads give, the runs of each argument group, and what else was weighed."""

    trigger: Run
    attributes: Mapping[str, str]
    groups: Mapping[str, tuple[Run, ...]]
    considered: tuple[Considered, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A mention of an actor."""

    run: Run
    kind: str
    sector: str


@dataclass(frozen=True, slots=True)
class Core:
    """What one window's core holds. `sentences` are word ranges; heads are word numbers, -1 for roots."""

    sentences: tuple[tuple[int, int], ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    entities: tuple[Run, ...]
    parties: tuple[Party, ...]
    acts: Mapping[str, tuple[Act, ...]]
    sentence_of: Numbers = field(repr=False)


class Decoder:
    """Labels, limits and pair scorers of one model."""

    def __init__(self, manifest: Manifest, network: Network) -> None:
        self.labels, self.limits, self._calibration = manifest.labels, manifest.thresholds, manifest.calibration
        self._denied = np.array([label.endswith("-") for label in manifest.labels["factuality"]])
        self._agreement = {
            status: np.array([factors[label] for label in manifest.labels["factuality"]])
            for status, factors in manifest.agreement.items()
        }
        self._relations = RelationScorer(network.session("relation.onnx"))
        self._roles = {kind: self._groups(kind) for kind in ("event", "state")}
        self._arguments = {
            kind: ArgumentScorer(network.session(f"{kind}.onnx"), [*g]) for kind, g in self._roles.items()
        }
        self.links = {kind: LinkScorer(network.links, kind) for kind in ("coreference", "same", "content")}

    def _groups(self, kind: str) -> dict[str, Roles]:
        groups = {n.partition("/")[2]: self.labels[n] for n in self.labels if n.startswith(f"{kind}/")}
        return {group: Roles(labels, self.limits[group], later=ROLES) for group, labels in groups.items()}

    def core(self, scores: Arrays, forced: NDArray[np.bool_], first: int, last: int) -> Core:
        """Everything in words `first` to `last`; `forced` marks the words that must begin a sentence."""
        starts = sentence_starts(scores["start"], forced)
        sentence_of: Numbers = np.cumsum(starts) - 1
        bounds = [*(first + np.flatnonzero(starts[first:last])).tolist(), last]
        sentences = tuple(pairwise(bounds))
        heads, deprels = self._trees(scores, sentences, first, last)
        return Core(
            sentences,
            self._names("upos", scores["upos"][first:last]),
            self._names("xpos", scores["xpos"][first:last]),
            heads,
            deprels,
            tuple(self._runs(scores["entity"], "entity", starts, first, last)),
            self._parties(scores, starts, first, last),
            {kind: self._acts(kind, scores, starts, first, last) for kind in ("event", "state")},
            sentence_of,
        )

    def _names(self, head: str, numbers: Numbers) -> tuple[str, ...]:
        labels = self.labels[head]
        return tuple(labels[n] for n in numbers.tolist())

    def _trees(
        self, scores: Arrays, sentences: Sequence[tuple[int, int]], first: int, last: int
    ) -> tuple[tuple[int, ...], tuple[str, ...]]:
        heads = np.zeros(last - first, np.int64)  # 0 is the root, n + 1 is word n of the window
        for a, b in sentences:
            columns = np.concatenate(([0], np.arange(a + 1, b + 1)))
            found = heads_of_sentence(scores["arc"][a:b][:, columns])
            heads[a - first : b - first] = columns[found]
        names = self._names("deprel", self._relations(scores["label_child"][first:last], scores["label_head"][heads]))
        named = tuple(
            ("root" if h == 0 else n if n != "root" else "dep") for h, n in zip(heads.tolist(), names, strict=True)
        )
        return tuple((heads - 1).tolist()), named

    def _runs(self, scores: NDArray[Any], head: str, starts: NDArray[np.bool_], first: int, last: int) -> list[Run]:
        found = tagged_runs(scores[first:last], self.labels[head], starts[first:last])
        return [Run(r.first + first, r.last + first, r.label, r.score) for r in found]

    def _parties(self, scores: Arrays, starts: NDArray[np.bool_], first: int, last: int) -> tuple[Party, ...]:
        runs = self._runs(scores["mention"], "mention", starts, first, last)
        return tuple(Party(r, self._best("kind", scores, r.first), self._best("sector", scores, r.first)) for r in runs)

    def _best(self, head: str, scores: Arrays, word: int) -> str:
        return self.labels[head][int(scores[head][word].argmax())]

    def _acts(self, kind: str, scores: Arrays, starts: NDArray[np.bool_], first: int, last: int) -> tuple[Act, ...]:
        found = trigger_runs(scores[kind][first:last], self.labels[kind], self.limits[kind], starts[first:last])
        runs = [Run(r.first + first, r.last + first, r.label, r.score) for r in found]
        if not runs:
            return ()
        sentence_of: Numbers = np.cumsum(starts) - 1
        places = np.array([run.first for run in runs])
        shares = self._arguments[kind](scores[f"trigger_{kind}"][places], scores["token"], places, sentence_of)
        mentions = [(run.first, run.last) for run in tagged_runs(scores["mention"], self.labels["mention"], starts)]
        groups = {
            name: self._roles[kind][name].runs(found, mentions if name in _OF_PARTIES else (), sentence_of, places)
            for name, found in shares.items()
        }
        return tuple(
            self._act(kind, scores, run, {name: found[n] for name, found in groups.items()})
            for n, run in enumerate(runs)
        )

    def certainty(self, kind: str, act: Act) -> float:
        """How often a finding with this score is right: what the calibration learnt, or the score itself."""
        share = next((c.score for c in act.considered if c.field == "type"), 1.0)
        score = act.trigger.score * share
        if kind not in self._calibration:
            return score
        scores, certainties = self._calibration[kind]
        return float(np.interp(score, scores, certainties))

    def _act(self, kind: str, scores: Arrays, run: Run, groups: Mapping[str, tuple[Run, ...]]) -> Act:
        types = softmax(scores[kind][run.first])[1:-1]
        weighed = {"type": likeliest(self.labels[kind][1:-1], types / types.sum())}
        weighed |= {name: self._weighed(name, scores, run) for name in ATTRIBUTES[kind]}
        considered = tuple(
            Considered(
                name.removeprefix("state_"), (label.partition(".")[2] or "none") if name == "mode" else label, score
            )
            for name, found in weighed.items()
            for label, score in found
        )
        return Act(run, {name: weighed[name][0][0] for name in ATTRIBUTES[kind]}, groups, considered)

    def _weighed(self, name: str, scores: Arrays, run: Run) -> list[tuple[str, float]]:
        """The two likeliest labels of a head; a mode must belong to the type of its trigger."""
        labels, row = self.labels[name], softmax(scores[name][run.first])
        if name == "factuality":
            factors = self._agreement.get(self._best("status", scores, run.first), np.ones(len(labels)))
            return likeliest(labels, weighed_within(row, factors, self._denied))
        if name != "mode":
            return likeliest(labels, row)
        fitting = [n for n, label in enumerate(labels) if label.split(".")[0] == run.label]
        return likeliest([labels[n] for n in fitting], row[fitting] / row[fitting].sum())
