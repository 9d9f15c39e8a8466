"""The table of labels: what spaCy's English pipelines write, and what it is called here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from casus.resources.load import read_tsv, resource

_COLUMNS: Final = ("kind", "name", "when", "here")


@dataclass(frozen=True, slots=True)
class Labels:
    """Dependency labels with their conditions, in file order; prepositions of two words; kinds of entities."""

    dependencies: tuple[tuple[str, frozenset[str], str], ...]
    fixed: frozenset[str]
    entities: dict[str, str]

    def dependency(self, label: str, facts: Collection[str]) -> str:
        """The Universal Dependencies label for a word of which `facts` hold; the label itself where none is listed."""
        rows = (here for name, when, here in self.dependencies if name == label and when.issubset(facts))
        return next(rows, label)


@cache
def load_labels() -> Labels:
    """The table that ships with casus. Raises ResourceError."""
    rows = list(read_tsv(resource("syntax", "en", "spacy_labels.tsv"), _COLUMNS))
    return Labels(
        tuple((name, frozenset(when.split()), here) for kind, name, when, here in rows if kind == "label"),
        frozenset(name for kind, name, _, _ in rows if kind == "fixed"),
        {name: here for kind, name, _, here in rows if kind == "entity"},
    )


def is_universal(labels: Iterable[str]) -> bool:
    """Whether a set of dependency labels is that of Universal Dependencies: none is one that only ClearNLP has."""
    return not _only_clear() & set(labels)


@cache
def _only_clear() -> frozenset[str]:
    """Labels that the table renames always. ROOT is spaCy's own and stands in every set."""
    listed = load_labels().dependencies
    universal = {here for _, _, here in listed}
    return frozenset(name for name, _, _ in listed if name != "ROOT") - universal
