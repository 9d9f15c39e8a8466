"""ClearNLP trees and what they are under Universal Dependencies, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.resources.load import read_tsv, resource
from casus.spacy_adapter.labels import is_universal, load_labels
from casus.spacy_adapter.universal import one_tree, to_universal


def convert(rows: str) -> str:
    """The tree of "form/tag/label>head …", heads counted from 1 and 0 for the root, as "form/label>head …"."""
    fields = [row.rsplit("/", 2) for row in rows.split()]
    forms, tags = [f[0] for f in fields], [f[1] for f in fields]
    heads = [int(f[2].split(">")[1]) - 1 for f in fields]
    found = to_universal(forms, tags, heads, [f[2].split(">")[0] for f in fields])
    return " ".join(f"{form}/{label}>{head + 1}" for form, (head, label) in zip(forms, found, strict=True))


CASES = {
    "object and preposition": (
        "Rebels/NNS/nsubj>2 fired/VBD/ROOT>0 shells/NNS/dobj>2 at/IN/prep>2 Kismar/NNP/pobj>4",
        "Rebels/nsubj>2 fired/root>0 shells/obj>2 at/case>5 Kismar/obl>2",
    ),
    "preposition first": (
        "In/IN/prep>4 Kismar/NNP/pobj>1 rebels/NNS/nsubj>4 fired/VBD/ROOT>0",
        "In/case>2 Kismar/obl>4 rebels/nsubj>4 fired/root>0",
    ),
    "preposition below a noun": (
        "leaders/NNS/nsubj>5 of/IN/prep>1 the/DT/det>4 front/NN/pobj>2 met/VBD/ROOT>0",
        "leaders/nsubj>5 of/case>4 the/det>4 front/nmod>1 met/root>0",
    ),
    "passive with agent": (
        "Two/CD/nummod>2 soldiers/NNS/nsubjpass>4 were/VBD/auxpass>4 killed/VBN/ROOT>0 by/IN/agent>4 rebels/NNS/pobj>5",
        "Two/nummod>2 soldiers/nsubj:pass>4 were/aux:pass>4 killed/root>0 by/case>6 rebels/obl:agent>4",
    ),
    "two prepositions in a row": (
        "Troops/NNS/nsubj>2 pulled/VBD/ROOT>0 out/IN/prep>2 of/IN/prep>3 town/NN/pobj>4",
        "Troops/nsubj>2 pulled/root>0 out/case>5 of/case>5 town/obl>2",
    ),
    "preposition of two words in a chain": (
        "According/VBG/prep>5 to/IN/prep>1 officials/NNS/pobj>2 troops/NNS/nsubj>5 left/VBD/ROOT>0",
        "According/case>3 to/fixed>1 officials/obl>5 troops/nsubj>5 left/root>0",
    ),
    "preposition of two words side by side": (
        "They/PRP/nsubj>2 left/VBD/ROOT>0 because/IN/prep>2 of/IN/pcomp>3 hunger/NN/pobj>3",
        "They/nsubj>2 left/root>0 because/case>5 of/fixed>3 hunger/obl>2",
    ),
    "preposition with an adjective before it": (
        "towns/NNS/ROOT>0 such/JJ/amod>3 as/IN/prep>1 Kismar/NNP/pobj>3",
        "towns/root>0 such/case>4 as/fixed>2 Kismar/nmod>1",
    ),
    "prepositions joined": (
        "shelling/NN/nsubj>7 in/IN/prep>1 Haro/NNP/pobj>2 and/CC/cc>2 in/IN/conj>2 Belu/NNP/pobj>5 stopped/VBD/ROOT>0",
        "shelling/nsubj>7 in/case>3 Haro/nmod>1 and/cc>6 in/case>6 Belu/conj>3 stopped/root>0",
    ),
    "clause after a preposition": (
        "They/PRP/nsubj>2 fled/VBD/ROOT>0 after/IN/prep>2 losing/VBG/pcomp>3 Kismar/NNP/dobj>4",
        "They/nsubj>2 fled/root>0 after/mark>4 losing/advcl>2 Kismar/obj>4",
    ),
    "clause after a preposition of a noun": (
        "hopes/NNS/nsubj>4 of/IN/prep>1 returning/VBG/pcomp>2 faded/VBD/ROOT>0",
        "hopes/nsubj>4 of/mark>3 returning/acl>1 faded/root>0",
    ),
    "stranded particle": (
        "They/PRP/nsubj>2 gave/VBD/ROOT>0 up/RP/prt>2 arms/NNS/dobj>2",
        "They/nsubj>2 gave/root>0 up/compound:prt>2 arms/obj>2",
    ),
    "possessor": (
        "army/NN/poss>3 's/POS/case>1 chief/NN/nsubj>4 left/VBD/ROOT>0",
        "army/nmod:poss>3 's/case>1 chief/nsubj>4 left/root>0",
    ),
    "adjective said of a subject": (
        "town/NN/nsubj>3 has/VBZ/aux>3 been/VBN/ROOT>0 quiet/JJ/acomp>3 since/IN/prep>3 Monday/NNP/pobj>5",
        "town/nsubj>4 has/aux>4 been/cop>4 quiet/root>0 since/case>6 Monday/obl>4",
    ),
    "noun said of a subject": (
        "He/PRP/nsubj>2 was/VBD/ROOT>0 not/RB/neg>2 a/DT/det>5 soldier/NN/attr>2",
        "He/nsubj>5 was/cop>5 not/advmod>5 a/det>5 soldier/root>0",
    ),
    "place said of a subject": (
        "Troops/NNS/nsubj>2 are/VBP/ROOT>0 in/IN/prep>2 Kismar/NNP/pobj>3",
        "Troops/nsubj>4 are/cop>4 in/case>4 Kismar/root>0",
    ),
    "there are": (
        "There/EX/expl>2 are/VBP/ROOT>0 mines/NNS/attr>2 here/RB/advmod>2",
        "There/expl>2 are/root>0 mines/nsubj>2 here/advmod>2",
    ),
    "become": (
        "He/PRP/nsubj>2 became/VBD/ROOT>0 chief/NN/attr>2",
        "He/nsubj>2 became/root>0 chief/xcomp>2",
    ),
    "receiver without preposition": (
        "They/PRP/nsubj>2 gave/VBD/ROOT>0 rebels/NNS/dative>2 arms/NNS/dobj>2",
        "They/nsubj>2 gave/root>0 rebels/iobj>2 arms/obj>2",
    ),
    "receiver with preposition": (
        "They/PRP/nsubj>2 gave/VBD/ROOT>0 arms/NNS/dobj>2 to/IN/dative>2 rebels/NNS/pobj>4",
        "They/nsubj>2 gave/root>0 arms/obj>2 to/case>5 rebels/obl>2",
    ),
    "relative clause": (
        "rebels/NNS/nsubj>4 who/WP/nsubj>3 fled/VBD/relcl>1 died/VBD/ROOT>0",
        "rebels/nsubj>4 who/nsubj>3 fled/acl:relcl>1 died/root>0",
    ),
    "relative pronoun of a preposition": (
        "town/NN/nsubj>6 in/IN/prep>5 which/WDT/pobj>2 they/PRP/nsubj>5 hid/VBD/relcl>1 burned/VBD/ROOT>0",
        "town/nsubj>6 in/case>3 which/obl>5 they/nsubj>5 hid/acl:relcl>1 burned/root>0",
    ),
    "infinitive": (
        "They/PRP/nsubj>2 vowed/VBD/ROOT>0 to/TO/aux>4 leave/VB/xcomp>2",
        "They/nsubj>2 vowed/root>0 to/mark>4 leave/xcomp>2",
    ),
    "object that acts": (
        "They/PRP/nsubj>2 want/VBP/ROOT>0 rebels/NNS/nsubj>5 to/TO/aux>5 leave/VB/ccomp>2",
        "They/nsubj>2 want/root>0 rebels/obj>2 to/mark>5 leave/xcomp>2",
    ),
    "subject of a finite clause": (
        "They/PRP/nsubj>2 said/VBD/ROOT>0 rebels/NNS/nsubj>4 left/VBD/ccomp>2",
        "They/nsubj>2 said/root>0 rebels/nsubj>4 left/ccomp>2",
    ),
    "three conjuncts": (
        "army/NN/nsubj>7 ,/,/punct>1 police/NN/conj>1 and/CC/cc>3 rebels/NNS/conj>3 all/DT/advmod>7 left/VBD/ROOT>0",
        "army/nsubj>7 ,/punct>1 police/conj>1 and/cc>5 rebels/conj>1 all/advmod>7 left/root>0",
    ),
    "time without preposition": (
        "They/PRP/nsubj>2 left/VBD/ROOT>0 Monday/NNP/npadvmod>2",
        "They/nsubj>2 left/root>0 Monday/obl:unmarked>2",
    ),
    "no as determiner": (
        "No/DT/neg>2 soldiers/NNS/nsubj>3 died/VBD/ROOT>0",
        "No/det>2 soldiers/nsubj>3 died/root>0",
    ),
}


@pytest.mark.parametrize(("given_rows", "expected"), CASES.values(), ids=CASES)
def test_a_clear_tree_becomes_a_universal_one(given_rows: str, expected: str) -> None:
    """Each construction has the heads and labels that Universal Dependencies gives it."""
    assert convert(given_rows) == expected


@given(st.data(), st.lists(st.sampled_from(["IN", "VBZ", "NN", "VB", "CC", "TO"]), max_size=12))
def test_any_arrays_give_one_tree(data: st.DataObject, tags: list[str]) -> None:
    """One root, no cycle and no head outside the sentence, whatever a pipeline says."""
    names = ["ROOT", *sorted({name for name, _, _ in load_labels().dependencies}), "conj", "cc", "ccomp", "case"]
    heads = [data.draw(st.integers(-1, len(tags))) for _ in tags]
    labels = [data.draw(st.sampled_from(names)) for _ in tags]
    forms = [data.draw(st.sampled_from(["is", "because", "of", "there", "fired"])) for _ in tags]
    found = to_universal(forms, tags, heads, labels)

    assert [label for head, label in found if head < 0] == ["root"] * bool(tags)
    for start in range(len(tags)):
        word, steps = start, 0
        while found[word][0] >= 0:
            word, steps = found[word][0], steps + 1
            assert steps <= len(tags)


def test_a_second_root_hangs_on_the_first() -> None:
    """A sentence is one tree, also where a pipeline makes two of it."""
    assert one_tree([1, -1, -1, 2], ["nsubj", "ROOT", "ROOT", "obj"]) == [
        (1, "nsubj"),
        (-1, "root"),
        (1, "parataxis"),
        (2, "obj"),
    ]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        pytest.param({"ROOT", "nsubj", "obj", "obl", "case"}, True, id="universal"),
        pytest.param({"ROOT", "nsubj", "dobj", "pobj", "prep"}, False, id="clear"),
    ],
)
def test_label_sets_are_told_apart(labels: set[str], expected: bool) -> None:
    """What only ClearNLP has gives its set away; spaCy's ROOT stands in both."""
    assert is_universal(labels) is expected


def test_the_table_holds_no_line_twice() -> None:
    """A second line under the same conditions would never be used."""
    path = resource("syntax", "en", "spacy_labels.tsv")
    keys = [row[:3] for row in read_tsv(path, ("kind", "name", "when", "here"))]

    assert len(keys) == len(set(keys))
