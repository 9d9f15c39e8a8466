"""
How likely words name a place, from what corpora show of them and what stands around them.

“in Kabul” is a place, “Mr. London” a person, “Aleppo University” an institution. The weights are log2 odds set by
hand on GMB and on one half of LGL and GeoVirus.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from casus.model.span import Span
from casus.model.where import PlaceCandidate
from casus.resources.placedata import context_words, demonyms, kind_words, place_context, place_odds

_WORD_BACK: Final = re.compile(r"[ \u00a0]([\w.'’-]+)")
_WORD_AFTER: Final = re.compile(r"[ \u00a0]([\w.'’-]+)")


def word_before(before: str) -> str:
    """The word that stands right before a name, with one blank between; "" where something else stands there."""
    if not before.endswith((" ", "\u00a0")):
        return ""
    match = _WORD_BACK.match(before[::-1])  # from its end, for a search from the front tries every start
    return match.group(1)[::-1] if match else ""


class Found(NamedTuple):
    """A name of a place as it stands in the text.

    `name` is the bare name, `span` the name with part and kind word; `inside` names said to contain it; `bearing`
    degrees from north and `km` of a distance; `odds` log2 odds that this is a place at all, of which `tag` comes from
    the name tagger or an announcing word.
    """

    name: Span
    span: Span
    text: str
    kind: str | None = None
    relation: str = "in"
    bearing: float | None = None
    km: float | None = None
    inside: tuple[str, ...] = ()
    metonym: bool = False
    odds: float = 0.0
    tag: float = 0.0


def place_odds_of(found: Found, before: str, after: str) -> float:
    """log2 odds that the words name a place; the weights were set by hand on GMB and one half of LGL and GeoVirus."""
    if found.text in context_words("sure"):
        return 3.0
    seen = place_odds().get(found.text)
    total = _UNSEEN[" " in found.text] if seen is None else max(-6.0, min(5.0, seen))
    total += found.tag + 3.0 * (found.kind is not None) + 2.0 * (found.relation != "in")
    if before.endswith(("-", "–")) and before[-2:-1].isalnum():
        total -= 3.0
    return total + _odds_before(found, before) + _odds_after(found, before, after, unseen=seen is None)


_OF_KIND_ODDS: Final = {"country": 3.0, "admin1": 1.5, "region": 1.5, "disputed": 1.5, "city": 1.0, "village": -1.0}


def odds_of_kind(candidates: tuple[PlaceCandidate, ...]) -> float:
    """Countries, provinces and cities are named more often than villages."""
    return _OF_KIND_ODDS.get(candidates[0].place.kind, 0.0) if candidates else 0.0


_UNSEEN: Final = {False: 1.0, True: 3.0}
"""Odds of known names that the corpora do not show: one word, several words."""


def _odds_before(found: Found, before: str) -> float:
    word = word_before(before)
    if not word:
        return 0.0
    if word.lower() in context_words("prepositions"):
        head = re.search(r"(\w+) of $", before) if before.endswith(" of ") else None
        return -8.0 if head and head.group(1) in context_words("heads") else 2.0
    if word in context_words("titles"):
        return -9.0
    if found.kind is not None or word in demonyms() or word in context_words("openers") or not _is_name(word):
        return 0.0
    opens = re.search(r"(?:^|[.!?:\n\"“”]\s*)[\w.'’-]+[ \u00a0]$", before)
    return -3.0 if opens else -7.0


def _is_name(word: str) -> bool:
    """Whether a word looks like a part of a name: "Jordan", not "Monday.", "Iraq's" or "Pakistan-administered"."""
    last = word.rsplit("-", maxsplit=1)[-1]
    return last[:1].isupper() and not last.isupper() and not word.endswith(("'s", "’s", ".", ":"))


def _odds_after(found: Found, before: str, after: str, *, unseen: bool) -> float:
    match = _WORD_AFTER.match(after)
    if match is None:
        return -4.0 if re.match(r"-[A-Z]", after) and unseen else 0.0
    word = match.group(1)
    if word in context_words("tails"):
        return -8.0
    if word in place_context()["sayings"]["words"]:
        return -3.0 if unseen and " " not in found.text else 0.0
    if word in context_words("openers"):  # "in Kabul Tuesday"
        return 0.0
    if _is_name(word) and word.lower() not in kind_words().after and word not in demonyms():
        return _odds_of_neighbour(found, before, word)
    return 0.0


def _odds_of_neighbour(found: Found, before: str, word: str) -> float:
    """A capitalised word follows: "Jordan Smith" opens with a first name, "the Gainesville Riding Club" with a town."""
    if " " in found.text:
        return -1.5
    if word in context_words("titles"):
        return -3.0
    last = word_before(before)
    leading = last.lower() in context_words("prepositions") or last in ("the", "The")
    return -4.5 if leading else -8.0
