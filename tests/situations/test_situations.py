"""
Written situations are read right, but for those listed as missed.

`known.toml` names, per engine, the share that must be right and the situations that are missed. New misses fail as
long as the weights are those it was written for; what a rule settles and the share must hold with any weights. After a
change of weights or rules `python -m tests.situations.test_situations` writes the misses anew (floors by hand).
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from casus.engine import build_engine
from casus.evaluate import situations
from casus.evaluate.situations import Outcome
from casus.pipeline import Pipeline
from casus.settings import Settings

HERE: Final = Path(__file__).parent
KNOWN: Final = HERE / "known.toml"
ENGINES: Final = ("default", "rules")
UNSEEN: Final = "is not found"
"""What a miss says where the engine saw no act at all: then no rule had anything to settle."""


def written() -> list[situations.Situation]:
    """All situations of this folder."""
    return [one for path in sorted(HERE.glob("*.toml")) if path != KNOWN for one in situations.load(path)]


def weights(pipeline: Pipeline) -> str:
    """The digest of the reader's weights, "" for an engine without."""
    return dict(pipeline.digests).get("reader", "")


@pytest.fixture(scope="module", params=ENGINES)
def read(request: pytest.FixtureRequest) -> tuple[str, str, Sequence[Outcome]]:
    """An engine, its weights and the outcome of every situation."""
    pipeline = build_engine(Settings(engine=request.param))
    return request.param, weights(pipeline), situations.run(written(), pipeline)


@pytest.fixture(scope="module")
def known() -> Mapping[str, Any]:
    """What is known to be missed, by engine."""
    return tomllib.loads(KNOWN.read_text("utf-8"))


def missed(outcomes: Sequence[Outcome]) -> dict[str, tuple[str, ...]]:
    """The misses of those that are not right."""
    return {outcome.situation.id: outcome.misses for outcome in outcomes if outcome.misses}


def test_every_situation_has_a_name_of_its_own() -> None:
    """No id is used twice, and there are the two hundred that the rules are tested on."""
    ids = [one.id for one in written()]
    assert len(ids) == len(set(ids)) >= 200


def test_the_share_read_right_does_not_fall(read: tuple[str, str, Sequence[Outcome]], known: Mapping[str, Any]) -> None:
    """With any weights."""
    engine, _, outcomes = read
    right = 1 - len(missed(outcomes)) / len(outcomes)
    assert right >= known[engine]["floor"], missed(outcomes)


def test_only_known_situations_are_misread(read: tuple[str, str, Sequence[Outcome]], known: Mapping[str, Any]) -> None:
    """A new miss is seen with what was expected and found."""
    engine, reader, outcomes = read
    if reader != known[engine]["weights"]:
        pytest.skip("known.toml was written for other weights")
    assert {name: why for name, why in missed(outcomes).items() if name not in known[engine]["missed"]} == {}


def test_what_a_rule_settles_is_right(read: tuple[str, str, Sequence[Outcome]]) -> None:
    """With any weights of the default engine, wherever these see the act at all."""
    engine, _, outcomes = read
    if engine != "default":
        pytest.skip("the closed rules mend what a trained reader finds")
    settled = [outcome for outcome in outcomes if outcome.situation.rule]
    wrong = {o.situation.id: o.misses for o in settled if any(UNSEEN not in miss for miss in o.misses)}
    assert wrong == {}


def test_the_list_of_misses_names_situations(known: Mapping[str, Any]) -> None:
    """Nothing is listed that is not there."""
    ids = {one.id for one in written()}
    assert all(set(entry["missed"]) <= ids for entry in known.values())


def refresh() -> None:
    """Write what is missed now; floors stay."""
    old = tomllib.loads(KNOWN.read_text("utf-8")) if KNOWN.exists() else {}
    lines = ["# What engines miss of the written situations; written by python -m tests.situations.test_situations."]
    for engine in ENGINES:
        pipeline = build_engine(Settings(engine=engine))
        outcomes = situations.run(written(), pipeline)
        wrong = missed(outcomes)
        floor = old.get(engine, {}).get("floor", 0.0)
        lines += ["", f"[{engine}]", f"floor = {floor}", f'weights = "{weights(pipeline)}"', f"[{engine}.missed]"]
        lines += [f"{name} = {json.dumps(why[0], ensure_ascii=False)}" for name, why in wrong.items()]
        sys.stdout.write(f"{engine}: {len(outcomes) - len(wrong)} of {len(outcomes)} right\n")
    KNOWN.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    refresh()
