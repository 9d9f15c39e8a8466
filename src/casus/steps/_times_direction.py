"""
Whether the words around a time look forward or back.

    "They will meet in Karsa on Friday"  ->  1        "They met on Friday"  ->  -1
"""

from __future__ import annotations

from itertools import dropwhile, pairwise
from typing import Final

from casus.steps._times_lexicon import lexicon
from casus.steps._times_words import Word

_CLOSE: Final = 2
"""How many words may lie between a past verb and a time that leave no doubt."""
_DETERMINERS: Final = frozenset({"a", "an", "the", "its", "his", "her", "their", "still", "newly", "highly", "most"})
_GOALS: Final = frozenset({"to", "until", "till"})


def direction(before: tuple[Word, ...], after: tuple[Word, ...]) -> int:
    """1 forward, -1 back, -2 back beyond doubt, 0 unsaid; `before` is nearest first.

    The nearest verb counts, the one before first. Beyond doubt: the verb stands right before ("was seized on").
    """
    if len(before) > 2 and before[0].text == before[2].text == "as" and before[1].text in {"soon", "early"}:
        return 1
    if _is_deadline(before) or _is_in_store(before):
        return 1
    left, right = _nearest(before, backwards=True), _nearest(after, backwards=False)
    if (
        left
        and left[1] < 0
        and left[0] < _CLOSE
        and not (before[0].text in _GOALS and before[1].text in lexicon().direction["moved"])
    ):
        left = (left[0], -2)
    if left is None or right is None:
        return (left or right or (0, 0))[1]
    reported = after[right[0]].text in lexicon().direction["reported"]
    return left[1] if reported or left[0] <= right[0] + 3 else right[1]


def _is_deadline(before: tuple[Word, ...]) -> bool:
    """Whether the time ends a delay that somebody set: "given them until Friday", "told to leave by Friday"."""
    rest = list(dropwhile(_is_of_clock, before))
    if not rest or rest[0].text not in {"until", "till", "by"}:
        return False
    setters = lexicon().direction["setters"]
    return any(word.text in setters for word in rest[1:9])


def _is_of_clock(word: Word) -> bool:
    """As the words between "until" and the day in "until 9 a.m. on Tuesday"."""
    return word.text == "on" or not {"HOUR", "CLOCK", "AMPM", "ZONE"}.isdisjoint(word.meanings)


def _is_in_store(before: tuple[Word, ...]) -> bool:
    """As in "the vote is Sunday", "there is another meeting on Sunday": the present tense names a day to come."""
    texts = [word.text for word in before]
    if texts[:1] in (["is"], ["are"]):
        return True
    return any(pair in {("is", "there"), ("are", "there"), ("'s", "there")} for pair in pairwise(texts[:7]))


def _nearest(words: tuple[Word, ...], *, backwards: bool) -> tuple[int, int] | None:
    """Distance and direction of the nearest telling word."""
    cues = lexicon().direction
    future, past, stops = cues["future"], cues["past"], cues["stops"]
    for i, word in enumerate(words):
        text = word.text
        if text in stops:
            return None
        if "MONTH" in word.meanings:  # "May" is no modal
            continue
        if text.endswith("ed") and _is_adjective(words, i, backwards=backwards):
            continue
        if text == "planned" and _is_by_plan(words, i, backwards=backwards):
            continue
        if text in future and not _is_no_aim(words, i, backwards=backwards):
            # A plan of the past may be one for days to come, so it is never beyond doubt.
            return (max(i, _CLOSE), -1) if backwards and _was_once(words[i + 1 : i + 6]) else (i, 1)
        if text in {"was", "were"} and not backwards and _is_aim(words, i + 1):
            return i, 1
        if text in past or (text.endswith("ed") and not text.endswith("eed") and len(text) > 4):
            rest = words[i + 1 : i + 4] if backwards else words[max(0, i - 3) : i][::-1]
            if any(other.text in {"be", "to"} for other in rest[:2]):
                return i, 1
            if rest and rest[0].text in {"is", "are"} and text != "said":
                return i, 1
            return i, -1
    return None


def _is_by_plan(words: tuple[Word, ...], at: int, *, backwards: bool) -> bool:
    """As in "began as planned", "as previously planned": it tells how, and the verb before it when."""
    before = words[at + 1 : at + 3] if backwards else words[max(0, at - 2) : at][::-1]
    return any(word.text == "as" for word in before)


def _was_once(before: tuple[Word, ...]) -> bool:
    """Whether a plan lies in the past: "had been due to end", "had been scheduled for"."""
    texts = [word.text for word in before]
    return any(pair == ("been", "had") for pair in pairwise(texts))


def _is_adjective(words: tuple[Word, ...], at: int, *, backwards: bool) -> bool:
    """As in "a still unspecified date", "its planned visit": the word before says that no verb stands here."""
    step = at + 1 if backwards else at - 1
    return 0 <= step < len(words) and words[step].text in _DETERMINERS


def _is_aim(words: tuple[Word, ...], at: int) -> bool:
    """Whether a word of planning stands there and plans something: "were planning to leave", unlike "was set up"."""
    aims = lexicon().direction["aims"]
    return at < len(words) and words[at].text in aims and not _is_no_aim(words, at, backwards=False)


def _is_no_aim(words: tuple[Word, ...], at: int, *, backwards: bool) -> bool:
    """Whether a word of planning plans nothing here: "set up a camp", unlike "set to leave"."""
    if words[at].text not in lexicon().direction["aims"]:
        return False
    step = at - 1 if backwards else at + 1
    if step < 0:
        return words[at].text in {"plan", "plans"}
    return step < len(words) and words[step].text not in {"to", "for"}
