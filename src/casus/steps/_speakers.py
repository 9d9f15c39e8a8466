"""
Who says it: the subject of a verb of saying, with all the words that name it.

Trees of long sentences are wrong most where people look for sources, so the order of words helps: the noun phrase
right before "said" speaks, whatever verb the tree gives it to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from casus.model.syntax import Sentence, Token
from casus.steps import _lexicon
from casus.steps._runs import below
from casus.steps._tree import NOUNS, Tree

OPENERS: Final = frozenset({"CCONJ", "SCONJ", "PUNCT"})
SMALL: Final = frozenset({"AUX", "ADV", "PART", "PUNCT"})
CLOSERS: Final = frozenset({",", "''", "”", '"', "--"})
REACH: Final = 5
"""How far after a verb that is set off its subject may begin: "…, said on Monday the minister" is too far."""


@cache
def classes() -> dict[str, frozenset[str]]:
    """Lemma to the classes of `sayings.toml` that it is in."""
    found: dict[str, set[str]] = {}
    for name, words in _lexicon.table("sayings.toml").items():
        for word in words if isinstance(words, list) else ():
            if isinstance(word, str):
                found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@dataclass(frozen=True, slots=True)
class Speakers:
    """Finds sources in a tree. `quoted` tells whether a token stands inside a quotation."""

    tree: Tree
    tokens: tuple[Token, ...]
    quoted: Callable[[int], bool]

    def of(self, sentence: Sentence, i: int) -> tuple[int, int] | None:
        """The tokens (first, last excluded) that name who says verb `i`; None where nobody is named."""
        subject = self._subject(sentence, i)
        if subject is None or not sentence.first <= subject < sentence.last:
            return None
        if subject > i:
            return self.phrase(subject, i)
        verb = self.tokens[subject].head
        if subject < verb <= i:
            return self.phrase(subject, verb)
        return self.phrase(subject, i if self._beside(sentence, i) == subject else subject + 1)

    def _subject(self, sentence: Sentence, i: int) -> int | None:
        """The verb's own subject, else the noun beside it, else that of the verb it continues ("…, adding that")."""
        quoted = self._quoted_before(sentence, i)
        if quoted is not None:
            return quoted
        own = self._own(i)
        if own:
            return min(own, key=lambda t: abs(t - i))
        if self.tree.is_passive(i):
            return None
        beside = self._beside(sentence, i)
        if beside is not None:
            return beside
        said = self._said_before(sentence, i)
        return said if said is not None else self._borrowed(sentence, i)

    def _quoted_before(self, sentence: Sentence, i: int) -> int | None:
        """Who is quoted "as *saying*": the noun before "as", whatever verb a parse gave it."""
        if i - 2 < sentence.first or self.tokens[i].xpos != "VBG" or self.tokens[i - 1].text.lower() != "as":
            return None
        noun = self.tokens[i - 2].upos in NOUNS and not self.tree.cases(i - 2)  # "is quoted by the Beacon as saying"
        return i - 2 if noun else None

    def _own(self, i: int) -> tuple[int, ...]:
        return tuple(t for t in self.tree.children(i, "nsubj") if self.tokens[t].deprel == "nsubj")

    def _said_before(self, sentence: Sentence, i: int) -> int | None:
        """The subject of the saying right before: X in "…, X said, *adding* that"."""
        token = self.tokens[i]
        if token.xpos != "VBG" or self.tokens[i - 1].text not in CLOSERS:
            return None
        before = (t for t in range(i - 1, sentence.first, -1) if self.speaks(t) and self.tree.children(t, "nsubj"))
        said = next(before, None)
        if said is None or (said <= token.head and token.deprel in {"advcl", "acl"}):
            return None
        return max(self.tree.children(said, "nsubj"))

    def _borrowed(self, sentence: Sentence, i: int) -> int | None:
        token = self.tokens[i]
        if token.deprel == "acl" and token.head >= 0:
            return token.head
        adverbial = token.deprel == "advcl" and token.xpos not in {"VBG", "VB"}
        if token.deprel not in {"conj", "advcl", "xcomp"} or token.head < 0 or adverbial:
            return self._of_sentence(sentence, i)
        objects = self.tree.children(token.head, "obj") if token.deprel == "xcomp" else ()
        return objects[0] if objects else self._subject(sentence, token.head)

    def _of_sentence(self, sentence: Sentence, i: int) -> int | None:
        """The subject of the sentence's main verb, for a finite verb or participle whose parse lost its own."""
        if self.tokens[i].xpos not in {"VBD", "VBZ", "VBP", "VBG"} or self.tree.is_passive(i):
            return None
        earlier = range(sentence.first, i)
        before = [t for t in earlier if self.tokens[t].deprel == "nsubj" and self.tokens[t].head < i]
        before = [t for t in before if not self.quoted(t)]
        main = [t for t in before if self.tokens[self.tokens[t].head].deprel == "root"]
        return next(iter(main or before[-1:]), None)

    def _beside(self, sentence: Sentence, i: int) -> int | None:
        """The subject right before a verb of saying, or after it where it is set off, whatever verb a parse gave it."""
        if not self.speaks(i):
            return None
        at = i - 1
        while at > sentence.first and self.tokens[at].upos in {"AUX", "ADV", "PART"}:
            at -= 1
        if at >= sentence.first and self.tokens[at].deprel.startswith("nsubj"):
            return at
        if self.tokens[i].xpos == "VBG" or (i > sentence.first and self.tokens[i - 1].upos != "PUNCT"):
            return None
        after = range(i + 1, min(i + REACH, sentence.last))
        return next((t for t in after if self.tokens[t].deprel.startswith("nsubj")), None)

    def speaks(self, t: int) -> bool:
        """Whether token `t` is a verb of speech."""
        kinds = classes().get(self.tree.lemma(t), frozenset())
        return self.tokens[t].upos == "VERB" and bool(kinds & {"speech", "quote"})

    def phrase(self, head: int, cue: int) -> tuple[int, int]:
        """The whole noun phrase of a source with what completes it, up to the cue."""
        inside = below(self.tree, head)
        first, last = inside[0], inside[-1] + 1
        while first > 0 and self.tokens[first - 1].upos == self.tokens[first].upos == "PROPN":
            first -= 1
        while first < head and self._opens(first):
            first += 1
        if head < cue:
            return min(first, head), max(self._before(first, cue), head + 1)
        return max(first, cue + 1), self._after(max(last, head + 1))

    def _opens(self, t: int) -> bool:
        return self.tokens[t].upos in OPENERS or self.tokens[t].text.lower() in {"so", "even"}

    def _before(self, first: int, cue: int) -> int:
        """Where a source that stands before its cue ends: before auxiliaries, adverbs and phrases of the cue."""
        others = (below(self.tree, c)[0] for c in self.tree.children(cue, "obl", "advmod", "aux", "cc", "mark"))
        last = min((at for at in others if first < at < cue), default=cue)
        while last > first + 1 and self._is_small(last - 1):
            last -= 1
        return last

    def _is_small(self, t: int) -> bool:
        return self.tokens[t].upos in SMALL and self.tokens[t].text not in {")", "”"}

    def _after(self, last: int) -> int:
        """Where a source that follows its cue ends: with the names and appositions that a parse may have cut off."""
        while last + 2 < len(self.tokens) and self._completes(last):
            at = last if self.tokens[last].upos == "PROPN" or self.tokens[last].text == "of" else last + 1
            last = max(below(self.tree, self._clause_of(at))[-1] + 1, at + 1)
        return last

    def _clause_of(self, t: int) -> int:
        """The verb of a relative clause for its pronoun, the noun for its preposition, else the token itself."""
        head = self.tokens[t].head
        return head if t < head and self.tokens[t].text.lower() in {"who", "of"} else t

    def _completes(self, last: int) -> bool:
        """Whether a name, an apposition or a relative clause goes on after a source that a parse cut short."""
        here, then = self.tokens[last], self.tokens[last + 1]
        if here.upos == "PROPN" or here.text == "of":
            return True
        return here.text == "," and (then.text.lower() in {"who", "a", "an"} or then.deprel == "appos")
