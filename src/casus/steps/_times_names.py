"""
Tell names and numbers from the times they look like.

    "Prime Minister Theresa May", "the Sunday Times", "Bloody Sunday", "the March 14 coalition", "Resolution 1973"

The words that tell are data (`[names]` in `resources/lexicon/en/times.toml`).
"""

from __future__ import annotations

from typing import Final

from casus.model.when import TimexType
from casus.steps._times_lexicon import PLAIN, lexicon
from casus.steps._times_scene import Found, Scene
from casus.steps._times_words import Word

NAME: Final = Found(TimexType.DATE, "", skip=True)
"""Words that are taken as no time, whole: "Good Friday" in a name is no Friday either."""
_STOPS: Final = frozenset({"", ",", ".", ";", ")"})


def month_is_name(text: str, scene: Scene) -> bool:
    """Whether a month without day or year names somebody or something: "Mrs. May", "Jan Kavan", "Black September"."""
    names, before = lexicon().names, _before(scene)
    if len(text) == 3 and text != "may":
        return scene.following() not in _STOPS
    if text == "march" and scene.following() in {"of", "for", "on"}:
        return scene.previous() not in names["openers"]
    if before is not None and before.text in names["titles"] | names["nicknames"]:
        return True
    return text == "may" and _is_may(before, scene)


def _is_may(before: Word | None, scene: Scene) -> bool:
    """The surname: after a given name ("Theresa May"), or where it says something ("May said")."""
    opens = before is not None and before.text in lexicon().names["openers"]
    if before is not None and before.is_name and before.sign == PLAIN and not opens:
        return True
    speaks = scene.following() in lexicon().direction["reported"]
    return speaks and not opens and (before is None or before.sign == PLAIN)


def weekday_is_name(text: str, scene: Scene) -> bool:
    """As in "Bloody Sunday", "the Sunday Times", "the Mail on Sunday", "Sun Microsystems"."""
    names, before = lexicon().names, [word.text for word in scene.before[:2]]
    if text in {"sun", "sat", "mon", "wed"} and (not before or scene.following() not in _STOPS):
        return True
    is_paper = scene.following() in names["papers"] or (
        text == "sunday" and before[:1] == ["on"] and before[-1] in names["sundays"]
    )
    return is_paper or (bool(before) and before[0] in names["nicknames"])


def day_is_name(scene: Scene) -> bool:
    """As in "the March 14 coalition", "the 17 November group"."""
    after = [word.text for word in scene.after[:2]]
    return scene.previous() == "the" and not lexicon().names["bearers"].isdisjoint(after)


def feast_is_name(scene: Scene) -> bool:
    """As in "the Good Friday Agreement"."""
    return scene.following() in lexicon().names["accords"]


def looks_like_year(number: int, scene: Scene) -> bool:
    """Whether the words around a bare number speak of years, not of people, money or papers ("Resolution 1973")."""
    names, before, after = lexicon().names, scene.previous(), scene.following()
    if before in names["numbered"]:
        return False
    counted = after in names["counted"] or (after.endswith("s") and len(after) > 3 and not after.endswith("ss"))
    if 1900 <= number <= 2049:
        return not counted or (before in {"in", "since", "the", "by", "of", "'s"} and after not in names["counted"])
    return before in {"in", "since", "year", "until"} and not counted


def _before(scene: Scene) -> Word | None:
    """The word before, past the full stop of an abbreviated title."""
    return next((word for word in scene.before[:2] if word.text != "."), None)
