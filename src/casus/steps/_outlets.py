"""Outlets, news agencies and publishers: who passes on what somebody says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from casus.model.claim import Carrier
from casus.model.document import Document, PartKind
from casus.model.span import Span
from casus.resources.folding import key
from casus.resources.load import read_toml, resource
from casus.steps import _lexicon
from casus.steps._cues import words
from casus.steps._parties import Parties
from casus.steps._tree import Tree

CREDIT: Final = re.compile(r"\s*(?:[A-Z][^\W\d][\w .,'’-]{0,40})?\((?P<name>[A-Z][\w .&'’-]{1,40})\)\s*[-–—]+\s")
"""How a report opens with the agency it comes from, with a place or without."""
LONGEST: Final = 4
"""Words of the longest name of an outlet that is looked for behind a cue."""


@cache
def signed() -> dict[str, str]:
    """Outlet by the folded words that sign for it: "ap" and "associated press" are the Associated Press."""
    table = read_toml(resource("readers", "wires.toml"))["wires"]
    return {key(str(name)): str(name) for name in table.values()} | {key(sign): str(n) for sign, n in table.items()}


@cache
def agencies() -> frozenset[str]:
    """The names of outlets that are news agencies."""
    return words("agencies")


def outlet_of(phrase: str, *, prose: bool = True) -> str | None:
    """The known outlet that a phrase names, whether with "the" or without; None for others.

    In prose, signs that mean other things there ("the PA", "the MENA region") name no outlet, nor do small letters.
    """
    bare = re.sub(r"^(?:[Tt]he|a|an) ", "", phrase)
    if prose and (not bare[:1].isupper() or key(bare) in words("signs_only")):
        return None
    return signed().get(key(bare))


def part_of(name: str) -> str:
    """What a known outlet is in a chain: wire or outlet."""
    return "wire" if name in agencies() else "outlet"


def outer(document: Document) -> Iterator[Carrier]:
    """The wire that a report's own data name, and its publisher."""
    lines = [line for line in (document.byline, document.dateline) if line]
    lines += [document.quote(part.span) for part in document.parts if part.kind in {PartKind.BYLINE, PartKind.DATELINE}]
    found = dict.fromkeys(name for line in lines for name in _signed_in(line))
    yield from (Carrier("wire", name) for name in found if name in agencies())
    if not found:
        yield from credited(document)
    if document.publisher:
        yield Carrier("publisher", document.publisher)


def credited(document: Document) -> Iterator[Carrier]:
    """The agency in brackets that a report opens with: "(Coast Wire) - ", "VELM (Harbour News Agency) — "."""
    begin = len(document.title) if document.title and document.text.startswith(document.title) else 0
    match = CREDIT.match(document.text, begin)
    name = match["name"] if match else ""
    if match and (outlet_of(name, prose=False) in agencies() or name.rsplit(" ", 1)[-1].lower() in words("signing")):
        yield Carrier("wire", outlet_of(name, prose=False) or name, Span(*match.span("name")))


def _signed_in(line: str) -> Iterator[str]:
    """The outlets that a byline or dateline names, in brackets, after commas or alone."""
    for piece in re.split(r"[(),;|/–—-]|\bfor\b|\band\b", line):
        name = outlet_of(piece.strip(" ."), prose=False)
        if name:
            yield name


def told(tree: Tree, cue: int, parties: Parties, text: str) -> Carrier | None:
    """The outlet that something is said to, or in: "told *Reuters*", "said on *state television*"."""
    near = (c for c in tree.children(cue, "obj", "iobj", "obl") if c > cue and _leads(tree, c))
    found = (carrier for head in near if (carrier := _carrier(tree, head, parties, text)))
    return next(found, None) or _beside(tree, cue, text)


def _beside(tree: Tree, cue: int, text: str) -> Carrier | None:
    """A known outlet right behind the cue, whatever a parser hangs it on."""
    first = cue + 2 if cue + 2 < len(tree.tokens) and tree.tokens[cue + 1].upos == "DET" else cue + 1
    for last in range(min(first + LONGEST, len(tree.tokens)), first, -1):
        span = tree.tokens[first].span.join(tree.tokens[last - 1].span)
        known = outlet_of(span.of(text))
        if known:
            return Carrier(part_of(known), known, span)
    return None


def _leads(tree: Tree, child: int) -> bool:
    cases = tree.cases(child)
    return not cases or any(case in _lexicon.words("voices.toml", "passing") for case in cases)


def _carrier(tree: Tree, head: int, parties: Parties, text: str) -> Carrier | None:
    phrase: Span = tree.phrase(head)
    known = outlet_of(phrase.of(text)) or outlet_of(tree.tokens[head].text)
    if known:
        return Carrier(part_of(known), known, phrase)
    actor = parties.actor_of(phrase)
    noun = tree.tokens[head].text.lower()
    if noun in words("outlets_not") or (actor is not None and actor.kind not in {"media", "other"}):
        return None
    if (actor is not None and actor.kind == "media") or noun in words("outlets"):
        return Carrier("outlet", actor.name if actor and actor.kind == "media" else phrase.of(text), phrase)
    return None


def once(carriers: Iterable[Carrier], known: Iterable[str]) -> Iterator[Carrier]:
    """Carriers without those named before: an outlet told that is also the publisher counts as the publisher."""
    listed = list(carriers)
    seen = {_bare(name) for name in known}
    later = [{_bare(one.name) for one in listed[n + 1 :]} for n in range(len(listed))]
    for carrier, after in zip(listed, later, strict=True):
        name = _bare(carrier.name)
        if name not in seen and name not in after:
            seen.add(name)
            yield carrier


def _bare(name: str) -> str:
    return key(outlet_of(name) or re.sub(r"^[Tt]he ", "", name))
