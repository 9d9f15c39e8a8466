"""Stretches of words that may be one noun phrase: "[two U.S. soldiers] in [Kismayo]"."""

from __future__ import annotations

from typing import Final

from casus.steps._actor_text import HYPHENS, Text

_NOMINAL: Final = frozenset({"ADJ", "NUM", "NOUN", "PROPN"})
_NEVER: Final = frozenset({"ADP", "PUNCT", "AUX", "CCONJ", "PART", "SCONJ"})
"""Tags of words that never begin a noun phrase; "up to" and "at least" are seen from the number on."""


def run_end(text: Text, index: int) -> int:
    """The last token of the stretch of words that may be one noun phrase, or index - 1 where none begins."""
    if _never_begins(text, index):
        return index - 1
    sentences, size, stop = text.sentence_of, len(text.tokens), index
    sentence = sentences[index]
    while stop < size and sentences[stop] == sentence and _may_stand(text, index, stop):
        stop += 1
    return stop - 1


def _never_begins(text: Text, index: int) -> bool:
    """Whether the tag of a token that is no part of a known name or noun lets no noun phrase begin with it."""
    if not text.tagged or text.tokens[index].upos not in _NEVER or text.cover[index] is not None:
        return False
    return index not in text.in_phrase and text.keys[index] not in text.words.lists["approximations"]


def _may_stand(text: Text, first: int, index: int) -> bool:
    """Whether the token at `index` can go on the noun phrase that began at `first`."""
    if text.cover[index] is not None or index in text.in_phrase:
        return True
    word, lists = text.keys[index], text.words.lists
    if _beside_hyphen(text, first, index):
        return True
    if word in lists["determiners"] or word in lists["possessives"]:
        return (
            (index == first and not _is_conjunction(text, index))
            or text.key(index - 1) in ("all", "both")
            or (word in lists["numbers"] or word == "other")
        )
    if not word or word == "s":
        return index > first and _binds(text, index)
    return _tag_stands(text, first, index) if text.tagged else _word_stands(text, first, index)


def _word_stands(text: Text, first: int, index: int) -> bool:
    """The same for reports without tags: names, nouns of the lexicon, numbers and the words listed as standing
    inside.
    """
    word, token = text.keys[index], text.tokens[index]
    if (
        text.roles[index] is not None
        or text.is_name_word(index)
        or word in text.words.lists["numbers"]
        or word[0].isdigit()
        or word in text.words.inside
    ):
        return True
    return (
        word in text.words.lists["particles"]
        and index > first
        and text.capital(index - 1)
        and _capital_after(text, index)
    ) or token.text in HYPHENS


def _tag_stands(text: Text, first: int, index: int) -> bool:
    token = text.tokens[index]
    if token.upos in _NOMINAL:
        return True
    word, lists = text.keys[index], text.words.lists
    if text.roles[index] is not None and word not in lists["approximations"]:
        return True
    if word in lists["particles"] and index > first and text.capitals[index - 1] and _capital_after(text, index):
        return True
    if word in lists["approximations"]:
        return any(
            text.token(i).upos == "NUM" or text.key(i) in text.words.lists["numbers"]
            for i in range(index + 1, min(index + 3, len(text.tokens)))
        )
    if token.upos != "VERB" or token.xpos not in ("VBN", "VBG"):
        return False
    after = text.token(index + 1).upos if index + 1 < len(text.tokens) else ""
    if after not in ("NOUN", "PROPN", "ADJ"):
        return False
    before = text.token(index - 1).upos if index > first else ""
    return (
        before in ("DET", "ADJ", "NUM")
        or text.key(index - 1) in text.words.lists["possessives"]
        or (index == first and word in text.words.inside)
    )


def _beside_hyphen(text: Text, first: int, index: int) -> bool:
    """A word glued by a hyphen to the next or, inside the run, to the one before ("pro-government", "U.S.-led")."""
    if not text.hyphens or not text.keys[index]:
        return False
    if index - 1 > first and index - 1 in text.hyphens:
        return True
    return index + 1 in text.hyphens and text.key(index + 2) != ""


def _is_conjunction(text: Text, index: int) -> bool:
    """Whether "that" is no article: after a verb, or before what can begin a noun phrase of its own."""
    if text.key(index) != "that":
        return False
    upos = text.token(index).upos
    after = index + 1
    plural = after < len(text.tokens) and (
        text.cover[after] is not None
        or text.capital(after)
        or text.key(after).endswith("s")
        or text.key(after) in text.words.lists["determiners"]
    )
    return upos in ("SCONJ", "PRON") or plural


def _binds(text: Text, index: int) -> bool:
    """A hyphen or a possessive ending with more to come."""
    token = text.token(index).text
    after = text.key(index + 1)
    return token in ("'s", "’s", "'", "’", *HYPHENS) and after != "" and after not in ("and", "or")


def _capital_after(text: Text, index: int) -> bool:
    following = [
        i
        for i in range(index + 1, min(index + 4, len(text.tokens)))
        if text.token(i).text not in HYPHENS and text.key(i) not in text.words.lists["particles"]
    ]
    return bool(following) and text.capital(following[0])


def without_lead(text: Text, first: int, last: int) -> int:
    """Without approximations that open a phrase but do not count anything."""
    while (
        first < last
        and text.key(first) in text.words.lists["approximations"]
        and text.key(first) not in text.words.lists["numbers"]
        and text.key(first + 1) in ("", "the")
    ):
        first += 1
    return first


def after_possessor(text: Text, first: int, last: int) -> int:
    """The first token after the last possessive ending in a run."""
    if not text.apostrophes:
        return first
    ends = [i for i in range(first, last + 1) if text.token(i).text in ("'s", "’s")]
    return ends[-1] + 1 if ends else first


def trimmed(text: Text, first: int, last: int) -> int:
    """The last token that can be a head: without days, adjectives and participles that follow the noun ("the army
    Monday").
    """
    names, times = text.words.lists["not_names"], text.words.lists["times"]
    end = last
    while end > first and text.cover[end] is None:
        word = text.keys[end]
        passes = word in names or word in times
        if not passes and text.roles[end] is not None:
            break
        if word and not passes and not (text.tagged and text.tokens[end].upos in ("ADJ", "VERB", "NUM")):
            break
        end -= 1
    return end
