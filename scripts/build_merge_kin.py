"""
Compile which words can tell the same kind of act: src/casus/resources/merge/kin.tsv.

From PropBank's rolesets with their links to FrameNet (`training/lexicon/rolesets.jsonl`): a verb or noun and the frames
that it can evoke. "talks" and "meeting" share Discussion. Frames with one word alone are left out.

    python scripts/build_merge_kin.py ../shared/training/lexicon/rolesets.jsonl
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

TARGET: Final = Path(__file__).parents[1] / "src/casus/resources/merge/kin.tsv"
HEAD: Final = (
    "# Words and the FrameNet frames they can evoke, by way of PropBank's rolesets (scripts/build_merge_kin.py).\n"
    "# PropBank frames: CC BY-SA 4.0. FrameNet frame names: CC BY 3.0.\n"
)
CLASSES: Final = frozenset({"v", "n"})


def main() -> None:
    """Read, compile, write."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    TARGET.write_text(page(frames_by_word(map(json.loads, lines))), encoding="utf-8")


def frames_by_word(rolesets: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Single words, in lower case, with their frames in order."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for roleset in rolesets:
        for alias, word_class in roleset["aliases"]:
            if word_class in CLASSES and alias.isalpha():
                words[alias.lower()].update(roleset["framenet"])
    shared: defaultdict[str, int] = defaultdict(int)
    for frames in words.values():
        for frame in frames:
            shared[frame] += 1
    kept = {word: sorted(frame for frame in frames if shared[frame] > 1) for word, frames in words.items()}
    return {word: frames for word, frames in sorted(kept.items()) if frames}


def page(words: Mapping[str, Iterable[str]]) -> str:
    """The file."""
    rows = "".join(f"{word}\t{' '.join(frames)}\n" for word, frames in words.items())
    return f"{HEAD}word\tframes\n{rows}"


if __name__ == "__main__":
    main()
