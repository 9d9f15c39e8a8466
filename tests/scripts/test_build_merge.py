from __future__ import annotations

from pathlib import Path

import pytest

from casus.merge.features import FEATURES
from casus.merge.judging import read_weights
from tests.scripts.loading import script


def test_weights_learn_what_tells_and_keep_their_bounds() -> None:
    """A shared trigger tells here, a shared mode does not; floors and priors hold."""
    build = script("build_merge_weights")
    pairs = [({"trigger_same": 1.0, "mode_same": 1.0}, True), ({"mode_same": 1.0}, False)] * 50
    bias, weights = build.learn(pairs)

    assert bias < 0 < weights["trigger_same"]
    assert weights["mode_same"] == pytest.approx(0, abs=0.5)
    assert all(weights[name] >= least for name, least in build.FLOOR.items())
    assert all(weights[name] == value for name, value in build.PRIOR.items())


def test_the_page_can_be_read_back(tmp_path: Path) -> None:
    """What is written names every feature."""
    build = script("build_merge_weights")
    path = tmp_path / "weights.toml"
    path.write_text(build.page(-1.5, dict.fromkeys(FEATURES, 0.25), [({}, True)]), encoding="utf-8")
    weights = read_weights(path)

    assert (weights.bias, set(weights.of.values())) == (-1.5, {0.25})


def test_words_are_kin_by_frames_that_more_than_one_evokes() -> None:
    """Frames of one word, and phrases, are left out."""
    rolesets = [
        {"aliases": [["meet", "v"], ["have_meeting", "l"]], "framenet": ["Discussion", "Alone"]},
        {"aliases": [["talk", "n"]], "framenet": ["Discussion"]},
    ]

    assert script("build_merge_kin").frames_by_word(rolesets) == {"meet": ["Discussion"], "talk": ["Discussion"]}


def test_the_shipped_words_are_what_the_script_makes(shared: Path) -> None:
    """Made again, the file is the same."""
    import json

    build = script("build_merge_kin")
    lines = (shared / "training" / "lexicon" / "rolesets.jsonl").read_text(encoding="utf-8").splitlines()

    assert build.page(build.frames_by_word(map(json.loads, lines))) == build.TARGET.read_text(encoding="utf-8")
