"""
Relations that hold, by rules: control, support, alliance, siege, war, command.

"rebel-held Tarsin" says that rebels control Tarsin; "the army and its ally the
Guard" says that they are allied; "Belmoran-backed militia" says who supports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Final

from casus.model.frame import Argument, Frame, FrameKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.vocabulary import TERRITORIAL
from casus.steps import _lexicon
from casus.steps._tree import NOUNS, Tree

MUTUAL: Final = frozenset({"fights", "ceasefire_with"})
"""Relations of two sides, told by nouns with "between", "with" or "against"."""
POSSESSIVES: Final = frozenset({"its", "their", "his", "her", "our", "your", "my"})
SCORE: Final = 0.6


class States:
    """Find relations with the state lexicon and the dependency tree."""

    name: Final = "states"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "places", "frames"})
    gives: Final = frozenset({"frames"})

    def __call__(self, reading: Reading) -> Reading:
        """Add one state frame per relation found."""
        tree = Tree.of(reading)
        found = [f for i in range(len(tree.tokens)) for f in _at(tree, i) if _is_whole(f)]
        grounded = (f for f in found if _is_grounded(reading, f))
        return replace(reading, frames=reading.frames + tuple(_with_extent(reading, f) for f in grounded))


def _at(tree: Tree, i: int) -> Iterator[Frame]:
    yield from _verb(tree, i)
    yield from _noun(tree, i)
    yield from _compound(tree, i)


@cache
def _index(kind: str) -> dict[str, dict[str, Any]]:
    return {lemma: rule for rule in _lexicon.table("states.toml")[kind] for lemma in rule["lemmas"]}


def _state(trigger: Span, relation: str, subjects: list[Span], objects: list[Span], rule: str) -> Frame:
    arguments = [Argument("subject", s) for s in subjects] + [Argument("object", o) for o in objects]
    return Frame(FrameKind.STATE, trigger, relation, arguments=tuple(arguments), score=SCORE, rule=f"state:{rule}")


def _spans(tree: Tree, heads: tuple[int, ...] | list[int]) -> list[Span]:
    return [tree.phrase(k) for head in heads for k in tree.conjuncts(head)]


def _verb(tree: Tree, i: int) -> Iterator[Frame]:
    rule = _index("verb").get(tree.lemma(i))
    if rule is None or tree.tokens[i].upos not in {"VERB", "ADJ"}:
        return
    subjects, objects = _verb_ends(tree, i, rule)
    if subjects and objects:
        yield _state(
            tree.tokens[i].span, rule["relation"], _spans(tree, subjects), _spans(tree, objects), tree.lemma(i)
        )


def _verb_ends(tree: Tree, i: int, rule: dict[str, Any]) -> tuple[list[int], list[int]]:
    """Who holds and what is held; troops that "are stationed" or "hide" somewhere are the subject either way."""
    subject, passive = tree.subject(i), tree.passive_subject(i)
    if rule.get("subject") == "any":
        own = [s for s in (subject if subject is not None else passive,) if s is not None]
        return own, _oblique(tree, i, set(rule["prepositions"]))
    if passive is not None:
        return _oblique(tree, i, {"by"}), [passive]
    return [s for s in (subject,) if s is not None], _objects(tree, i, rule)


def _objects(tree: Tree, i: int, rule: dict[str, Any]) -> list[int]:
    """The direct object, or the noun after one of the rule's prepositions ("held on to a pocket", "allied with")."""
    direct = [] if rule["object"] == "with" else list(tree.children(i, "obj"))
    found = direct or _oblique(tree, i, set(rule.get("prepositions", ())))
    return [_whole(tree, noun) for noun in found]


def _whole(tree: Tree, noun: int) -> int:
    """In "most of the town" the town is meant; how much of it is the extent."""
    if tree.lemma(noun) not in _lexicon.words("states.toml", "amounts"):
        return noun
    return next(iter(_oblique(tree, noun, {"of"})), noun)


def _noun(tree: Tree, i: int) -> Iterator[Frame]:
    """Nouns: "its ally X", "X's siege of Y", "under X control", "a base in Y"."""
    rule = _index("noun").get(tree.lemma(i))
    owned = _possessor(tree, i)
    if rule is None or not (tree.tokens[i].upos in {"NOUN", "PROPN"} or owned):
        return
    owners = list(tree.children(i, "nmod:poss")) + [
        c for c in tree.children(i, "compound", "amod") if _is_party(tree, c)
    ]
    owners = owners or owned
    if rule["relation"] in MUTUAL:
        yield from _between(tree, i, rule["relation"])
    subjects, objects = _noun_ends(tree, i, rule["relation"], owners)
    if subjects and objects:
        yield _state(
            tree.tokens[i].span, rule["relation"], _spans(tree, subjects), _spans(tree, objects), tree.lemma(i)
        )


def _possessor(tree: Tree, i: int) -> list[int]:
    """The "its" right before a word, which makes it a noun whatever it was tagged as ("its involvement in …")."""
    return [i - 1] if i and tree.tokens[i - 1].text.lower() in POSSESSIVES else []


def _noun_ends(tree: Tree, i: int, relation: str, owners: list[int]) -> tuple[list[int], list[int]]:
    if relation in {"allied_with", "supports"}:
        return list(tree.children(i, "appos")) or _apposed(tree, i), owners + _oblique(tree, i, {"of", "to"})
    holder = owners or list(tree.children(i, "nsubj")) or [s for s in [_light_subject(tree, i)] if s is not None]
    if relation in MUTUAL:
        return holder, _oblique(tree, i, {"with", "against"})
    grounds = _oblique(tree, i, {"of", "in", "over", "near"})
    if tree.tokens[i].upos == "VERB":  # a noun taken for the verb of its clause has the whole clause below it
        grounds = grounds[:1]
    return holder, grounds or _governed_ground(tree, i)


def _between(tree: Tree, i: int, relation: str) -> Iterator[Frame]:
    """The two sides of "a truce between the army and the rebels"."""
    for first in _oblique(tree, i, {"between"}):
        sides = [tree.phrase(k) for k in tree.conjuncts(first)]
        sides = sides if len(sides) > 1 else sides + _after_and(tree, sides[0])
        if len(sides) > 1:
            yield _state(tree.tokens[i].span, relation, sides[:1], sides[1:], tree.lemma(i))


def _after_and(tree: Tree, side: Span) -> list[Span]:
    """The phrase that follows one side over "and", where the parse hung it elsewhere."""
    last = tree.range(side)[1]
    joined = last < len(tree.tokens) and tree.tokens[last].text.lower() == "and"
    other = tree.starting.get(last + 1) if joined else None
    return [tree.phrase(other)] if other is not None else []


def _apposed(tree: Tree, i: int) -> list[int]:
    head = tree.tokens[i].head
    return [head] if tree.tokens[i].deprel == "appos" and head >= 0 else []


def _light_subject(tree: Tree, i: int) -> int | None:
    head = tree.tokens[i].head
    return tree.subject(head) if head >= 0 and tree.tokens[i].deprel == "obj" else None


def _governed_ground(tree: Tree, i: int) -> list[int]:
    """In "the province is under rebel control" the clause's subject is the ground."""
    if "under" not in tree.cases(i):
        return []
    subjects = tree.children(i, "nsubj") or (
        tree.children(tree.tokens[i].head, "nsubj") if tree.tokens[i].head >= 0 else ()
    )
    return list(subjects)


def _oblique(tree: Tree, i: int, cases: set[str]) -> list[int]:
    return [c for c in tree.children(i, "obl", "nmod") if cases & set(tree.cases(c))]


def _is_party(tree: Tree, i: int) -> bool:
    return _names_party(tree.tokens[i].text) or _names_party(tree.lemma(i))


@cache
def _suffixes() -> dict[str, str]:
    return {
        suffix: rule["relation"] for rule in _lexicon.table("states.toml")["compound"] for suffix in rule["suffixes"]
    }


@cache
def _prefixes() -> dict[str, str]:
    return {p: rule["relation"] for rule in _lexicon.table("states.toml")["compound"] for p in rule.get("prefixes", ())}


def _compound(tree: Tree, i: int) -> Iterator[Frame]:
    """Compounds: "rebel-held X", "Iranian-backed X", "pro-government X", written as one token or as three."""
    found = _joined(tree, i) or _split(tree, i)
    if found is None:
        return
    trigger, relation, party, last = found
    noun = _modified(tree, i, last)
    if noun is not None:
        yield _state(trigger, relation, [party], _spans(tree, [_named_ground(tree, noun)]), "compound")


def _named_ground(tree: Tree, noun: int) -> int:
    """In "the rebel-held town of Tarsin" the ground is Tarsin."""
    named = _oblique(tree, noun, {"of"}) if tree.lemma(noun) in _lexicon.words("frames.toml", "place_nouns") else []
    return next((n for n in named if tree.tokens[n].upos == "PROPN"), noun)


def _joined(tree: Tree, i: int) -> tuple[Span, str, Span, int] | None:
    token = tree.tokens[i]
    left, dash, right = token.text.rpartition("-")
    if not dash or not left or not right:
        return None
    start, end = token.span.start, token.span.end
    if right.lower() in _suffixes():
        return token.span, _suffixes()[right.lower()], Span(start, end - len(right) - 1), i
    if left.lower() in _prefixes() and _names_party(right):
        return token.span, _prefixes()[left.lower()], Span(start + len(left) + 1, end), i
    return None


def _split(tree: Tree, i: int) -> tuple[Span, str, Span, int] | None:
    if i + 2 >= len(tree.tokens) or tree.tokens[i + 1].text != "-":
        return None
    left, right = tree.tokens[i], tree.tokens[i + 2]
    if left.span.end != right.span.start - 1:
        return None
    if right.text.lower() in _suffixes():
        return left.span.join(right.span), _suffixes()[right.text.lower()], left.span, i + 2
    if left.text.lower() in _prefixes() and _names_party(right.text):
        return left.span.join(right.span), _prefixes()[left.text.lower()], right.span, i + 2
    return None


def _names_party(word: str) -> bool:
    """A name or a noun for a party: "pro-Belmora", "pro-government"; not "pro-active"."""
    return word[:1].isupper() or word.lower() in _lexicon.words("states.toml", "parties")


def _modified(tree: Tree, i: int, last: int) -> int | None:
    """The noun that a compound describes: its governor, or the next noun."""
    for token in (last, i):
        head = tree.tokens[token].head
        if head > last and tree.tokens[head].upos in NOUNS:
            return head
    following = range(last + 1, min(last + 4, len(tree.tokens)))
    return next((k for k in following if tree.tokens[k].upos in {"NOUN", "PROPN"}), None)


def _is_whole(frame: Frame) -> bool:
    subjects, objects = set(frame.spans("subject")), set(frame.spans("object"))
    return bool(subjects and objects and not subjects & objects)


def _is_grounded(reading: Reading, frame: Frame) -> bool:
    """Control and presence need ground: a known place, a word for one, or a name that no other reading explains."""
    if frame.label not in TERRITORIAL:
        return True
    objects = frame.spans("object")
    if any(p.span.overlaps(o) for p in reading.places for o in objects):
        return True
    text = reading.document.text
    if frame.rule == "state:compound" and any(o.of(text)[:1].isupper() for o in objects):
        return True
    grounds = _lexicon.words("frames.toml", "place_nouns")
    return any(word in grounds for o in objects for word in o.of(text).lower().split())


def _with_extent(reading: Reading, frame: Frame) -> Frame:
    """How much is controlled, from the words of the sentence around the relation."""
    if frame.label != "controls":
        return frame
    inside = next((s.span for s in reading.sentences if s.span.contains(frame.trigger)), frame.trigger)
    words = inside.of(reading.document.text).lower()
    table: dict[str, list[str]] = _lexicon.table("states.toml")["extent"]
    extent = next(
        (name for name, phrases in table.items() if any(f"{p} " in f"{words} " for p in phrases)), "unspecified"
    )
    return replace(frame, extent=extent)
