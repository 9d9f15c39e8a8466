"""
Who does it and to whom: parties of an act from the clause around its trigger.

"Two soldiers were killed by gunmen" has its recipient as passive subject and
its actor after "by"; "a raid by police on the camp" hangs both on the noun.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from casus.model.frame import Argument
from casus.steps import _lexicon
from casus.steps._tree import NOUNS, Tree


@cache
def prepositions(label: str) -> dict[str, str]:
    """Preposition to role for one event type."""
    table = _lexicon.table("arguments.toml")
    return {**table["*"], **table.get(label, {})}


def parties(tree: Tree, head: int, label: str, mode: str | None) -> tuple[Argument, ...]:
    """The actor and recipient arguments of the trigger headed by token `head`."""
    roles = _verbal(tree, head, label) if tree.tokens[head].upos in {"VERB", "AUX"} else _nominal(tree, head, label)
    symmetric = is_symmetric(label, mode)
    found = tuple(_unique(_named(tree, roles, symmetric=symmetric)))
    if any(a.role == "actor" for a in found) or tree.is_passive(head):
        return found
    inherited = _named(tree, _governing_subject(tree, head), symmetric=symmetric)
    return tuple(_unique(iter((*found, *inherited))))


def is_light(tree: Tree, verb: int) -> bool:
    """Whether a verb lends its subject to the act noun it governs: "the army launched an offensive"."""
    return tree.lemma(verb) in _lexicon.words("arguments.toml", "light_verbs")


def is_symmetric(label: str, mode: str | None) -> bool:
    """Whether all parties of an act are its doers: a meeting, a clash."""
    return {label, mode} & _lexicon.words("arguments.toml", "symmetric") != set()


def _governing_subject(tree: Tree, head: int) -> Iterator[tuple[str, int]]:
    """The subject of the nearest verb above an act that names no doer: "the UK has flown missions and *raids*".

    What a speaker says is not thereby the speaker's deed, so the search ends at verbs of saying.
    """
    sayings = _lexicon.table("attribution.toml")["verbs"]["asserts"]
    for governor in tree.ancestors(head)[:3]:
        if tree.tokens[governor].upos != "VERB" or tree.lemma(governor) in sayings:
            return
        subject = tree.subject(governor) if not tree.is_passive(governor) else None
        if subject is not None:
            yield "actor", subject
            return


def _verbal(tree: Tree, head: int, label: str) -> Iterator[tuple[str, int]]:
    subject, passive = tree.subject(head), tree.passive_subject(head)
    if passive is not None:
        yield _passive_role(label), passive
    elif subject is not None:
        yield "actor", subject
    objects = tree.children(head, "obj", "iobj") or _object_after(tree, head, passive=passive is not None)
    for child in objects:
        yield ("own" if label == "DISPLACE" else "recipient"), child
    yield from _oblique(tree, head, label)


def _object_after(tree: Tree, head: int, *, passive: bool) -> tuple[int, ...]:
    """The noun phrase that follows an active verb directly, where the parse gives it no object."""
    nearby = tree.starting.get(head + 1)
    return (nearby,) if nearby is not None and not passive and not tree.cases(nearby) else ()


def _passive_role(label: str) -> str:
    """People who were displaced are the actors of DISPLACE; every other passive subject suffers the act."""
    return "actor" if label == "DISPLACE" else "recipient"


def _nominal(tree: Tree, head: int, label: str) -> Iterator[tuple[str, int]]:
    for child in tree.children(head, "nmod:poss", "compound", "amod"):
        if tree.tokens[child].deprel == "nmod:poss" or (
            tree.tokens[child].upos in {"PROPN", "ADJ"} and _is_name(tree, child)
        ):
            yield "actor", child
    yield from _oblique(tree, head, label)
    verb = tree.tokens[head].head
    if verb >= 0 and tree.tokens[head].deprel in {"obj", "nsubj:pass"} and is_light(tree, verb):
        yield from _lent(tree, verb, label)


def _lent(tree: Tree, verb: int, label: str) -> Iterator[tuple[str, int]]:
    subject = tree.subject(verb)
    if subject is not None and tree.passive_subject(verb) is None:
        yield "actor", subject
    yield from _oblique(tree, verb, label)


def _oblique(tree: Tree, head: int, label: str) -> Iterator[tuple[str, int]]:
    table = prepositions(label)
    for child in tree.children(head, "obl", "nmod"):
        for case in tree.cases(child):
            role = table.get(case)
            if role not in {None, "none"}:
                yield str(role), child


def _is_name(tree: Tree, i: int) -> bool:
    return tree.tokens[i].text[:1].isupper()


def _named(tree: Tree, roles: Iterator[tuple[str, int]], *, symmetric: bool) -> Iterator[Argument]:
    for role, head in roles:
        for noun in tree.conjuncts(head):
            if tree.tokens[noun].upos in NOUNS or _is_name(tree, noun):
                yield Argument(_final(role, symmetric=symmetric), tree.phrase(noun))


def _final(role: str, *, symmetric: bool) -> str:
    """Partners ("with") and all parties of symmetric acts are actors (coding guide: "put all parties in a")."""
    if role == "own":
        return "actor"
    if role == "partner":
        return "actor" if symmetric else "recipient"
    return "actor" if symmetric and role == "recipient" else role


def _unique(arguments: Iterator[Argument]) -> Iterator[Argument]:
    """Each span once, in the first role found for it."""
    seen = set()
    for argument in arguments:
        if argument.span not in seen:
            seen.add(argument.span)
            yield argument
