"""Sayings inside sayings make a chain of sources."""

from __future__ import annotations

from functools import partial

from tests.steps import building
from tests.steps.reader import read

from casus.model.frame import Saying, Sourcing
from casus.steps._chains import joined, links, nest
from casus.steps._tree import Tree

TEXT = "The clerk said the mayor told soldiers that rebels shelled the bridge."
at = partial(building.at, TEXT)


def said(tree: Tree, source: str, cue: str, content: str, rule: str = "speech:clause") -> Saying:
    """A saying with the words of its parts."""
    return Saying(at(cue), tree.range(at(cue))[0], at(source), (at(content),), rule)


def chain(*rules: str) -> list[str]:
    """The sources of the shelling, innermost first, as words."""
    tree = Tree.of(read(TEXT))
    outer = said(tree, "The clerk", "said", TEXT[TEXT.index("the mayor") : -1], rules[0])
    inner = said(tree, "the mayor", "told", "that rebels shelled the bridge", rules[1])
    told = nest(tree, (outer, inner), at("shelled"))
    found = links(tree, told, 0, lambda _: "asserts", frozenset({at("soldiers")})) if told else ()
    return [link.source.of(TEXT) for link in found]


def test_a_saying_in_a_saying_is_a_link_and_whoever_hears_it_passes_it_on() -> None:
    """Innermost first."""
    assert chain("speech:clause", "speech:clause") == ["the mayor", "soldiers", "The clerk"]


def test_what_merely_stands_around_a_saying_is_no_part_of_it() -> None:
    """In "A said X, but B said Y" X is no content of what B said."""
    assert chain("speech:around", "speech:clause") == []


def test_what_an_engine_knows_of_a_link_stays() -> None:
    """Its stance and rule; a source outside the chain stays before it."""
    known = [Sourcing(0, 0, at("the mayor"), None, "alleges", "model"), Sourcing(0, 1, at("rebels"), None, "claims")]
    found = [
        Sourcing(0, 0, at("the mayor"), at("told"), "asserts"),
        Sourcing(0, 0, at("The clerk"), at("said"), "asserts"),
    ]

    assert [(s.source.of(TEXT), s.stance, s.cue) for s in joined(known, found)] == [
        ("rebels", "claims", None), ("the mayor", "alleges", at("told")), ("The clerk", "asserts", at("said")),
    ]  # fmt: skip
