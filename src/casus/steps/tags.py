"""
Tag and lemmatise tokens by word table and rules.

    "Rebels fired shells"  ->  rebel NOUN/NNS  fire VERB/VBD  shell NOUN/NNS

A form that the word table knows under one tag only has it; all others are settled, left to right, by the most reliable
fitting rule of `resources/syntax/en/tag_rules.tsv`. Tags are those of the English Universal Dependencies corpora.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from casus.model.reading import Reading
from casus.model.syntax import Token
from casus.resources.load import resource
from casus.steps import _lexicon
from casus.steps._decisions import Decisions
from casus.steps._words import Word, lemma_of, load

FEATURES: Final = ("w", "c", "s", "e", "f", "p1", "p2", "pw", "n1", "nw", "n2")
"""Form, choices, shape, last three and two letters, the two tags before, form before, choices and form after, choices
after that."""
EDGE: Final = "^"
_SEEN: Final = 3
"""A form seen this often is taken to have no other tags than those it was seen with."""


class Tags:
    """Add tags and lemmas to all tokens."""

    name: Final = "tags"
    needs: Final = frozenset({"sentences", "tokens"})
    gives: Final = frozenset({"tokens"})

    def __call__(self, reading: Reading) -> Reading:
        """Give every token `upos`, `xpos` and `lemma`."""
        words, rules = load(), _rules()
        tokens: list[Token] = []
        for sentence in reading.sentences:
            tokens += _tagged(reading.tokens[sentence.first : sentence.last], words, rules)
        return replace(reading, tokens=tuple(tokens))


@cache
def _rules() -> Decisions:
    return Decisions.read(resource("syntax", "en", "tag_rules.tsv"), FEATURES)


def _tagged(tokens: Sequence[Token], words: Mapping[str, Word], rules: Decisions) -> list[Token]:
    forms = [token.text for token in tokens]
    return [
        replace(token, upos=tag.split("|")[0], xpos=tag.split("|")[1], lemma=lemma_of(token.text, tag, words))
        for token, tag in zip(tokens, tag_forms(forms, words, rules), strict=True)
    ]


def tag_forms(forms: Sequence[str], words: Mapping[str, Word], rules: Decisions) -> list[str]:
    """The tag ("VERB|VBD") of each form of one sentence."""
    table = Surface(forms, words)
    tags: list[str] = []
    for i, known in enumerate(table.words):
        if table.shapes[i] == "XX" and table.low[i] in _lexicon.words("abbreviations.toml", "capitals"):
            tags.append("PROPN|NNP")
            continue
        if known is not None and len(known.tags) == 1 and (sum(known.counts) >= _SEEN and table.shapes[i] != "Xx"):
            tags.append(known.tags[0])
            continue
        allowed = known.tags if known is not None and sum(known.counts) >= 20 else None
        tags.append(rules.choose(table.features(i, tags), allowed, known.tags[0] if known else "NOUN|NN"))
    return tags


class Surface:
    """What can be said of the forms of a sentence before any is tagged."""

    __slots__ = ("choices", "low", "shapes", "words")

    def __init__(self, forms: Sequence[str], words: Mapping[str, Word]) -> None:
        self.low = [form.lower().replace("\u2019", "'") for form in forms]
        self.words = [words.get(form) for form in self.low]
        self.shapes = shapes(forms)
        self.choices = [
            known.choices if known else f"?{shape}" for known, shape in zip(self.words, self.shapes, strict=True)
        ]

    def features(self, i: int, tags: Sequence[str]) -> tuple[str, ...]:
        """The values of `FEATURES` for token `i`, given the tags before it."""
        low, choices, count = self.low, self.choices, len(self.low)
        return (
            low[i],
            choices[i],
            self.shapes[i],
            low[i][-3:],
            low[i][-2:],
            tags[i - 1] if i else EDGE,
            tags[i - 2] if i > 1 else EDGE,
            low[i - 1] if i else EDGE,
            choices[i + 1] if i + 1 < count else EDGE,
            low[i + 1] if i + 1 < count else EDGE,
            choices[i + 2] if i + 2 < count else EDGE,
        )


_OPENING: Final = frozenset("\"'\u201c\u2018([-\u2014\u2013*")


def shapes(forms: Sequence[str]) -> list[str]:
    """A word for the look of each form: x lower, Xx capitalised, ^ at the start, T where all words are, N figures, …"""
    titled = _is_titled(forms)
    found = [_shape(form, titled=titled) for form in forms]
    first = next((i for i, form in enumerate(forms) if form not in _OPENING), 0)
    if forms and found[first] == "Xx":
        found[first] = "^"
    return found


def _is_titled(forms: Sequence[str]) -> bool:
    """Whether capitals tell nothing here: a headline in title case or a text in capitals."""
    long = [form for form in forms if len(form) > 3 and form[0].isalpha()]
    return len(long) > 2 and sum(form[0].isupper() for form in long) >= 0.8 * len(long)


_SHAPES: Final = (
    (re.compile(r"\d+(?:st|nd|rd|th)"), "Nth"),
    (re.compile(r"(?:1[5-9]|20)\d\d"), "Y"),
    (re.compile(r"[\d.,:/]*\d[\d.,:/]*"), "N"),
    (re.compile(r".*\d.*"), "Nx"),
    (re.compile(r"[^\W_]+"), "x"),
    (re.compile(r"(?:https?:|www\.).*|.+@.+"), "@"),
    (re.compile(r"(?:[^\W\d_]\.)+"), "A."),
    (re.compile(r".*[^\W_].*"), "x-"),
)


def _shape(form: str, *, titled: bool) -> str:
    kind = next((name for pattern, name in _SHAPES if pattern.fullmatch(form)), ".")
    if kind not in ("x", "x-") or not form[0].isupper():
        return kind
    if titled:
        return "T"
    return "XX" if len(form) > 1 and form.isupper() else "Xx"
