"""Readings become bytes and come back the same; the reading format has the keys that gold data and the scorer use."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.codec import SCHEMA, dump_reading, encode_reading, load_reading, to_reading_dict
from casus.errors import StoreError
from casus.model.actor import Actor, ActorCandidate
from casus.model.claim import Attribution, Carrier, EventClaim, Party, PlaceRole, Quantity, Role, StateClaim, TimeRole
from casus.model.document import DateBasis, Document, Note, Part, PartKind
from casus.model.frame import Argument, Frame, FrameKind, Link, LinkKind, Qualifier, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence, Token
from casus.model.when import TimeMention, TimePrecision, TimexType, When
from casus.model.where import Place, PlaceCandidate, PlaceMention
from casus.readers import ReadOptions, Refusal, read_bytes

PLACE = Place("p-1", "Lantern City", 12.5, 40.25, "VRD", None, "city", 1, 5.0)
TEXT = "Bridge blown up\n\nThe army said rebels blew up the bridge in Lantern City on Monday, killing two."
DAY = When(date(2019, 3, 4), date(2019, 3, 4), TimePrecision.DAY)


def one_of_each() -> Reading:
    """A reading in which every type of the model occurs once."""
    army, rebels = Span(17, 25), Span(31, 37)
    return Reading(
        Document(
            "d-1",
            TEXT,
            title="Bridge blown up",
            published=date(2019, 3, 4),
            published_basis=DateBasis.GIVEN,
            parts=(Part(PartKind.HEADLINE, Span(0, 15)), Part(PartKind.PARAGRAPH, Span(17, 97))),
            notes=(Note("language-assumed", "short"),),
        ),
        sentences=(Sentence(Span(0, 15), 0, 3),),
        tokens=(Token(Span(0, 6), "Bridge", upos="NOUN", head=1),),
        times=(TimeMention(Span(77, 83), TimexType.DATE, "2019-03-04", DAY),),
        places=(PlaceMention(Span(61, 73), PLACE, (PlaceCandidate(PLACE, 0.5, "only one"),)),),
        frames=(Frame(FrameKind.EVENT, Span(38, 45), "ASSAULT", arguments=(Argument("actor", rebels),)),),
        qualifiers=(Qualifier(0, "completed", "CT+", (Span(38, 42),)),),
        sourcings=(Sourcing(0, 0, army, Span(26, 30)),),
        actors=(Actor("a1", "rebels", "rebel_group", "REB", None, (rebels,), None, (ActorCandidate("r", "R", 0.1),)),),
        links=(Link(LinkKind.SAME, 0, 0),),
        claims=(
            EventClaim(
                "c-1",
                "e1",
                1,
                Span(38, 45),
                "ASSAULT",
                "explosives",
                "completed",
                "CT+",
                roles=(Role("actor", Party("a1", rebels)), Role("recipient", Party(None, None))),
                places=(PlaceRole("where", Span(61, 73), PLACE), PlaceRole("near", Span(61, 68), None)),
                time=TimeRole(Span(77, 83), DAY),
                quantities=(
                    Quantity(
                        *("killed", Span(93, 96), 2, 2, 2, "soldier", Party("a1", rebels)),
                        *(Span(61, 68), True, Span(26, 30)),
                    ),
                ),
                attribution=(
                    Attribution(
                        *(Party(None, army), Span(26, 30), "asserts", "speaker", "office", True, "direct"),
                        TimeRole(Span(77, 83), DAY),
                    ),
                ),
                certainty=0.75,
                carriers=(Carrier("wire", "Reuters", Span(61, 73)), Carrier("publisher", "Daily")),
            ),
        ),
        states=(
            StateClaim(
                "s-1",
                1,
                Span(38, 45),
                "controls",
                (Party("a1", rebels),),
                (Party(None, Span(61, 73), PLACE, is_place=True), Party("a1", None)),
                "all",
                "CT+",
                attribution=(Attribution(Party(None, army), None, "claims"),),
            ),
        ),
        notes=(Note("language-assumed", "short", Span(0, 3)),),
    )


def test_a_reading_comes_back_from_its_bytes() -> None:
    """What is stored is what was read, in every field of every type."""
    reading = one_of_each()

    assert load_reading(dump_reading(reading)) == reading


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    days=st.tuples(st.none() | st.dates(), st.none() | st.dates()),
    numbers=st.tuples(*[st.none() | st.integers(0, 10**9)] * 3),
    certainty=st.floats(0, 1),
    spans=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=4),
)
@settings(max_examples=50)
def test_any_content_survives_the_round_trip(
    text: str,
    days: tuple[date | None, date | None],
    numbers: tuple[int | None, int | None, int | None],
    certainty: float,
    spans: list[tuple[int, int]],
) -> None:
    """Whatever characters, days, open ends and numbers a reading holds, they come back."""
    marks = tuple(Span(*span) for span in spans)
    claim = EventClaim(
        text,
        text,
        0,
        marks[0],
        text,
        None,
        text,
        text,
        time=TimeRole(None, When(*days)),
        quantities=(Quantity(text, marks[-1], *numbers),),
        certainty=certainty,
        cues=marks,
    )
    reading = Reading(Document("d", text, title=text, published=days[0]), claims=(claim,))

    assert load_reading(dump_reading(reading)) == reading


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"", "damaged", id="nothing"),
        pytest.param(b'[1,{"document":{"doc_id"', "damaged", id="cut off"),
        pytest.param(b'[1,{"document":{"doc_id":"d","text":3}}]', "damaged", id="wrong type"),
        pytest.param(msgspec.json.encode((SCHEMA + 1, {})), f"layout {SCHEMA + 1}", id="newer layout"),
    ],
)
def test_foreign_bytes_are_refused(data: bytes, found: str) -> None:
    """A record that is damaged, or of another layout, is told apart from a reading."""
    with pytest.raises(StoreError, match=found):
        load_reading(data)


def test_the_reading_format_has_the_values_of_the_reading() -> None:
    """Spans are pairs, days are ISO dates, open values are null, a place as party says so."""
    found = json.loads(encode_reading(one_of_each()))
    (claim,), (state,) = found["claims"], found["states"]

    assert (found["id"], found["published"], found["sentences"]) == ("d-1", "2019-03-04", [[0, 15]])
    assert claim["roles"] == [
        {"role": "actor", "actor": "a1", "span": [31, 37]},
        {"role": "recipient", "actor": None, "span": None},
    ]
    assert claim["time"] == {"span": [77, 83], "earliest": "2019-03-04", "latest": "2019-03-04", "precision": "day"}
    assert claim["places"][0]["place"]["lat"] == 12.5
    assert claim["places"][1]["place"] is None
    assert state["objects"][0]["place"] is True


def test_a_given_id_is_kept() -> None:
    """The scorer pairs reports by the id their input gave them."""
    document = Document("d-1", "Text", given_id="wire-7")

    assert to_reading_dict(Reading(document))["id"] == "wire-7"


def test_what_is_printed_can_be_read_again() -> None:
    """A line of the reading format is an input like any other and yields the same report."""
    line = encode_reading(one_of_each())
    (again,) = read_bytes(line, "again.jsonl", ReadOptions())

    assert not isinstance(again, Refusal)
    assert (again.text, again.title, again.published) == (TEXT, "Bridge blown up", date(2019, 3, 4))


def test_all_keys_of_gold_data_are_there(shared: Path) -> None:
    """Each key that coded reports use, at any depth, is one the codec writes, apart from their provenance."""
    gold = _keys(json.loads((shared / "reports/seed/reading.jsonl").read_text(encoding="utf-8")))

    assert gold - {"source", "licence"} <= _keys(json.loads(encode_reading(one_of_each())))


def _keys(value: object, path: str = "") -> set[str]:
    if isinstance(value, dict):
        own = {f"{path}{key}" for key in value}
        return own.union(*(_keys(inner, f"{path}{key}.") for key, inner in value.items()))
    if isinstance(value, list):
        return set().union(*(_keys(inner, path) for inner in value))
    return set()
