"""Whatever a report holds, its page and its rows can be written."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from casus.cli import flat
from casus.cli.report import report
from casus.cli.unstored import claim_rows
from casus.model.actor import Actor
from casus.model.claim import Attribution, EventClaim, Party, PlaceRole, Quantity, Role, TimeRole
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from tests.cli.test_report import screen
from tests.store.building import document

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading of any text with one claim whose spans lie anywhere in it."""
    text = draw(TEXTS)

    def span() -> Span:
        start = draw(st.integers(0, len(text)))
        return Span(start, draw(st.integers(start, len(text))))

    party = Party("a1", span())
    claim = EventClaim(
        "c-0",
        "e1",
        0,
        span(),
        draw(st.sampled_from(["ASSAULT", "REQUEST"])),
        draw(st.sampled_from([None, "suicide-attack"])),
        draw(st.sampled_from(["completed", "requested", "none"])),
        draw(st.sampled_from(["CT+", "CT-", "PS+", "U"])),
        roles=(Role("actor", party), Role("recipient", Party(None, span())), Role("mediator", party)),
        places=(PlaceRole("near", span(), None),),
        time=TimeRole(span(), None),
        quantities=(Quantity("killed", span(), draw(st.none() | st.integers(0, 9)), None, None),),
        instrument=span(),
        attribution=(Attribution(party, span(), draw(st.sampled_from(["asserts", "denies"]))),),
        certainty=draw(st.floats(0, 1)),
    )
    actor = Actor("a1", draw(TEXTS), "rebel_group", "REB", None, ())
    whole = Span(0, len(text))
    return Reading(document(text, title=draw(st.none() | TEXTS)), (Sentence(whole),), actors=(actor,), claims=(claim,))


@given(reading=readings(), width=st.integers(20, 200), layout=st.sampled_from(["auto", "cards", "table"]))
def test_any_report_has_a_page_that_cannot_steer_the_terminal(reading: Reading, width: int, layout: str) -> None:
    """No text breaks the layout, and no control character of it is printed."""
    view = screen(width)
    page = view.rendered(*report(reading, view, layout=layout))

    assert not {char for char in page if ord(char) < 32 or 127 <= ord(char) < 160} - {"\n"}
    assert "1 claim about 1 event" in " ".join(page.split())


@given(reading=readings())
def test_any_claim_survives_json_csv_and_tabs(reading: Reading) -> None:
    """Values come back as they went, one row each."""
    (claim,) = claim_rows(reading)
    row = flat.claim_row(claim)
    (back,) = csv.DictReader(io.StringIO(flat.csv_header() + flat.csv_line(row), newline=""))

    assert json.loads(flat.json_line(row))["quote"] == claim.sentence.words
    assert back["trigger"] == claim.trigger.words
    assert flat.tab_line([claim.sentence.words, "x"]).count("\n") == 1
