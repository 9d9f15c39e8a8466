"""Claims join what the earlier steps found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from tests.steps.building import at

from casus.model.actor import Actor
from casus.model.document import Document
from casus.model.frame import Argument, Frame, FrameKind, Link, LinkKind, Qualifier, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.model.when import TimeMention, TimePrecision, TimexType, When
from casus.steps.claims import Claims

TEXT = "The army said rebels attacked Tarsin, killing 12 men. The rebels hold Tarsin."
span = partial(at, TEXT)


ARMY = Actor("a1", "Military of Belmora", "armed_forces", "MIL", None, (span("The army"),))
REBELS = Actor("a2", "rebels", "rebel_group", "REB", None, (span("rebels"), span("The rebels")))
ATTACK = Frame(
    FrameKind.EVENT,
    span("attacked"),
    "ASSAULT",
    arguments=(
        Argument("actor", span("rebels")),
        Argument("where", span("Tarsin")),
        Argument("killed", span("12 men")),
    ),
    score=0.8,
)
HOLD = Frame(
    FrameKind.STATE,
    span("hold"),
    "controls",
    arguments=(Argument("subject", span("The rebels")), Argument("object", Span(70, 76))),
)
READING = Reading(
    Document("d-1", TEXT),
    sentences=(Sentence(Span(0, 53)), Sentence(Span(54, 77))),
    frames=(ATTACK, HOLD),
    qualifiers=(Qualifier(0, "completed", "CT+"), Qualifier(1, "ongoing", "CT+")),
    sourcings=(Sourcing(0, 0, span("The army"), span("said")),),
    actors=(ARMY, REBELS),
)


def test_a_claim_joins_actor_place_number_and_source() -> None:
    """One event frame becomes one claim with everything that belongs to it."""
    (claim,) = Claims()(READING).claims

    assert [r.party.actor for r in claim.roles] == ["a2"]
    assert [(q.role, q.low, q.best, q.high) for q in claim.quantities] == [("killed", 12, 12, 12)]
    assert claim.attribution[0].source.actor == "a1"


def test_a_state_keeps_a_territory_as_its_object() -> None:
    """What is controlled is a place, even one that no gazetteer knows."""
    (state,) = Claims()(READING).states

    assert state.objects[0].is_place
    assert state.subjects[0].actor == "a2"
    assert state.sentence == 1


def test_a_state_with_one_end_is_noted_not_recorded() -> None:
    """A relation without its second party is a note."""
    half = replace(HOLD, arguments=HOLD.arguments[:1])
    result = Claims()(replace(READING, frames=(ATTACK, half)))

    assert result.states == ()
    assert [n.code for n in result.notes] == ["state-with-one-end"]


def test_frames_linked_as_same_share_an_event_id() -> None:
    """Two tellings of one happening carry one event id."""
    twin = replace(ATTACK, trigger=span("killing"))
    linked = replace(READING, frames=(ATTACK, twin), links=(Link(LinkKind.SAME, 0, 1),))

    assert len({c.event for c in Claims()(linked).claims}) == 1
    assert len({c.event for c in Claims()(replace(linked, links=())).claims}) == 2


def test_content_names_the_event_of_its_speech_act() -> None:
    """What a request asks for points at the request."""
    asked = replace(ATTACK, trigger=span("said"), label="REQUEST", arguments=())
    linked = replace(READING, frames=(asked, ATTACK), links=(Link(LinkKind.CONTENT, 1, 0),))
    request, content = Claims()(linked).claims

    assert content.content_of == request.event


def test_an_actor_from_another_sentence_has_no_span() -> None:
    """An inferred party is named by its id only, for its words stand elsewhere."""
    inferred = replace(ATTACK, arguments=(Argument("actor", span("The rebels"), inferred=True),))
    (claim,) = Claims()(replace(READING, frames=(inferred,))).claims

    assert claim.roles[0].party.actor == "a2"
    assert claim.roles[0].party.span is None


def test_claim_ids_do_not_depend_on_the_run() -> None:
    """The same frames make the same ids."""
    assert Claims()(READING).claims == Claims()(READING).claims
    assert Claims()(READING).claims[0].claim_id.startswith("c-")


def test_since_something_began_goes_on_until_publication() -> None:
    """As "since May" does; the words of the act that began lie between."""
    text = "Ten have died since fighting began in May."
    told = Span(14, 41)
    frame = Frame(FrameKind.EVENT, Span(9, 13), "ASSAULT", arguments=(Argument("time", told),))
    month = When(date(2017, 5, 1), date(2017, 5, 31), TimePrecision.MONTH)
    reading = Reading(
        Document("d-1", text, published=date(2017, 8, 24)),
        sentences=(Sentence(Span(0, len(text))),),
        times=(TimeMention(Span(38, 41), TimexType.DATE, "2017-05", month),),
        frames=(frame, replace(frame, trigger=Span(20, 28), arguments=(Argument("time", Span(35, 41)),))),
    )
    ends = [claim.time.when and claim.time.when.latest for claim in Claims()(reading).claims if claim.time]

    assert ends == [date(2017, 8, 24), date(2017, 5, 31)]
