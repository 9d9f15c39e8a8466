"""What the words around a number, or around one person, say happened to those counted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from casus.model.frame import Argument, Frame, QuantityMention
from casus.model.span import Span
from casus.steps._quantity_roles import CLOSE, LONE, cues
from casus.steps._quantity_spans import people, singular
from casus.steps._tree import Tree

ONE: Final = frozenset({"a", "an", "another"})
CAPTIVES: Final = frozenset({"hostage", "captive", "prisoner"})
"""What people are taken or held as."""
PRONOUNS: Final = frozenset({"he", "she", "him", "her"})
COUNTED: Final = frozenset({"killed", "wounded"})
TOLD: Final = frozenset({"VBN", "VBD", "VBZ", "VBG"})
"""Forms of verbs that tell of what came to pass; "to kill" may be a wish."""
DEEDS: Final = frozenset({"die", "perish", "flee", "disappear", "vanish"})
"""Verbs whose subject is what the number counts."""
OPEN: Final = frozenset({"other", "force"})
"""Roles of numbers beside which nothing says what happened to those counted."""
GROUPS: Final = frozenset(
    {"group", "team", "convoy", "family", "crowd", "number", "patrol", "unit", "couple", "vehicle", "town", "village"}
)
"""Nouns that stand for more than one, or for no person."""


@dataclass(frozen=True, slots=True)
class Told:
    """The token that tells what happened, and the role of the number there."""

    token: int
    role: str


def fates_of(tree: Tree, mention: QuantityMention) -> tuple[Told, ...]:
    """What happened to those a phrase counts, each by the word that says so; a phrase may tell of several.

    None for things and for those who are only named again ("the driver", "the three"). Where a word beside the number
    tells its role, governors that tell another and not this one are parsed wrongly.
    """
    if is_thing(tree, mention) or is_named_again(tree, mention):
        return ()
    beside = () if mention.told is None else (Told(bisect_left(tree.starts, mention.told.start), mention.role),)
    head = tree.head_in(mention.span)
    governing = tuple(_fates(tree, head))
    if mention.role in OPEN or any(told.role == mention.role for told in governing):
        return tuple(dict.fromkeys((*(b for b in beside if b.role not in OPEN), *governing)))
    return (*beside, *governing) if _is_reduced(mention) and tree.tokens[head].deprel == "nsubj:pass" else beside


def _is_reduced(mention: QuantityMention) -> bool:
    """Whether the word that tells stands right behind the number: "ten soldiers wounded there were flown out"."""
    return mention.told is not None and 0 < mention.told.start - mention.span.end <= 1


def is_thing(tree: Tree, mention: QuantityMention) -> bool:
    """Whether a number counts money, distances or other things."""
    first, last = tree.range(mention.span)
    low = [tree.tokens[i].text.lower() for i in range(first, last)]
    after = next((i for i in range(first, last) if tree.tokens[i].xpos in {"NNS", "NN"}), None)
    noun = "" if after is None else singular(tree.tokens[after].text.lower())
    counted = noun if after is not None and tree.tokens[after].xpos == "NNS" else ""
    return not {mention.unit, counted}.isdisjoint(cues().things) or not MONEY.isdisjoint(low)


MONEY: Final = frozenset({"$", "£", "€"})


def is_named_again(tree: Tree, mention: QuantityMention) -> bool:
    """Whether a phrase counts one only by its article, and may as well name somebody again; none that was killed."""
    first, last = tree.range(mention.span)
    low = [tree.tokens[i].text.lower() for i in range(first, last)]
    return low[0] == "the" or (is_lone(tree, mention) and (mention.role not in COUNTED or low[0] in CLOSE))


def is_lone(tree: Tree, mention: QuantityMention) -> bool:
    """Whether a phrase counts one by nothing but its article or owner: "a soldier", "his driver"."""
    first = tree.tokens[tree.range(mention.span)[0]].text.lower()
    return (mention.low, mention.best, mention.high) == (1, 1, 1) and first in LONE


def _fates(tree: Tree, head: int, depth: int = 0) -> Iterator[Told]:
    token = tree.tokens[head]
    governor, label = token.head, token.deprel
    for child in tree.children(head, "acl"):
        if _is_suffered(tree, child) and (role := _role(tree, child)):
            yield Told(child, role)
    if governor < 0 or depth > 2:
        return
    if label in {"obj", "nsubj:pass"} or (label == "nsubj" and tree.lemma(governor) in DEEDS):
        yield from _of_verb(tree, governor, label)
    elif label == "conj":
        yield from _fates(tree, governor, depth + 1)


def _of_verb(tree: Tree, verb: int, label: str) -> Iterator[Told]:
    """The fate that a verb tells, and those that its conjuncts tell of the same ("were kidnapped, but later freed")."""
    if role := _role(tree, verb):
        yield Told(verb, role)
    for other in tree.children(verb, "conj"):
        same_side = label == "nsubj:pass" or (label == "nsubj" and tree.lemma(other) in DEEDS)
        counted = any(tree.tokens[i].upos == "NUM" for i in range(verb, other))
        if same_side and not counted and not tree.children(other, "nsubj", "obj") and (role := _role(tree, other)):
            yield Told(other, role)


def _role(tree: Tree, verb: int) -> str:
    """The role that a verb tells, by its lemma or its form."""
    token = tree.tokens[verb]
    after = tree.tokens[verb + 1].text.lower() if verb + 1 < len(tree.tokens) else ""
    if tree.lemma(verb) == "take" and after in CAPTIVES:
        return "captured"
    form = cues().forms.get(token.text.lower(), "") if token.upos == "VERB" else ""
    return cues().verbs.get(tree.lemma(verb), form)


def _is_suffered(tree: Tree, verb: int) -> bool:
    """Whether a verb under a noun tells what was done to it: "hostages seized in May", "who had been held"."""
    token = tree.tokens[verb]
    if token.deprel == "acl":
        objects = {tree.lemma(child) for child in tree.children(verb, "obj", "nsubj")}
        return token.xpos in {"VBN", "VBD"} and objects <= CAPTIVES
    return tree.is_passive(verb)


def single(tree: Tree, frame: Frame, head: int) -> Argument | None:
    """One person whom an act killed or wounded, where no number is told; None for all else.

    "Gunmen killed a prosecutor", "he was killed": 1; a name counts when its bearer was killed.
    """
    role = _hurting(tree, head)
    if role not in COUNTED or frame.label != "ASSAULT" or tree.tokens[head].xpos not in TOLD:
        return None
    if any(a.role in COUNTED for a in frame.arguments):
        return None
    hurt = [a for a in frame.arguments if a.role == "recipient"]
    if len(hurt) != 1 or not _is_one(tree, hurt[0].span, named=role == "killed" and tree.tokens[head].xpos != "VBG"):
        return None
    return Argument(role, hurt[0].span)


def _hurting(tree: Tree, head: int) -> str:
    """The role that a verb tells, or one joined to it ("shot and killed")."""
    verbs = cues().verbs
    told = verbs.get(tree.lemma(head), "")
    return told or next((role for c in tree.children(head, "conj") if (role := verbs.get(tree.lemma(c)))), "")


def _is_one(tree: Tree, span: Span, *, named: bool) -> bool:
    """Whether a phrase is about one person; where `named`, a name or a pronoun will do."""
    first, last = tree.range(span)
    head, low = tree.head_in(span), tree.tokens[first].text.lower()
    if tree.children(head, "conj"):
        return False
    if low in ONE:
        return tree.tokens[head].xpos in {"NN", "NNP"} and tree.lemma(head) not in GROUPS
    if not named:
        return False
    if low in PRONOUNS and last - first == 1:
        return True
    is_name = tree.tokens[head].xpos == "NNP" and low not in CLOSE
    return is_name and (last - first > 1 or singular(low) in people())
