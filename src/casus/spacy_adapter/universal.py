"""
Turn ClearNLP trees, which spaCy's English pipelines make, into trees of Universal Dependencies.

    ClearNLP   shells: dobj of fired; at: prep of fired; town: pobj of at
    UD         shells: obj of fired; town: obl of fired; at: case of town

Prepositions go below their nouns, copulas below what they say, coordinators to the conjunct that they introduce; then
labels are renamed by table. Pure functions of plain arrays: they need no spaCy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from casus.spacy_adapter.labels import load_labels

_NOUN_TAGS: Final = ("NN", "PRP", "CD", "WP", "EX", "$", "DT")
_BE: Final = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m", "’s", "’re", "’m"})
_PREDICATES: Final = ("attr", "acomp", "oprd")


def to_universal(
    forms: Sequence[str], tags: Sequence[str], heads: Sequence[int], labels: Sequence[str]
) -> list[tuple[int, str]]:
    """Head (-1: root) and UD label of each word of one sentence, from its Penn tags and ClearNLP heads and labels."""
    tree = _Tree(forms, tags, heads, labels)
    for word in range(len(forms)):
        _put_below_object(tree, word)
    _place_coordinators(tree)
    nominal = [head >= 0 and tags[head].startswith(_NOUN_TAGS) for head in tree.heads]
    for word in range(len(forms)):
        _raise_object(tree, word)
        _put_below_predicate(tree, word)
    _flatten_coordination(tree)
    _rename(tree, nominal)
    _join_prepositions(tree)
    return one_tree(tree.heads, tree.labels)


def one_tree(heads: Sequence[int], labels: Sequence[str]) -> list[tuple[int, str]]:
    """The same words as one tree: the first root stays, what hangs on nothing or on itself goes below it."""
    tops = [word for word, head in enumerate(heads) if not 0 <= head < len(heads) or head == word]
    root = next(iter(tops), 0)
    sound = {root}
    found = []
    for word, (head, label) in enumerate(zip(heads, labels, strict=True)):
        if word == root:
            found.append((-1, "root"))
        elif word in tops or not _reaches(word, heads, sound):
            found.append((root, "parataxis" if label in ("ROOT", "root") else label))
            sound.add(word)
        else:
            found.append((head, label))
    return found


def _reaches(word: int, heads: Sequence[int], sound: set[int]) -> bool:
    """Whether the way up from a word ends; the words on it then count as sound."""
    way: list[int] = []
    seen: set[int] = set()
    while word not in sound:
        if word in seen:
            return False
        way.append(word)
        seen.add(word)
        if not 0 <= heads[word] < len(heads) or heads[word] == word:
            break
        word = heads[word]
    sound.update(way)
    return True


class _Tree:
    """A tree that is being changed."""

    __slots__ = ("below", "forms", "heads", "labels", "tags")

    def __init__(self, forms: Sequence[str], tags: Sequence[str], heads: Sequence[int], labels: Sequence[str]) -> None:
        self.forms = [form.lower() for form in forms]
        self.tags, self.labels = tags, list(labels)
        self.heads = [head for head, _ in one_tree(heads, labels)]
        self.below: list[list[int]] = [[] for _ in forms]
        for word, head in enumerate(self.heads):
            if head >= 0:
                self.below[head].append(word)

    def children(self, word: int, *labels: str) -> Iterator[int]:
        """The dependents with one of the labels, in text order."""
        return (child for child in sorted(self.below[word]) if self.labels[child] in labels)

    def has(self, word: int, *labels: str) -> bool:
        """Whether it has such a dependent."""
        return next(self.children(word, *labels), None) is not None

    def hang(self, word: int, head: int, label: str) -> None:
        """Give a word another head (-1: none) and label."""
        if self.heads[word] >= 0:
            self.below[self.heads[word]].remove(word)
        if head >= 0:
            self.below[head].append(word)
        self.heads[word], self.labels[word] = head, label

    def swap(self, word: int, child: int, *, label: str, below: str) -> None:
        """Put `child` in the place of `word` as `label`, `word` under it as `below`, with all else that hung on it."""
        self.hang(child, self.heads[word], label)
        for other in list(self.below[word]):
            self.hang(other, child, self.labels[other])
        self.hang(word, child, below)


def _put_below_object(tree: _Tree, word: int) -> None:
    """A preposition goes below its noun as `case`, below its clause as `mark`."""
    child = _object(tree, word)
    if child is None:
        return
    clause = tree.labels[child] == "pcomp" and tree.tags[child].startswith("V")
    moved = tree.labels[word] not in ("prep", "agent", "advmod", "dative", "pcomp", "pobj")
    tree.swap(
        word,
        child,
        label="pcomp" if clause and not moved else tree.labels[word],
        below="mark" if clause else "case",
    )


def _object(tree: _Tree, word: int) -> int | None:
    """What a preposition introduces; of "out of the town" first "of", in whose place the town comes later."""
    if tree.tags[word].startswith(("NN", "VBD", "VBZ", "VBP", "PRP")):
        return None
    wanted = ("pobj", "pcomp", "prep") if tree.labels[word] in ("prep", "agent") else ("pobj", "pcomp")
    return next((child for label in wanted for child in tree.children(word, label)), None)


def _place_coordinators(tree: _Tree) -> None:
    """`cc` hangs on the conjunct after it, in ClearNLP on the one before."""
    for word in range(len(tree.forms)):
        if tree.labels[word] == "cc" and tree.heads[word] >= 0:
            conjunct = next((c for c in tree.children(tree.heads[word], "conj") if c > word), None)
            if conjunct is not None:
                tree.hang(word, conjunct, "cc")


def _flatten_coordination(tree: _Tree) -> None:
    """All conjuncts hang on the first, in ClearNLP each on the one before."""
    for word in range(len(tree.forms)):
        first = tree.heads[word]
        while first >= 0 and tree.heads[first] >= 0 and tree.labels[first] == "conj":
            first = tree.heads[first]
        if first >= 0 and tree.labels[word] == "conj":
            tree.hang(word, first, "conj")


def _put_below_predicate(tree: _Tree, word: int) -> None:
    """A copula goes below what it says of its subject as `cop`; of "there are soldiers" the soldiers are subject."""
    if tree.forms[word] not in _BE or tree.labels[word] in ("aux", "auxpass", "cop"):
        return
    if any(tree.forms[child] == "there" for child in tree.children(word, "expl")):
        for child in list(tree.children(word, "attr")):
            tree.labels[child] = "nsubj"
        return
    said = _predicate(tree, word)
    if said is not None:
        tree.swap(word, said, label=tree.labels[word], below="cop")


def _predicate(tree: _Tree, word: int) -> int | None:
    said = next(tree.children(word, *_PREDICATES), None)
    said = next(tree.children(word, "xcomp"), None) if said is None else said
    if said is None and not tree.has(word, "ccomp"):
        said = next((c for c in tree.children(word, "prep") if c > word and tree.has(c, "case")), None)
    return said if said is not None and not tree.has(said, "nsubj", "nsubjpass") else None


def _raise_object(tree: _Tree, word: int) -> None:
    """Of "want the rebels to leave": the rebels are object of "want", in ClearNLP subject of "leave"."""
    head = tree.heads[word]
    if tree.labels[word] != "ccomp" or tree.tags[word] not in ("VB", "JJ") or tree.has(word, "mark"):
        return
    if any(tree.tags[aux] != "TO" for aux in tree.children(word, "aux", "auxpass")) or tree.has(head, "dobj"):
        return
    subject = next((c for c in tree.children(word, "nsubj") if head < c), None)
    if subject is not None:
        tree.hang(subject, head, "dobj")
        tree.labels[word] = "xcomp"


def _rename(tree: _Tree, nominal: Sequence[bool]) -> None:
    """`nominal` says of each word whether it hung on a noun before copulas were moved."""
    table = load_labels()
    for word, label in enumerate(list(tree.labels)):
        facts = {f"tag={tree.tags[word]}"}
        facts |= {"under=noun"} if nominal[word] else set()
        facts |= {"cased"} if tree.has(word, "case") else set()
        tree.labels[word] = table.dependency(label, facts)


def _join_prepositions(tree: _Tree) -> None:
    """The second word of "because of" is `fixed` on the first."""
    fixed = load_labels().fixed
    for first in range(len(tree.forms) - 1):
        second = first + 1
        if f"{tree.forms[first]} {tree.forms[second]}" not in fixed:
            continue
        markers = [label for label in (tree.labels[first], tree.labels[second]) if label in ("case", "mark")]
        if tree.heads[second] != first and markers and tree.heads[first] in (second, tree.heads[second]):
            tree.hang(first, tree.heads[second], markers[0])
        if (tree.heads[second] == tree.heads[first] and markers) or tree.heads[second] == first:
            tree.hang(second, first, "fixed")
