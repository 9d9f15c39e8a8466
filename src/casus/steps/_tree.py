"""
Look around in a dependency tree.

Steps ask for subjects, objects and phrases; this is where Universal Dependencies
labels turn into answers, the same for hand-made rules and trained parses.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Mention, Token
from casus.steps._same import Same

NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
OPENING: Final = frozenset({"DET", "ADJ", "NUM", "PROPN", "NOUN", "PRON"})
"""What a noun phrase may begin with."""
INNER: Final = frozenset(
    {"det", "amod", "compound", "nummod", "flat", "fixed", "nmod:poss", "case", "advmod", "goeswith"}
)
"""Dependents that stay inside the minimal phrase of a noun: no relative clauses, no prepositional tails."""
REMEMBERED: Final = 8
"""Trees that are kept: a report goes through the steps with three (before and after lemmas, with more mentions)."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of a reading with their dependents.

    `phrases` gives the noun phrase of a head token, `ending` and `starting` the head of the phrase that ends right
    before, or starts at, a token. `words` and `lemmas` are those of the tokens in lower case.
    """

    tokens: tuple[Token, ...]
    below: tuple[tuple[int, ...], ...]
    phrases: dict[int, Span]
    ending: dict[int, int]
    starting: dict[int, int]
    starts: tuple[int, ...]
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    _acts: dict[Span, int] = field(default_factory=dict, repr=False, compare=False)
    _bounds: dict[int, tuple[int, int]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, reading: Reading) -> Tree:
        """The tree of a reading, indexed once; a mention's span is the phrase of its head."""
        return _indexed(Same(reading.tokens), Same(reading.mentions))

    def range(self, span: Span) -> tuple[int, int]:
        """The tokens that a span overlaps: the first and, excluded, the last; at least one token in a text with any."""
        starts, start = self.starts, span.start
        first = bisect_right(starts, start) - 1
        if first < 0:
            first = 0
        if first + 1 < len(starts) and self.tokens[first].span.end <= start:
            first += 1
        last = bisect_left(starts, span.end, first)
        return first, last if last > first else first + 1

    def head_in(self, span: Span) -> int:
        """The first token of a span whose governor lies outside it, else its last token."""
        first, last = self.range(span)
        tokens = self.tokens
        for i in range(first, last):
            if not first <= tokens[i].head < last:
                return i
        return last - 1

    def act_in(self, span: Span) -> int:
        """The token that stands for an act told by a span: its verb where it has one, else its head."""
        known = self._acts.get(span)
        if known is None:
            verb = next((i for i in range(*self.range(span)) if self.tokens[i].upos == "VERB"), None)
            known = self._acts[span] = self.head_in(span) if verb is None else verb
        return known

    def bounds(self, i: int) -> tuple[int, int]:
        """The first and the last token of the whole tree that token `i` stands in."""
        top = next(reversed(self.ancestors(i)), i)
        known = self._bounds.get(top)
        if known is None:
            inside = [top]
            for at in inside:
                inside.extend(self.below[at])
            known = self._bounds[top] = (min(inside), max(inside))
        return known

    def children(self, i: int, *labels: str) -> tuple[int, ...]:
        """Dependents of `i` with one of the labels ("obl" also finds "obl:tmod")."""
        below, tokens = self.below[i], self.tokens
        if not below:
            return ()
        return tuple(
            [
                c
                for c in below
                if (own := tokens[c].deprel) in labels or (":" in own and own.partition(":")[0] in labels)
            ]
        )

    def conjuncts(self, i: int) -> tuple[int, ...]:
        """`i` and the nouns coordinated with it."""
        found = [i]
        for head in found:
            found.extend(c for c in self.children(head, "conj") if self.tokens[c].upos in NOUNS)
        return tuple(found)

    def phrase(self, i: int) -> Span:
        """The minimal noun phrase around head `i`."""
        if i in self.phrases:
            return self.phrases[i]
        span = self.tokens[i].span
        for child in self.children(i, *INNER):
            if (child < i and self.tokens[child].deprel != "case") or self.tokens[child].deprel in {"flat", "compound"}:
                span = span.join(self.tokens[child].span)
        return span

    def cases(self, i: int) -> tuple[str, ...]:
        """The lower-case prepositions that introduce noun `i`."""
        return tuple(self.tokens[c].text.lower() for c in self.children(i, "case"))

    def lemma(self, i: int) -> str:
        """The lower-case lemma of token `i`, its form where no lemma is known."""
        return self.lemmas[i]

    def ancestors(self, i: int) -> tuple[int, ...]:
        """The governors of `i`, nearest first."""
        chain: list[int] = []
        while (i := self.tokens[i].head) >= 0 and len(chain) < 64:
            chain.append(i)
        return tuple(chain)

    def subject(self, i: int) -> int | None:
        """The head of the active subject of verb `i`, through coordination and control.

        "The army entered the town and killed two" finds the army for "killed";
        "rebels tried to storm it" finds the rebels for "storm".
        """
        active = self.is_plain_past(i)
        for child in self.children(i, "nsubj"):
            if self.tokens[child].deprel == "nsubj" or active:
                return self._antecedent(i, child)
        return self._borrowed_subject(i)

    def _borrowed_subject(self, i: int) -> int | None:
        head, label = self.tokens[i].head, self.tokens[i].deprel
        if self.children(i, "nsubj") and not self.is_plain_past(i):
            return None
        finite = self.tokens[i].xpos in FINITE or self.children(i, "aux") or self.is_plain_past(i)
        nearby = self.phrase_before(i) if finite else None
        if nearby is not None:
            return nearby
        if head < 0:
            return None
        if label == "conj" and self.tokens[head].upos == "VERB":
            subject = self.subject(head)
            return subject if subject is not None or self.is_passive(i) else self.passive_subject(head)
        if label == "xcomp":
            objects = self.children(head, "obj")
            return objects[0] if objects else self._any_subject(head)
        if label == "advcl" and self.tokens[i].xpos == "VBG":
            return head if self.tokens[head].upos in NOUNS else self.subject(head)
        if label.startswith("acl") and self.tokens[i].xpos == "VBG":
            return head
        return None

    def _any_subject(self, i: int) -> int | None:
        subject = self.subject(i)
        return subject if subject is not None else self.passive_subject(i)

    def is_passive(self, i: int) -> bool:
        """Whether a form of "be" or "get" makes verb `i` passive."""
        token = self.tokens[i]
        return token.xpos in {"VBN", "VBD"} and any(
            self.lemma(c) in {"be", "get"} and self.tokens[c].deprel == "aux:pass" for c in self.children(i, "aux")
        )

    def is_plain_past(self, i: int) -> bool:
        """Whether a form that may be past or participle ("killed") stands between two noun phrases with no auxiliary.

        "Forces killed 11 militants" is then an act of the forces; taggers take half of these for participles.
        """
        if self.tokens[i].xpos not in {"VBN", "VBD"} or self.children(i, "aux"):
            return False
        following = self.tokens[i + 1].upos if i + 1 < len(self.tokens) else ""
        return self.phrase_before(i) is not None and following in OPENING

    def phrase_before(self, i: int) -> int | None:
        """The head of the noun phrase right before the verb group of `i`, its first conjunct when it is coordinated.

        The last resort where a long sentence was parsed badly.
        """
        at = i
        while at > 0 and self.tokens[at - 1].upos in {"AUX", "ADV", "PART"}:
            at -= 1
        head = self.ending.get(at)
        while head is not None and self.tokens[head].deprel == "conj" and self.tokens[head].head >= 0:
            head = self.tokens[head].head
        return head if head is not None and not self.cases(head) else None

    def passive_subject(self, i: int) -> int | None:
        """The head of the passive subject of verb `i`; the noun itself for "soldiers killed in the blast"."""
        if self.is_plain_past(i):
            return None
        for child in self.children(i, "nsubj:pass"):
            return self._antecedent(i, child)
        if self.is_passive(i):
            return self.phrase_before(i)
        head, label = self.tokens[i].head, self.tokens[i].deprel
        if label == "acl" and self.tokens[i].xpos == "VBN":
            return head
        if label == "conj" and self.tokens[i].xpos == "VBN" and head >= 0 and not self.children(i, "nsubj"):
            return self.passive_subject(head)
        return None

    def _antecedent(self, verb: int, subject: int) -> int:
        """The noun that a relative pronoun stands for."""
        token = self.tokens[verb]
        relative = token.deprel == "acl:relcl" and self.tokens[subject].text.lower() in {"who", "that", "which", "whom"}
        return token.head if relative and token.head >= 0 else subject


@lru_cache(maxsize=REMEMBERED)
def _indexed(same_tokens: Same[tuple[Token, ...]], same_mentions: Same[tuple[Mention, ...]]) -> Tree:
    tokens, mentions = same_tokens.value, same_mentions.value
    below: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head >= 0:
            below[token.head].append(i)
    phrases = {mention.head: mention.span for mention in mentions}
    starts = tuple([token.span.start for token in tokens])
    ending = {bisect_left(starts, span.end): head for head, span in phrases.items()}
    starting = {bisect_left(starts, span.start): head for head, span in phrases.items()}
    words = tuple([token.text.lower() for token in tokens])
    lemmas = tuple([token.lemma.lower() or word for token, word in zip(tokens, words, strict=True)])
    return Tree(tokens, tuple(map(tuple, below)), phrases, ending, starting, starts, words, lemmas)
