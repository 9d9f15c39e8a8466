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
        self._modes: dict[str, list[int]] = {}
        for n, label in enumerate(self.labels["mode"]):
            self._modes.setdefault(label.partition(".")[0], []).append(n)

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
        phrases = [(run.first, run.last) for run in tagged_runs(scores["mention"], self.labels["mention"], starts)]
        return Core(
            sentences,
            self._names("upos", scores["upos"][first:last]),
            self._names("xpos", scores["xpos"][first:last]),
            heads,
            deprels,
            tuple(self._runs(scores["entity"], "entity", starts, first, last)),
            self._parties(scores, starts, first, last),
            {kind: self._acts(kind, scores, starts, (first, last), phrases) for kind in ("event", "state")},
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
        words = np.array([run.first for run in runs], np.int64)
        return tuple(map(Party, runs, self._best("kind", scores, words), self._best("sector", scores, words)))

    def _best(self, head: str, scores: Arrays, words: Numbers) -> tuple[str, ...]:
        return self._names(head, scores[head][words].argmax(-1))

    def _acts(
        self,
        kind: str,
        scores: Arrays,
        starts: NDArray[np.bool_],
        core: tuple[int, int],
        mentions: Sequence[tuple[int, int]],
    ) -> tuple[Act, ...]:
        first, last = core
        found = trigger_runs(scores[kind][first:last], self.labels[kind], self.limits[kind], starts[first:last])
        runs = [Run(r.first + first, r.last + first, r.label, r.score) for r in found]
        if not runs:
            return ()
        sentence_of: Numbers = np.cumsum(starts) - 1
        places = np.array([run.first for run in runs])
        shares = self._arguments[kind](scores[f"trigger_{kind}"][places], scores["token"], places, sentence_of)
        groups = {
            name: self._roles[kind][name].runs(found, mentions if name in _OF_PARTIES else (), sentence_of, places)
            for name, found in shares.items()
        }
        weighed = self._weighed(kind, scores, runs, places)
        return tuple(
            _act(run, {name: found[n] for name, found in groups.items()}, {name: w[n] for name, w in weighed.items()})
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

    def _weighed(
        self, kind: str, scores: Arrays, runs: Sequence[Run], places: Numbers
    ) -> dict[str, list[list[tuple[str, float]]]]:
        """By head, the two likeliest labels of each trigger; a mode must belong to the type of its trigger."""
        types = softmax(scores[kind][places])[:, 1:-1]
        weighed = {"type": likeliest(self.labels[kind][1:-1], types / types.sum(-1, keepdims=True))}
        for name in ATTRIBUTES[kind]:
            rows = softmax(scores[name][places])
            if name == "mode":
                weighed[name] = [self._mode(run.label, row) for run, row in zip(runs, rows, strict=True)]
                continue
            if name == "factuality":
                rows = self._agreeing(self._best("status", scores, places), rows)
            weighed[name] = likeliest(self.labels[name], rows)
        return weighed

    def _mode(self, label: str, row: NDArray[Any]) -> list[tuple[str, float]]:
        """The two likeliest modes of an act of type `label`."""
        fitting = self._modes[label]
        return likeliest([self.labels["mode"][n] for n in fitting], (row[fitting] / row[fitting].sum())[None])[0]

    def _agreeing(self, statuses: Sequence[str], rows: NDArray[Any]) -> NDArray[Any]:
        """Shares of factuality, each row weighed by what its status lets one expect."""
        even = np.ones(rows.shape[1])
        weighed = [
            weighed_within(row, self._agreement.get(status, even), self._denied)
            for status, row in zip(statuses, rows, strict=True)
        ]
        return np.stack(weighed)


def _act(run: Run, groups: Mapping[str, tuple[Run, ...]], weighed: Mapping[str, list[tuple[str, float]]]) -> Act:
    considered = tuple(
        Considered(name.removeprefix("state_"), (label.partition(".")[2] or "none") if name == "mode" else label, score)
        for name, found in weighed.items()
        for label, score in found
    )
    return Act(run, {name: found[0][0] for name, found in weighed.items() if name != "type"}, groups, considered)
