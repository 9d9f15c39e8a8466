"""The trained engine's public face: texts in, analyses out.

    reader = open_reader(threads=2)
    analyses = reader.read_many([Text(text, parts)])

Weights are read once per process. A reader may be shared by threads; it must be opened anew in each process.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from casus.models.analysis import Analysis
from casus.models.assemble import Assembler
from casus.models.decode import Core, Decoder
from casus.models.manifest import SHIPPED, load_manifest
from casus.models.network import Arrays, Network
from casus.models.windows import Window, plan, sentence_bounds

# The scores of a window and what they say of its core; nothing for an empty text.
Found = tuple[Arrays, Core] | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the token spans of each of its parts, in order. No sentence crosses the bound of a part."""

    text: str
    parts: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def tokens(self) -> tuple[tuple[int, int], ...]:
        """The tokens of all parts."""
        return tuple(span for part in self.parts for span in part)

    @property
    def part_starts(self) -> tuple[int, ...]:
        """The number of the first token of each part."""
        return tuple(accumulate((len(part) for part in self.parts[:-1]), initial=0))


class ModelReader:
    """One model, ready to read. `threads` windows are read side by side; results do not depend on it."""

    def __init__(self, folder: Path = SHIPPED, threads: int = 1) -> None:
        self.manifest = load_manifest(folder)
        self._network = Network(self.manifest)
        self._decoder = Decoder(self.manifest, self._network)
        self._threads = threads

    def read_many(self, texts: Iterable[Text]) -> Iterator[Analysis]:
        """One analysis per text, in order. Memory holds a few windows at a time, however long the texts."""
        with ThreadPoolExecutor(self._threads) as pool:
            waiting: deque[tuple[Assembler, Window, Future[Found]]] = deque()
            for text in texts:
                for assembler, window in self._jobs(text):
                    waiting.append((assembler, window, pool.submit(self._read_window, assembler, window)))
                    if len(waiting) > 2 * self._threads:
                        yield from _finish(*waiting.popleft())
            while waiting:
                yield from _finish(*waiting.popleft())

    def read(self, text: Text) -> Analysis:
        """The analysis of one text."""
        return next(self.read_many([text]))

    def _jobs(self, text: Text) -> Iterator[tuple[Assembler, Window]]:
        tokens = text.tokens
        words = [text.text[a:b] for a, b in tokens]
        bounds = sentence_bounds(text.text, tokens, text.part_starts)
        windows = plan([len(self._network.pieces.word(word)) for word in words], bounds) or (Window(0, 0, 0, 0),)
        assembler = Assembler(self._decoder, tokens, words, _forced(text.text, tokens, text.part_starts), windows)
        return ((assembler, window) for window in windows)

    def _read_window(self, assembler: Assembler, window: Window) -> Found:
        if window.start == window.end:
            return None
        scores = self._network.run(assembler.words[window.start : window.end])
        return scores, assembler.decode(window, scores)


def _finish(assembler: Assembler, window: Window, found: Future[Found]) -> Iterator[Analysis]:
    result = found.result()
    if result is not None:
        assembler.add(window, *result)
    if window.last == len(assembler.words):
        yield assembler.analysis()


def _forced(text: str, tokens: Sequence[tuple[int, int]], parts: Sequence[int]) -> frozenset[int]:
    """Tokens that begin a sentence whatever the model thinks: at parts and after blank lines."""
    blank = (n for n in range(1, len(tokens)) if text[tokens[n - 1][1] : tokens[n][0]].count("\n") > 1)
    return frozenset((*parts, *blank))


@cache
def open_reader(threads: int = 1) -> ModelReader:
    """The reader with the shipped weights, opened once per process and thread count."""
    return ModelReader(threads=threads)
