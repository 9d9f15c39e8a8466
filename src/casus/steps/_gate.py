"""
Whether a word that may denote an act does so here: "a rebel *attack*", but "*attack* helicopters".

The lexicon says how often a phrase is an act at all; the most reliable fitting rule of
`resources/lexicon/en/trigger_rules.tsv` adds what stands around it.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from casus.resources.load import resource
from casus.steps._decisions import Decisions
from casus.steps._tree import Tree

NONE: Final = "-"
NAMES: Final = (
    "phrase", "share", "label", "tag", "rel", "up", "det", "near", "next", "tense", "left", "right", "voice", "case",
    "acts",
)  # fmt: skip
"""
phrase, share, label  of the lexicon, the share in tenths
tag, rel, up          of the head word: its tag, what it depends by, and on which word
det, near, next, case determiner or possessor, the words on both sides, the preposition
left, right           the classes of the two words on either side
tense, voice          tag of the verb with its first auxiliary; passive, plain past or neither
acts                  on which sides a sure act stands near
"""


def features(tree: Tree, at: tuple[int, int, int], sense: tuple[str, float, str], acts: str) -> tuple[str, ...]:
    """The values of `NAMES`. `at`: the head token, the first, the one after the last; `sense`: phrase, share, label."""
    head, first, last = at
    token = tree.tokens[head]
    phrase, share, label = sense
    aux = tree.children(head, "aux")
    return (
        phrase.replace(" ", "_"),
        str(int(share * 10)),
        label,
        token.xpos,
        token.deprel,
        word(tree, token.head),
        "_".join(tree.tokens[c].xpos for c in tree.children(head, "det", "nmod:poss")[:1]) or NONE,
        word(tree, first - 1),
        word(tree, last),
        f"{token.xpos}:{tree.lemma(aux[0]) if aux else NONE}",
        _near(tree, first, -1),
        _near(tree, last - 1, 1),
        "passive" if tree.is_passive(head) else "plain" if tree.is_plain_past(head) else NONE,
        next(iter(tree.cases(head)), NONE),
        acts,
    )


def word(tree: Tree, i: int) -> str:
    """A word by its lemma; names and numbers by their class, so that no rule is about one."""
    if not 0 <= i < len(tree.tokens):
        return NONE
    token = tree.tokens[i]
    return tree.lemma(i) if token.upos not in {"PROPN", "NUM", "SYM", "X"} and token.text.islower() else token.upos


def _near(tree: Tree, i: int, step: int) -> str:
    """The classes of the two words on one side."""
    ats = (i + step, i + 2 * step)
    return "_".join(tree.tokens[k].upos if 0 <= k < len(tree.tokens) else NONE for k in ats)


@cache
def rules() -> Decisions:
    """The rules that ship with casus. Raises ResourceError."""
    return Decisions.read(resource("lexicon", "en", "trigger_rules.tsv"), NAMES)
