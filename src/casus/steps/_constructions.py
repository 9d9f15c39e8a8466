"""
Closed constructions around an act: "tried to …", "denied …ing", "had it fallen, they would have …".

The rules are data (`resources/lexicon/en/constructions.toml`); this module knows how each kind looks in a tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from casus.steps._lexicon import table, words
from casus.steps._tree import Tree

FILE: Final = "constructions.toml"
VERBAL: Final = frozenset({"VERB", "AUX"})
MODAL_UNREAL: Final = frozenset({"would", "could", "might"})
OPENING: Final = MODAL_UNREAL | {"may", "will", "'ll", "can", "should", "must", "shall"}
"""Auxiliaries that leave open whether their verb comes about."""
CAUSATIVE: Final = frozenset({"let", "allow", "permit", "help", "have"})
"""Verbs between a speech act and its content that change nothing: "asked them to *let* its wounded leave"."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One construction; the fields as the head of the data file describes them."""

    id: str
    kind: str
    lemmas: frozenset[str]
    links: tuple[str, ...]
    marks: frozenset[str]
    words: frozenset[str]
    units: frozenset[str]
    particles: frozenset[str]
    negated: bool
    objectless: bool
    passive: bool
    nominal: bool
    types: frozenset[str]
    not_types: frozenset[str]
    status: str
    factuality: str
    stance: str

    @property
    def opens(self) -> bool:
        """Whether the rule leaves its act open anyway: "they may ask them to leave" leaves the leaving open."""
        return self.factuality == "U"

    def is_about(self, label: str) -> bool:
        """Whether the rule may settle acts of a type."""
        return label not in self.not_types and (not self.types or label in self.types)


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that holds for an act, with the token that shows it."""

    rule: Rule
    cue: int


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the file: the first that holds settles."""
    return tuple(_rule(row) for row in table(FILE)["rule"])


def _rule(row: dict[str, Any]) -> Rule:
    sets = {
        name: frozenset(row.get(name, ()))
        for name in ("lemmas", "marks", "words", "units", "particles", "types", "not_types")
    }
    return Rule(
        id=row["id"],
        kind=row["kind"],
        links=tuple(row.get("links", ())),
        negated=row.get("negated", False),
        objectless=row.get("objectless", False),
        passive=row.get("passive", False),
        nominal=row.get("nominal", False),
        status=row.get("status", ""),
        factuality=row.get("factuality", ""),
        stance=row.get("stance", ""),
        **sets,
    )


def construction(tree: Tree, label: str, head: int) -> Found | None:
    """The construction that settles the act of type `label` whose trigger's head is `head`, or None."""
    found = next((f for rule in rules() if rule.is_about(label) for f in _KINDS[rule.kind](tree, rule, head)), None)
    return None if found is None else _outer(tree, found)


def _outer(tree: Tree, found: Found) -> Found | None:
    """
    What a governor says, unless something stands over the governor.

    "Refused to agree to leave" is a refusal; "did not try to storm", "may ask them to leave" are open.
    """
    if found.rule.kind not in {"governor", "lapse"}:
        return found
    if is_open(tree, found.cue) and not found.rule.opens:
        return None
    if found.rule.kind == "lapse":
        return found
    if is_negated(tree, found.cue):
        return None
    above = next((f for r in rules() if r.kind == "governor" for f in _governed(tree, r, found.cue)), None)
    if above is None:
        return found
    return above if above.rule.factuality == "CT-" else None


def is_negated(tree: Tree, i: int) -> bool:
    """Whether "not", "never" or "no" stands with token `i`."""
    negations = words("qualifiers.toml", "negation")
    return any(tree.tokens[c].text.lower() in negations for c in tree.children(i, "advmod", "det", "cc"))


def is_open(tree: Tree, i: int) -> bool:
    """Whether verb `i` is itself possible, planned, conditional or a purpose: "may try", "efforts to stop them"."""
    if any(tree.tokens[c].text.lower() in OPENING for c in tree.children(i, "aux")):
        return True
    marks = {tree.tokens[c].text.lower() for c in tree.children(i, "mark")}
    return bool(marks & {"if", "unless"}) or ("to" in marks and tree.tokens[i].xpos == "VB")


def _governed(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    inner = _first_of_row(tree, head)
    if rule.nominal:
        yield from _aim(tree, rule, inner)
        return
    if tree.tokens[inner].deprel == "xcomp" and tree.lemma(tree.tokens[inner].head) in CAUSATIVE:
        inner = tree.tokens[inner].head
    link, governor = tree.tokens[inner].deprel, tree.tokens[inner].head
    if governor < 0 or not (link in rule.links or (link.partition(":")[0] in rule.links and ":" not in link)):
        return
    if rule.marks and not any(tree.tokens[c].text.lower() in rule.marks for c in tree.children(inner, "mark", "case")):
        return
    if link == "advcl" and _is_background(tree, inner):
        return
    if rule.objectless and any(c < head for c in tree.children(governor, "obj", "nsubj:pass")):
        return
    # "tried but failed to storm" hangs the storming on either verb, and a parser may hang the verbs on the storming
    others = (*(c for c in tree.children(governor, "conj") if c < inner), *_right_before(tree, rule, inner))
    for verb in (governor, *others):
        if tree.lemma(verb) in rule.lemmas and tree.tokens[verb].upos in VERBAL:
            yield Found(rule, verb)


def _is_background(tree: Tree, verb: int) -> bool:
    """Whether a conjunction sets a clause beside what its governor says: "denied it, a day *after* rebels attacked"."""
    marks = tree.children(verb, "mark", "advmod")
    return any(tree.tokens[c].text.lower() in words(FILE, "background") for c in marks)


def _aim(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    """
    A noun right before the act's mark: "launched a *bid* to storm it"; parsers hang the act on the noun or its verb.

    Not where the verb leaves it open: "may launch a bid to storm it".
    """
    nouns = (m - 1 for m in tree.children(head, "mark") if m and tree.tokens[m].text.lower() in rule.marks)
    for noun in nouns:
        verb = tree.tokens[noun].head
        if (
            tree.lemma(noun) in rule.lemmas
            and tree.tokens[noun].upos == "NOUN"
            and not (verb >= 0 and is_open(tree, verb))
        ):
            yield Found(rule, noun)


def _right_before(tree: Tree, rule: Rule, head: int) -> Iterator[int]:
    """The word before the mark that opens the act, if it is coordinated: "tried but *failed* to storm"."""
    marks = (c for c in tree.children(head, "mark") if c and tree.tokens[c].text.lower() in rule.marks)
    yield from (c - 1 for c in marks if tree.tokens[c - 1].deprel == "conj")


def _first_of_row(tree: Tree, head: int) -> int:
    """The first of coordinated contents: "asked them to leave and *disarm*" hangs where "leave" does.

    A verb with a subject or auxiliary of its own begins a new clause.
    """
    at = head
    while tree.tokens[at].deprel == "conj" and tree.tokens[at].xpos in {"VB", "VBG"} and tree.tokens[at].head >= 0:
        if tree.children(at, "nsubj", "aux") or tree.tokens[tree.tokens[at].head].xpos != tree.tokens[at].xpos:
            return head
        at = tree.tokens[at].head
    return at


def _retracted(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    """
    The act in what a noun of saying says, which somebody takes back or denies: "withdrew its *statement* that …".

    Parsers hang the act on the noun or on the verb whose object that is.
    """
    above, link = tree.tokens[head].head, tree.tokens[head].deprel
    clause = link in rule.links or any(tree.lemma(c) == "that" for c in tree.children(head, "mark"))
    if above < 0 or not clause:
        return
    nouns = [n for n in (above, *tree.children(above, "obj")) if n < head and tree.lemma(n) in rule.words]
    verbs = (tree.tokens[n].head for n in nouns if tree.tokens[n].deprel == "obj")
    taken = (v for v in verbs if tree.lemma(v) in rule.lemmas and not is_negated(tree, v) and not is_open(tree, v))
    yield from (Found(rule, verb) for verb in taken)


def _was_to(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    """What "*was to have* taken place" has not."""
    before = [token.text.lower() for token in tree.tokens[max(head - 3, 0) : head]]
    if before[1:] == ["to", "have"] and before[0] in rule.words:
        yield Found(rule, head - 3)


def _neither(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    """The second of two that "or" joins under one negation: "did not attack *or* loot"."""
    first = tree.tokens[head].head
    if first < 0 or tree.tokens[head].deprel != "conj" or tree.tokens[head].xpos != tree.tokens[first].xpos:
        return
    joint = next((c for c in tree.children(head, "cc") if tree.tokens[c].text.lower() in rule.words), None)
    own = tree.children(head, "nsubj", "aux")
    if joint is not None and not own and tree.tokens[first].upos == "VERB" and is_negated(tree, first):
        yield Found(rule, joint)


def _lapsed(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    token = tree.tokens[head]
    if token.deprel not in {"nsubj", "nsubj:pass"} or tree.lemma(token.head) not in rule.lemmas:
        return
    passive = bool(tree.children(token.head, "aux:pass"))
    near = {tree.tokens[c].text.lower() for c in tree.children(token.head, "compound", "advmod", "obj")}
    if rule.passive and not passive:
        return
    if rule.particles and not (passive and rule.particles & near):
        return
    if not rule.negated or is_negated(tree, token.head):
        yield Found(rule, token.head)


def _adverb(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    for child in tree.children(head, "advmod"):
        if child < head and tree.tokens[child].text.lower() in rule.words:
            yield Found(rule, child)


def _marked(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    if tree.tokens[head].xpos == "VBG":
        marks = (c for c in tree.children(head, "mark", "case") if tree.tokens[c].text.lower() in rule.marks)
        yield from (Found(rule, c) for c in marks)


def _perfect(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    auxiliaries = tree.children(head, "aux")
    if any(tree.tokens[c].text.lower() == "have" for c in auxiliaries):
        yield from (Found(rule, c) for c in auxiliaries if tree.tokens[c].text.lower() in rule.words)


def _habit(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    if tree.tokens[head].xpos not in {"VBP", "VBZ"} or tree.children(head, "aux"):
        return
    for child in tree.below[head]:
        if tree.tokens[child].text.lower() in rule.units and child > head:
            inner = (tree.tokens[c].text.lower() for c in tree.below[child])
            if rule.words & set(inner):
                yield Found(rule, child)


def _asked(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    """A question that begins with its auxiliary: "Will they attack?"; "Why did they attack?" takes the act for told."""
    top = next(reversed(tree.ancestors(head)), head)
    if head != top and tree.tokens[head].deprel not in {"xcomp", "conj"}:
        return
    first, last = tree.bounds(head)
    begins = first + (tree.tokens[first].upos == "PUNCT")
    if tree.tokens[last].text == "?" and tree.tokens[begins].upos == "AUX" and tree.tokens[begins].head == top:
        yield Found(rule, last)


def _unreal(tree: Tree, rule: Rule, head: int) -> Iterator[Found]:
    """Either half of "had it fallen, they would have attacked"; parsers rarely see the inverted half as a clause."""
    first, last = tree.bounds(head)
    had = next((i for i in range(first, last + 1) if _opens_unreal(tree, i, first)), None)
    outcome = next((i for i in range(first, last + 1) if _is_would_have(tree, i)), None) if had is not None else None
    if outcome is None or had is None:
        return
    if head == outcome or (had < head < _clause_end(tree, had, last) and tree.tokens[head].xpos in {"VBN", "VBD"}):
        yield Found(rule, had)


def _is_would_have(tree: Tree, i: int) -> bool:
    said = {tree.tokens[c].text.lower() for c in tree.children(i, "aux")}
    return bool(said & MODAL_UNREAL) and "have" in said


def _opens_unreal(tree: Tree, i: int, first: int) -> bool:
    """Whether token `i` is the "had" of such a clause: the first word, or in a clause that "if" opens."""
    if tree.words[i] != "had":
        return False
    if tree.tokens[i].text == "Had" and i - first <= 1:
        return True
    return any(tree.tokens[c].text.lower() in {"if", "unless"} for c in tree.children(tree.tokens[i].head, "mark"))


def _clause_end(tree: Tree, had: int, last: int) -> int:
    return next((i for i in range(had, last + 1) if tree.tokens[i].text == ","), last + 1)


_KINDS: Final[dict[str, Callable[[Tree, Rule, int], Iterator[Found]]]] = {
    "governor": _governed,
    "lapse": _lapsed,
    "neither": _neither,
    "retraction": _retracted,
    "was-to": _was_to,
    "adverb": _adverb,
    "marked": _marked,
    "perfect": _perfect,
    "habit": _habit,
    "question": _asked,
    "unreal": _unreal,
}
