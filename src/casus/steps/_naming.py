"""Whether a source is named, speaks from an office, or has its name withheld."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from casus.model.actor import Actor
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.steps import _lexicon
from casus.steps._cues import words
from casus.steps._tree import Tree

NAMED: Final = "named"
OFFICE: Final = "office"
ANONYMOUS: Final = "anonymous"
NEXT: Final = 1
"""How many sentences after the one that names a source may say that its name is withheld."""


@cache
def withheld() -> re.Pattern[str]:
    """What shows that a name is withheld. Raises ResourceError."""
    return re.compile("|".join(_lexicon.table("voices.toml")["anonymous"]["patterns"]), re.IGNORECASE)


def naming(tree: Tree, source: Span, actor: Actor | None, text: str) -> str:
    """named, office or, where a word of the phrase says so, anonymous; "" where nothing shows it."""
    said = source.of(text).lower().split()
    if any(word in words("unnamed") for word in said):
        return ANONYMOUS
    head = tree.tokens[tree.head_in(source)]
    if actor is not None and actor.kind == "person" and is_name(actor.name):
        return NAMED
    if _has_name(tree, source):
        return NAMED
    if head.upos == "PRON" and actor is None:
        return ""
    body = head.upos != "NOUN" or tree.lemma(tree.head_in(source)) in words("bodies")
    known = actor is not None and (actor.registry is not None or is_name(actor.name))
    return NAMED if body and known and actor is not None and actor.kind in words("named_kinds") else OFFICE


def is_name(name: str) -> bool:
    """Whether a name is written like one: a capital behind the article, and not a common word."""
    bare = re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", name)
    first = bare.split()[:1]
    return bool(first) and bare[:1].isupper() and (len(bare.split()) > 1 or first[0].lower() not in words("common"))


def _has_name(tree: Tree, source: Span) -> bool:
    """Whether the head of a phrase is a name, or a name completes it: "army spokesman *Ali Hamid*"."""
    head = tree.head_in(source)
    first, last = tree.range(source)
    inside = [t for t in tree.children(head, "flat", "appos") if first <= t < last]
    return any(tree.tokens[t].upos == "PROPN" and not _is_common(tree, t) for t in (head, *inside))


def _is_common(tree: Tree, t: int) -> bool:
    return tree.tokens[t].text.lower() in words("common")


def is_withheld(tree: Tree, sentences: tuple[Sentence, ...], at: int, source: Span, text: str) -> bool:
    """Whether the sentence of a source (`at`), or the next one about it, says that its name is withheld."""
    if withheld().search(sentences[at].span.of(text), _from(sentences[at], source)):
        return True
    noun = tree.lemma(tree.head_in(source))
    later = sentences[at + 1 : at + 1 + NEXT]
    return any(withheld().search(s.span.of(text)) is not None and _is_about(tree, s, noun) for s in later)


def _from(sentence: Sentence, source: Span) -> int:
    """Where in a sentence the words about a source begin: at the source, lest another's anonymity count."""
    return max(source.start - sentence.span.start, 0)


def _is_about(tree: Tree, sentence: Sentence, noun: str) -> bool:
    """Whether a sentence begins with the same noun, or a pronoun for it: "*The official* asked not to be named"."""
    opening = tree.tokens[sentence.first : sentence.first + 3]
    pronoun = bool(opening) and opening[0].text.lower() in {"he", "she", "they", "both"}
    return pronoun or any((t.lemma or t.text).lower() == noun for t in opening)
