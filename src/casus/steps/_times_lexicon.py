"""
The words and patterns of time expressions, compiled once.

Every word of a sentence becomes one sign, every pattern a regular expression over signs:
`n:COUNT unit:UNIT ago` is three signs long and never looks at letters. Words with the same
meanings share a sign, so that "may" can be a month and a plain word's sign stands for all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from casus.errors import ResourceError
from casus.steps._lexicon import table

FILE: Final = "times.toml"
PLAIN: Final = "x"
"""The sign of every word that has no meaning for times."""

# What a token made of digits may be; `casus.steps._times_words` gives the meanings, this fixes the signs.
SHAPES: Final = (
    ("ISO",),
    ("QUARTERWORD",),
    ("SLASH",),
    ("CLOCK",),
    ("DECADE",),
    ("YEAR",),
    ("SHORTYEAR",),
    ("COUNT", "NUMERAL"),
    ("COUNT", "NUMERAL", "INT"),
    ("COUNT", "NUMERAL", "INT", "DAY"),
    ("COUNT", "NUMERAL", "INT", "DAY", "HOUR"),
    ("COUNT", "NUMERAL", "INT", "YEAR"),
    ("ORDINAL",),
    ("ORDINAL", "DAY", "NTH"),
)

_GROUP: Final = re.compile(r"\(\?P<\w+>")
_PIECE: Final = re.compile(r"\(|\)[?*]?|\||[^\s()|]+")

Meanings = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over signs.

    `groups` are (name in the expression, name for the resolver, category). `inner` rules go on with another time right
    after the pattern ("the end of" + "2018").
    """

    name: str
    resolve: str
    pattern: re.Pattern[str]
    groups: tuple[tuple[str, str, str], ...]
    inner: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with their meanings by category, the signs of meanings, and the rules that a sign may begin.

    `signed` has the sign of every word beside its meanings; `any_rule` matches wherever one of the rules of a sign
    does; `years` are the signs of words that name a year.
    """

    words: dict[str, Meanings]
    signed: dict[str, tuple[Meanings, str]]
    capital: frozenset[str]
    abbreviations: tuple[str, ...]
    signs: dict[frozenset[str], str]
    rules: dict[str, tuple[Rule, ...]]
    any_rule: dict[str, re.Pattern[str]]
    years: frozenset[str]
    direction: dict[str, frozenset[str]]
    names: dict[str, frozenset[str]]
    mods: tuple[tuple[str, str], ...]
    core: frozenset[str]

    def sign(self, meanings: Meanings) -> str:
        """The sign that words with these meanings share."""
        return self.signs[frozenset(meanings)] if meanings else PLAIN


@dataclass(frozen=True, slots=True)
class _Part:
    """A compiled piece of a pattern: its regular expression, the signs it may begin with, whether it may be empty."""

    regex: str
    first: frozenset[str]
    empty: bool


@cache
def lexicon() -> Lexicon:
    """The lexicon of `times.toml`. Raises ResourceError for an unknown category in a pattern."""
    data = table(FILE)
    words = _words(data)
    signs = _signs(words)
    rules = tuple(_rule(entry, order, signs) for order, entry in enumerate(data.get("rule", ())))
    parts = [_Parser(entry["pattern"], signs).whole() for entry in data.get("rule", ())]
    plain = [_GROUP.sub("(?:", part.regex) for part in parts]
    begin = {
        s: [(r, regex) for r, part, regex in zip(rules, parts, plain, strict=True) if s in part.first]
        for s in signs.values()
    }
    return Lexicon(
        words=words,
        signed={word: (meanings, signs[frozenset(meanings)]) for word, meanings in words.items()},
        capital=frozenset(data["capital"]),
        abbreviations=tuple(data["abbreviations"]),
        signs=signs,
        rules={s: tuple(r for r, _ in found) for s, found in begin.items()},
        any_rule={s: re.compile("|".join(regex for _, regex in found)) for s, found in begin.items() if found},
        years=frozenset(s for kind, s in signs.items() if not kind.isdisjoint({"YEAR", "ISO"})),
        direction={key: frozenset(found) for key, found in data["direction"].items()},
        names={key: frozenset(found) for key, found in data["names"].items()},
        core=_core(words, data["core"]),
        mods=tuple(sorted(data["mods"].items(), key=lambda item: -len(item[0]))),
    )


def _words(data: dict[str, Any]) -> dict[str, Meanings]:
    words: dict[str, Meanings] = {}
    for category, entries in data["words"].items():
        for word, value in entries.items():
            words.setdefault(word, {})[category] = value
    for entry in data.get("rule", ()):
        for literal in _literals(entry["pattern"]):
            words.setdefault(literal, {})[f"={literal}"] = literal
    return words


def _core(words: dict[str, Meanings], core: dict[str, list[str]]) -> frozenset[str]:
    """Words without one of which no sentence has a time, digits aside."""
    quiet = frozenset(core["quiet"])
    telling = (word for word, meanings in words.items() if any(m not in quiet and m[0] != "=" for m in meanings))
    return frozenset(core["words"]).union(telling)


def _literals(pattern: str) -> Iterator[str]:
    for piece in _PIECE.findall(pattern):
        name = piece.rstrip("?*").rpartition(":")[2]
        if (name and name[0] not in "()|" and name != name.upper()) or name in {",", "'s", "/"}:
            yield name


def _signs(words: dict[str, Meanings]) -> dict[frozenset[str], str]:
    kinds = {frozenset(meanings): None for meanings in words.values()} | {frozenset(shape): None for shape in SHAPES}
    return {kind: chr(0xE000 + number) for number, kind in enumerate(kinds)}


def _rule(entry: dict[str, Any], order: int, signs: dict[frozenset[str], str]) -> Rule:
    parser = _Parser(entry["pattern"], signs)
    part = parser.whole()
    return Rule(
        name=entry["name"],
        resolve=entry["resolve"],
        pattern=re.compile(part.regex),
        groups=tuple(parser.groups),
        inner=bool(entry.get("inner", False)),
        order=order,
    )


class _Parser:
    """Turn one pattern into a regular expression over signs."""

    def __init__(self, pattern: str, signs: dict[frozenset[str], str]) -> None:
        self.pattern = pattern
        self.pieces = _PIECE.findall(pattern)
        self.signs = signs
        self.groups: list[tuple[str, str, str]] = []
        self.at = 0

    def whole(self) -> _Part:
        """The pattern from here to its end or to a closing bracket."""
        branches = [self._row()]
        while self.at < len(self.pieces) and self.pieces[self.at] == "|":
            self.at += 1
            branches.append(self._row())
        regex = "|".join(branch.regex for branch in branches)
        first = frozenset().union(*(branch.first for branch in branches))
        return _Part(f"(?:{regex})", first, any(branch.empty for branch in branches))

    def _row(self) -> _Part:
        regex, first, empty = "", frozenset[str](), True
        while self.at < len(self.pieces) and self.pieces[self.at] != "|" and self.pieces[self.at][0] != ")":
            part = self._item()
            regex += part.regex
            first |= part.first if empty else frozenset()
            empty = empty and part.empty
        return _Part(regex, first, empty)

    def _item(self) -> _Part:
        piece = self.pieces[self.at]
        self.at += 1
        if piece != "(":
            return self._word(piece)
        inside = self.whole()
        closing = self.pieces[self.at]
        self.at += 1
        return _Part(inside.regex + closing[1:], inside.first, inside.empty or len(closing) > 1)

    def _word(self, piece: str) -> _Part:
        name = piece.rstrip("?*")
        repeat = piece[len(name) :]
        group, _, name = name.rpartition(":")
        category = name if name == name.upper() and name not in {",", "'s", "/"} else f"={name}"
        chars = frozenset(sign for kind, sign in self.signs.items() if category in kind)
        if not chars:
            raise ResourceError(
                f"pattern {self.pattern!r} names {name!r}",
                where=f"resources/lexicon/en/{FILE}",
                expected="a category of [words] or a lower-case word",
            )
        regex = "[" + "".join(sorted(chars)) + "]"
        if group:
            unique = f"{group}_{len(self.groups)}"
            self.groups.append((unique, group, category))
            regex = f"(?P<{unique}>{regex})"
        return _Part(regex + repeat, chars, bool(repeat))
