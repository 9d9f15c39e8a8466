"""Which act a number of people belongs to, by type and by the words around it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from casus.steps import _lexicon
from casus.steps._tree import Tree

FILE: Final = "tally.toml"
DYING: Final = frozenset({"die", "perish"})


def brings_about(label: str, role: str) -> bool:
    """Whether acts of a type bring about what a role of numbers tells."""
    return label in fates().get(role, ())


def may_tell(label: str, role: str) -> bool:
    """Whether acts of a type may tell a number in a role at all."""
    return brings_about(label, role) or label in _table("bearers").get(role, ())


def names_the_act(tree: Tree, noun: int, verb: int) -> bool:
    """
    Whether a noun of violence and not the verb of its result carries the number, as the guide has it.

    "An air strike killed two" and "two were killed in a clash" do; "troops killed two in a clash" says who killed whom.
    """
    if tree.tokens[noun].upos not in {"NOUN", "PROPN"}:
        return False
    subject = tree.subject(verb)
    if subject is not None and not _is_suffered(tree, verb):
        return noun in _parts(tree, subject) and tree.lemma(verb) not in DYING
    return verb in tree.ancestors(noun)[:2] and not tree.children(verb, "obj") and not _is_while(tree, noun)


def _is_suffered(tree: Tree, verb: int) -> bool:
    """Whether a verb is passive, whatever its subject is labelled."""
    if tree.is_passive(verb):
        return True
    be = any(tree.lemma(child) == "be" and child < verb for child in tree.children(verb, "aux", "cop"))
    return be and tree.tokens[verb].xpos in {"VBN", "VBD"} and not tree.children(verb, "obj")


def _is_while(tree: Tree, noun: int) -> bool:
    """Whether a noun says when it came to pass rather than by what: "killed during the siege"."""
    return bool({"during", "since", "before", "after"} & set(tree.cases(noun)))


def _parts(tree: Tree, head: int) -> tuple[int, ...]:
    """A noun and those that hang on it: "a series of air strikes"."""
    return (head, *tree.children(head, "nmod", "compound", "conj"))


def fates() -> dict[str, frozenset[str]]:
    """Roles of numbers with the types of acts that bring them about."""
    return _table("fates")


@cache
def _table(name: str) -> dict[str, frozenset[str]]:
    rows: dict[str, Iterable[str]] = _lexicon.table(FILE)[name]
    return {role: frozenset(types) for role, types in rows.items()}
