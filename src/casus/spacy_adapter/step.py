"""
Reading steps on top of a spaCy pipeline.

`SpacySyntax` gives sentences, tokens with tags and trees, and the named entities; `Named` lets another step find the
phrases around these names and keeps what spaCy calls them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, Protocol

from casus.errors import InputError
from casus.model.document import PROSE
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import EntityKind, Mention, Sentence, Token
from casus.protocols import Step
from casus.spacy_adapter.labels import is_universal, load_labels
from casus.spacy_adapter.universal import one_tree, to_universal
from casus.spacy_adapter.words import Word, Words, sentences, without_blanks

MOST_CHARACTERS: Final = 100_000
"""Parts longer than this are cut at a blank, so that memory stays flat; a page of a newspaper has fewer."""
NAME_SCORE: Final = 0.85
"""How sure an entity is: spaCy gives no score of its own; its small English pipeline is right on 85 % (its card)."""
_UNNAMED: Final = frozenset({EntityKind.PRONOUN})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})


class Tagger(Protocol):
    """What the step needs of a pipeline. `labels` are those its parser may give, none where it does not tell."""

    @property
    def labels(self) -> frozenset[str]: ...

    def read(self, texts: Iterable[str]) -> Iterator[Words]: ...


class SpacySyntax:
    """Let a spaCy pipeline read the prose parts of documents, several at a time."""

    name: Final = "spacy"
    needs: Final = frozenset({"document"})
    gives: Final = frozenset({"sentences", "tokens", "mentions"})

    def __init__(self, tagger: Tagger) -> None:
        """`tagger` is an opened pipeline; it may serve several steps."""
        self._tagger = tagger

    def __call__(self, reading: Reading) -> Reading:
        """Read one document. Raises InputError where the pipeline's words are not those of the text."""
        return next(self.many([reading]))

    def many(self, readings: Sequence[Reading]) -> Iterator[Reading]:
        """Read documents together, handing each on when it is done."""
        pieces = [list(_pieces(reading)) for reading in readings]
        found = self._tagger.read(
            span.of(r.document.text) for r, own in zip(readings, pieces, strict=True) for span in own
        )
        for reading, own in zip(readings, pieces, strict=True):
            parts = zip(own, list(islice(found, len(own))), strict=True)
            yield self._with(reading, [(span.start, without_blanks(words)) for span, words in parts])

    def _with(self, reading: Reading, parts: Sequence[tuple[int, Words]]) -> Reading:
        tokens: list[Token] = []
        rows: list[Sentence] = []
        mentions: list[Mention] = []
        for shift, part in parts:
            first = len(tokens)
            for a, b in sentences(part.words):
                own = _tokens(part.words[a:b], a, self._tagger.labels)
                tokens += (_moved(token, shift, first + a) for token in own)
                span = tokens[first + a].span.join(tokens[first + b - 1].span)
                rows.append(Sentence(span, first + a, first + b))
            mentions += _entities(tokens, [(first + a, first + b, kind) for a, b, kind in part.entities])
        _check(reading.document.text, tokens)
        return replace(reading, sentences=tuple(rows), tokens=tuple(tokens), mentions=tuple(mentions))


def _pieces(reading: Reading) -> Iterator[Span]:
    """The prose parts, those that are too long in pieces."""
    text = reading.document.text
    for part in reading.document.parts:
        start, end = part.span.start, part.span.end
        while part.kind in PROSE and start < end:
            stop = min(end, start + MOST_CHARACTERS)
            if stop < end:
                blank = max(text.rfind("\n", start, stop), text.rfind(" ", start, stop))
                stop = blank + 1 if blank > start else stop
            yield Span(start, stop)
            start = stop


def _tokens(words: Sequence[Word], first: int, labels: frozenset[str]) -> list[Token]:
    """One sentence; heads count from its start, `first` is its place among the words that theirs count from."""
    heads = [word.head - first if first <= word.head < first + len(words) else -1 for word in words]
    given = [word.label for word in words]
    if is_universal(labels or given):
        tree = one_tree(heads, given)
    else:
        tree = to_universal([w.text for w in words], [w.xpos for w in words], heads, given)
    return [
        Token(Span(w.start, w.end), w.text, w.lemma, w.upos, w.xpos, head, label)
        for w, (head, label) in zip(words, tree, strict=True)
    ]


def _moved(token: Token, shift: int, first: int) -> Token:
    """With its place in the document and among its tokens."""
    span = Span(token.span.start + shift, token.span.end + shift)
    return replace(token, span=span, head=token.head + first if token.head >= 0 else -1)


def _check(text: str, tokens: Sequence[Token]) -> None:
    odd = next((token for token in tokens if token.span.of(text) != token.text), None)
    if odd is not None:
        raise InputError(
            f"the spaCy pipeline reads {odd.text!r} where the text has {odd.span.of(text)!r}",
            expected="a tokeniser that leaves the text as it is",
            remedy="use another pipeline",
        )


def _entities(tokens: Sequence[Token], found: Sequence[tuple[int, int, str]]) -> Iterator[Mention]:
    """The entities of known kinds."""
    kinds = load_labels().entities
    for first, last, kind in found:
        if kind in kinds:
            span = tokens[first].span.join(tokens[last - 1].span)
            yield Mention(span, kinds[kind], _head(tokens, first, last), NAME_SCORE)


def _head(tokens: Sequence[Token], first: int, last: int) -> int:
    """The last noun, else word, that depends on nothing inside the phrase."""
    tops = [n for n in range(first, last) if not first <= tokens[n].head < last]
    return ([n for n in tops if tokens[n].upos in _NOUNS] or tops or [last - 1])[-1]


class Named:
    """A step that finds phrases, with the names known before it: a phrase around a name is of the name's kind."""

    needs: Final = frozenset({"document", "sentences", "tokens", "mentions"})
    gives: Final = frozenset({"mentions"})

    def __init__(self, phrases: Step) -> None:
        """`phrases` gives the mentions of a reading by its tokens."""
        self._phrases = phrases
        self.name: Final = phrases.name

    def __call__(self, reading: Reading) -> Reading:
        """Find the phrases and merge the names into them."""
        phrases = self._phrases(reading).mentions
        return replace(reading, mentions=merged(phrases, reading.mentions))


def merged(phrases: Sequence[Mention], names: Sequence[Mention]) -> tuple[Mention, ...]:
    """Phrases with the kinds of the names that share their heads, and the names without a phrase, in text order."""
    found = {mention.head: mention for mention in phrases}
    for name in names:
        phrase = found.get(name.head)
        if phrase is None:
            found[name.head] = name
        elif phrase.label not in _UNNAMED:
            found[name.head] = replace(phrase, span=phrase.span.join(name.span), label=name.label, score=name.score)
    return tuple(sorted(found.values(), key=lambda mention: (mention.span.start, -mention.span.end)))
