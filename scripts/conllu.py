"""Read CoNLL-U treebanks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One word; `head` is 0-based within the sentence, -1 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str

    @property
    def tag(self) -> str:
        """Universal and treebank tag as one label."""
        return f"{self.upos}|{self.xpos}"


def sentences(*paths: Path) -> Iterator[tuple[str, list[Row]]]:
    """Document id and words of each sentence. Words without a head or tag (typos split in two) are kept as they are."""
    for path in paths:
        document, rows = "", []
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.startswith("# newdoc id = "):
                document = line[14:]
            fields = line.split("\t")
            if len(fields) == 10 and fields[0].isdigit():
                rows.append(Row(fields[1], fields[2], fields[3], fields[4], int(fields[6]) - 1, fields[7]))
            if not line and rows:
                yield document, rows
                rows = []
