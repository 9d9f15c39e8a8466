"""Arguments are fitted to whole phrases."""

from __future__ import annotations

from datetime import date
from functools import partial

from tests.steps.building import at

from casus.model.document import Document
from casus.model.frame import Argument, Frame, FrameKind, QuantityMention
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Token
from casus.model.when import TimeMention, TimePrecision, TimexType, When
from casus.model.where import PlaceMention
from casus.steps.fit import Fit, trimmed
from casus.steps.tokens import tokenize

TEXT = "Rebels attacked Belmora's side of the border in early May, witnesses said."
span = partial(at, TEXT)


DAY = date(2024, 5, 1)
MAY = TimeMention(span("early May"), TimexType.DATE, "2024-05", When(DAY, DAY, TimePrecision.MONTH))


def fitted(*arguments: Argument) -> list[tuple[str, str]]:
    """The arguments of one frame after fitting."""
    frame = Frame(FrameKind.EVENT, span("attacked"), "ASSAULT", arguments=arguments)
    reading = Reading(
        Document("d-1", TEXT),
        tokens=tuple(Token(Span(a, b), TEXT[a:b]) for a, b in tokenize(TEXT, 0, len(TEXT))),
        frames=(frame,),
        places=(PlaceMention(span("Belmora's side of the border"), None),),
        times=(MAY,),
    )
    return [(a.role, a.span.of(TEXT)) for a in Fit()(reading).frames[0].arguments]


def test_a_cut_place_becomes_the_known_phrase() -> None:
    """Half a place expression takes the whole of it."""
    assert fitted(Argument("where", span("'s side of the border"))) == [("where", "Belmora's side of the border")]


def test_a_cut_time_becomes_the_known_expression() -> None:
    """A month without its "early" takes the whole expression."""
    assert fitted(Argument("time", span("May"))) == [("time", "early May")]


def test_a_span_that_holds_the_phrase_is_kept() -> None:
    """A longer span loses nothing but its edges."""
    assert fitted(Argument("where", span("Belmora's side of the border in"))) == [
        ("where", "Belmora's side of the border in")
    ]


def test_a_noun_phrase_in_pieces_is_put_together() -> None:
    """Three words of one phrase found one by one are one party."""
    text = "Gunmen attacked an army post."
    frame = Frame(
        FrameKind.EVENT,
        Span(7, 15),
        "ASSAULT",
        arguments=tuple(Argument("recipient", Span(a, b)) for a, b in ((16, 18), (19, 23), (24, 28))),
    )
    labels = {"an": ("det", 4), "army": ("compound", 4)}
    tokens = tuple(
        Token(Span(a, b), text[a:b], deprel=labels.get(text[a:b], ("", 0))[0], head=labels.get(text[a:b], ("", -1))[1])
        for a, b in tokenize(text, 0, len(text))
    )
    (result,) = Fit()(Reading(Document("d-3", text), tokens=tokens, frames=(frame,))).frames

    assert [a.span.of(text) for a in result.arguments] == ["an army post"]


def test_a_number_takes_the_role_its_own_words_show() -> None:
    """Two missing beside eleven wounded are missing; what counts nothing goes."""
    text = "Eleven were wounded and two are missing, he said."
    frame = Frame(
        FrameKind.EVENT,
        Span(12, 19),
        "ASSAULT",
        arguments=(
            Argument("wounded", Span(0, 6)),
            Argument("wounded", Span(24, 27)),
            Argument("killed", Span(41, 43)),
        ),
    )
    numbers = (
        QuantityMention(Span(0, 6), "wounded", 11, 11, 11),
        QuantityMention(Span(24, 27), "missing", 2, 2, 2),
    )
    tokens = tuple(Token(Span(a, b), text[a:b]) for a, b in tokenize(text, 0, len(text)))
    (result,) = Fit()(Reading(Document("d-4", text), tokens=tokens, frames=(frame,), quantities=numbers)).frames

    assert sorted((a.role, a.span.of(text)) for a in result.arguments) == [("missing", "two"), ("wounded", "Eleven")]


def test_the_bound_of_a_number_is_no_preposition() -> None:
    """A leading "at least" stays with its number, a leading "of" goes."""
    text = "At least five people of the army"
    tags = {"At": "ADP", "of": "ADP"}
    tokens = tuple(Token(Span(a, b), text[a:b], upos=tags.get(text[a:b], "")) for a, b in tokenize(text, 0, len(text)))
    five, army = (trimmed(span, tokens, prepositions=True) for span in (Span(0, 20), Span(21, 32)))

    assert five == Span(0, 20)
    assert army == Span(24, 32)


def test_a_bound_cut_in_two_is_whole_again() -> None:
    """The "at" of "at least" comes back."""
    text = "They killed at least five people."
    tokens = tuple(Token(Span(a, b), text[a:b]) for a, b in tokenize(text, 0, len(text)))
    cut = Span(text.index("least"), text.index("."))
    found = trimmed(cut, tokens, prepositions=True)

    assert found is not None
    assert found.of(text) == "at least five people"


def test_parties_lose_only_clitics_and_punctuation() -> None:
    """What is no place and no time is trimmed; an argument of edges alone goes."""
    assert fitted(Argument("actor", span(", witnesses")), Argument("actor", span("'s"))) == [("actor", "witnesses")]


def test_two_halves_of_one_phrase_become_one_argument() -> None:
    """Fitting may make two arguments equal; one stays."""
    assert fitted(Argument("where", span("side")), Argument("where", span("border"))) == [
        ("where", "Belmora's side of the border")
    ]


def test_both_sides_of_a_hyphen_are_one_argument() -> None:
    """A word that was cut at its hyphen is put together again."""
    text = "Belmora-coalition jets struck."
    frame = Frame(
        FrameKind.EVENT,
        Span(23, 29),
        "ASSAULT",
        arguments=(Argument("actor", Span(0, 7)), Argument("actor", Span(8, 22))),
    )
    tokens = tuple(Token(Span(a, b), text[a:b]) for a, b in tokenize(text, 0, len(text)))
    (fitted_frame,) = Fit()(Reading(Document("d-2", text), tokens=tokens, frames=(frame,))).frames

    assert [a.span.of(text) for a in fitted_frame.arguments] == ["Belmora-coalition jets"]
