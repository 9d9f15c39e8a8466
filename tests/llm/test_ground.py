"""What an answer says counts only as far as the text bears it out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.llm.ground import Answer, Grounded, ground
from casus.llm.prompt import allowed, schema
from casus.llm.records import MOST_NOTES, MOST_RECORDS
from casus.model.frame import FrameKind, LinkKind
from casus.model.span import Span
from tests.llm.answers import answer, claim, quote, role, said_by, state

SENTENCES = (
    "Rebels attacked the post in Orvel on Monday, killing at least 10 soldiers, the army said.",
    "The rebels’ leader denied the attack, and the army attacked the rebels in a later attack.",
    "Government troops hold the town of Tarsin.",
)
TEXT = "  ".join(SENTENCES)
SPANS = tuple(Span(TEXT.index(s), TEXT.index(s) + len(s)) for s in SENTENCES)


def grounded(content: dict[str, Any]) -> Grounded:
    """What of an answer on the whole text stands in it."""
    return ground(TEXT, SPANS, [Answer(0, len(SPANS), content)])


def said(found: Grounded) -> list[tuple[str, str]]:
    """Roles and words of the first frame."""
    return [(a.role, a.span.of(TEXT)) for a in found.frames[0].arguments]


def codes(found: Grounded) -> list[str]:
    """The codes of the notes."""
    return [note.code for note in found.notes]


def test_a_good_answer_is_taken_whole() -> None:
    """Every part arrives, with the words it came from."""
    found = grounded(
        answer(
            claim(
                "attacked",
                "ASSAULT.firearms",
                roles=[role("actor", "Rebels"), role("recipient", "soldiers")],
                places=[role("where", "Orvel")],
                time=quote("on Monday"),
                quantities=[role("killed", "at least 10 soldiers")],
                instrument=None,
                attribution=[said_by("the army")],
            ),
            actors=({"kind": "rebel_group", "sector": "REB", "mentions": [quote("Rebels"), quote("The rebels", 2)]},),
        )
    )
    (frame,), (qualifier,), (sourcing,) = found.frames, found.qualifiers, found.sourcings

    assert (frame.kind, frame.trigger.of(TEXT)) == (FrameKind.EVENT, "attacked")
    assert (frame.label, frame.mode) == ("ASSAULT", "firearms")
    assert said(found) == [
        ("actor", "Rebels"),
        ("recipient", "soldiers"),
        ("where", "Orvel"),
        ("killed", "at least 10 soldiers"),
        ("time", "on Monday"),
    ]
    assert (qualifier.status, qualifier.factuality) == ("completed", "CT+")
    assert sourcing.cue is not None
    assert (sourcing.source.of(TEXT), sourcing.cue.of(TEXT), sourcing.stance) == ("the army", "said", "asserts")
    assert [(c.kind, c.sector, len(c.spans)) for c in found.coreferences] == [("rebel_group", "REB", 2)]
    assert found.notes == ()


def test_a_trigger_that_is_not_in_the_text_takes_its_claim_along() -> None:
    """Whatever else the claim says."""
    found = grounded(answer(claim("bombed", roles=[role("actor", "Rebels")])))

    assert found.frames == ()
    assert codes(found) == ["llm-quote-not-found"]
    assert "'bombed' does not stand in sentence 1" in found.notes[0].message


@pytest.mark.parametrize(
    "words", ["militants", "rebels", "Rebel", "ebels", "", " ", "…", 7, None, ["Rebels"], "x" * 9999]
)
def test_an_argument_that_is_not_in_the_text_is_dropped(words: object) -> None:
    """Another case or a part of a word is another word; the claim stays."""
    found = grounded(answer(claim("attacked", roles=[{"role": "actor", "sentence": 1, "quote": words}])))

    assert len(found.frames) == 1
    assert found.frames[0].arguments == ()
    assert codes(found) == ["llm-quote-not-found"]


def test_a_claim_whose_source_is_not_in_the_text_is_dropped() -> None:
    """Without its source it would be told in the writer's own voice."""
    found = grounded(answer(claim("attacked", attribution=[said_by("a diplomat")])))

    assert (found.frames, found.sourcings) == ((), ())


def test_a_cue_that_is_not_in_the_text_leaves_the_source() -> None:
    """Sources without a cue are inherited ones."""
    found = grounded(answer(claim("attacked", attribution=[said_by("the army", "told reporters")])))

    assert [s.cue for s in found.sourcings] == [None]
    assert codes(found) == ["llm-quote-not-found"]


def test_the_sentence_named_decides_which_words_are_meant() -> None:
    """The same words elsewhere are other words."""
    found = grounded(answer(claim("attacked"), claim("attacked", sentence=2)))

    assert [f.trigger.start for f in found.frames] == [TEXT.index("attacked"), TEXT.rindex("attacked")]


def test_the_nth_occurrence_is_the_nth() -> None:
    """And one too many is the last."""
    found = grounded(answer(*(claim("attack", sentence=2, nth=n) for n in (1, 2, 9, "2"))))
    first, last = (i + 1 for i in (TEXT.index(" attack, and"), TEXT.rindex(" attack.")))

    assert [f.trigger.start for f in found.frames] == [first, last, last, first]


def test_an_argument_is_the_occurrence_nearest_to_the_trigger() -> None:
    """Of two in the sentence."""
    found = grounded(answer(claim("attacked", sentence=2, roles=[role("recipient", "rebels", 2)])))

    assert found.frames[0].arguments[0].span.start == TEXT.index("rebels in a later")


@pytest.mark.parametrize("sentence", [2, 0, -1, 99, 10**30, "1", None, 1.0, [1]])
def test_words_that_stand_once_are_found_under_a_wrong_number(sentence: object) -> None:
    """Models miscount; there is nothing else that they can mean."""
    found = grounded(answer(claim("killing", sentence=sentence)))  # type: ignore[arg-type]

    assert [f.trigger.of(TEXT) for f in found.frames] == ["killing"]


def test_words_that_stand_twice_are_not_found_under_a_wrong_number() -> None:
    """Which are meant would be a guess."""
    assert grounded(answer(claim("attacked", sentence=3))).frames == ()


def test_a_passage_answers_for_its_own_sentences() -> None:
    """Words of another passage were not shown to the model."""
    assert ground(TEXT, SPANS, [Answer(0, 2, answer(claim("hold", sentence=3)))]).frames == ()


def test_straight_quotation_marks_stand_for_curly_ones() -> None:
    """Models type them so; the span is that of the text."""
    found = grounded(answer(claim("denied", "REJECT", 2, roles=[role("actor", "The rebels'\n leader", 2)])))

    assert said(found) == [("actor", "The rebels’ leader")]


def test_words_from_another_sentence_are_marked() -> None:
    """The reader sees that they do not stand beside the trigger."""
    found = grounded(answer(claim("denied", "REJECT", 2, places=[role("where", "Orvel", 1)])))

    assert [a.inferred for a in found.frames[0].arguments] == [True]


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "GENOCIDE"},
        {"type": "assault"},
        {"type": ["ASSAULT"]},
        {"type": {}},
        {"status": "done"},
        {"status": None},
        {"factuality": 1},
        {"factuality": "true"},
        {"attribution": [{**said_by("the army"), "stance": "knows"}]},
    ],
)
def test_a_claim_with_a_label_that_the_scheme_lacks_is_dropped(wrong: dict[str, object]) -> None:
    """Another label would be a guess, and none would tell it as a fact."""
    found = grounded(answer(claim("attacked") | wrong))

    assert (found.frames, found.qualifiers, found.sourcings) == ((), (), ())
    assert codes(found) == ["llm-unknown-label"]


def test_a_mode_of_another_type_is_dropped_alone() -> None:
    """The type may be right."""
    found = grounded(answer(claim("attacked", "ASSAULT.hunger")))

    assert [(f.label, f.mode) for f in found.frames] == [("ASSAULT", None)]
    assert codes(found) == ["llm-unknown-label"]


def test_a_role_that_the_scheme_lacks_is_dropped_alone() -> None:
    """Of roles, places and numbers."""
    found = grounded(
        answer(
            claim(
                "attacked",
                roles=[role("victim", "soldiers")],
                places=[role("actor", "Orvel")],
                quantities=[role("dead", "10 soldiers"), role("killed", "10 soldiers")],
            )
        )
    )

    assert said(found) == [("killed", "10 soldiers")]
    assert codes(found) == ["llm-unknown-label"] * 3


def test_claims_of_one_event_are_linked_and_contents_hang_on_their_speech_act() -> None:
    """An event that nobody tells of and an act that is its own content link nothing."""
    found = grounded(
        answer(
            claim("attacked"),
            claim("attack", sentence=2, content_of="e2"),
            claim("denied", "REJECT", 2, event="e2", content_of="e2"),
            claim("killing", event="e3", content_of="e9"),
        )
    )

    assert [(x.kind, x.left, x.right) for x in found.links] == [(LinkKind.SAME, 0, 1), (LinkKind.CONTENT, 1, 2)]


def test_a_state_has_its_ends() -> None:
    """Subject, object and extent."""
    ends: dict[str, Any] = {
        "subjects": [quote("Government troops", 3)],
        "objects": [quote("the town of Tarsin", 3)],
        "extent": "all",
    }
    found = grounded(answer(states=(state("hold", sentence=3, **ends), state("hold", "owns", 3))))

    assert said(found) == [("subject", "Government troops"), ("object", "the town of Tarsin")]
    assert [(f.kind, f.label, f.extent) for f in found.frames] == [(FrameKind.STATE, "controls", "all")]


def test_a_mention_names_one_actor() -> None:
    """The first that claims it."""
    group = {"kind": "rebel_group", "sector": "REB", "mentions": [quote("Rebels")]}
    found = grounded(answer(actors=(group, {**group, "kind": "king"}, {**group, "mentions": []})))

    assert [c.kind for c in found.coreferences] == ["rebel_group"]


def test_keys_and_offsets_that_nobody_asked_for_change_nothing() -> None:
    """Places in the text are found, never believed."""
    extra = {"span": [0, 4], "start": 7, "certainty": 9, "claim_id": "c-1", "__class__": "Claim"}

    assert grounded({**answer({**claim("attacked"), **extra}), **extra}) == grounded(answer(claim("attacked")))


def test_a_runaway_answer_is_read_up_to_a_bound() -> None:
    """So are the notes about it."""
    found = grounded(answer(*(claim(f"word{n}") for n in range(MOST_RECORDS * 2))))

    assert len(found.notes) == MOST_NOTES
    assert f"claims holds {MOST_RECORDS * 2} records" in found.notes[0].message


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["Rebels", "attacked", "e1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
BROKEN = st.fixed_dictionaries({}, optional=dict.fromkeys(claim("attacked"), JSON))


@given(st.lists(BROKEN, max_size=3), st.lists(BROKEN, max_size=3), JSON)
def test_no_answer_breaks_the_reading(claims: list[Any], states: list[Any], actors: Any) -> None:
    """Whatever is in it, what comes out quotes the text and numbers agree."""
    content = {
        "claims": [{**claim("attacked"), **c} for c in claims],
        "states": [{**state("hold", sentence=3), **s} for s in states],
        "actors": actors,
    }
    found = grounded(content)
    numbers = range(len(found.frames))

    assert [q.frame for q in found.qualifiers] == list(numbers)
    assert all(s.frame in numbers for s in found.sourcings)
    assert all(link.left in numbers and link.right in numbers for link in found.links)
    assert all(0 <= f.trigger.start < f.trigger.end <= len(TEXT) for f in found.frames)
    assert all(note.message.isprintable() for note in found.notes)


def test_the_labels_are_those_of_the_schema() -> None:
    """Each is looked up where the schema has it."""
    assert "ASSAULT.aerial" in allowed("claim", "type")
    assert allowed("claim", "places") == {"where", "from", "to", "via", "near"}
    assert "U" in allowed("state", "factuality")
    assert "almost_all" in allowed("state", "extent")
    assert "denies" in allowed("source", "stance")


def test_the_schema_is_as_strict_as_structured_output_asks_for() -> None:
    """Every object lists all its keys as required and allows no other."""

    def objects(value: Any) -> Any:
        if isinstance(value, dict):
            if value.get("type") == "object":
                yield value
            value = list(value.values())
        for inner in value if isinstance(value, list) else ():
            yield from objects(inner)

    found = list(objects(schema()))

    assert len(found) > 8
    assert all(o["required"] == list(o["properties"]) and o["additionalProperties"] is False for o in found)
    assert len(json.dumps(schema())) < 15_000
