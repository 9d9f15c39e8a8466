import time
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from tests.steps.building import mentions, who

from casus.gazetteers.actors import open_actors
from casus.model.document import Document
from casus.model.frame import Argument, Coreference, Frame, FrameKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence, Token
from casus.resources.load import read_toml, resource
from casus.steps.actors import Actors
from casus.steps.tags import Tags
from casus.steps.tokens import tokenize


@cache
def step() -> Actors:
    """One step for all tests; it holds nothing of a report."""
    return Actors(open_actors())


def prepared(text: str, day: date | None = date(2017, 8, 24)) -> Reading:
    """A report, one sentence a line, with tokens and nothing else."""
    tokens: list[Token] = []
    sentences = []
    start = 0
    for line in text.split("\n"):
        first = len(tokens)
        tokens += [Token(Span(a, b), text[a:b]) for a, b in tokenize(text, start, start + len(line))]
        sentences.append(Sentence(Span(start, start + len(line)), first, len(tokens)))
        start += len(line) + 1
    return Reading(Document("d-1", text, published=day), tuple(sentences), tuple(tokens))


def untagged(text: str, day: date | None = date(2017, 8, 24)) -> Reading:
    return step()(prepared(text, day))


def tagged(text: str, day: date | None = date(2017, 8, 24)) -> Reading:
    return step()(Tags()(prepared(text, day)))


BOTH = pytest.mark.parametrize("read", [pytest.param(tagged, id="tagged"), pytest.param(untagged, id="untagged")])
Read = Callable[..., Reading]


@BOTH
@pytest.mark.parametrize(
    ("text", "words", "kind", "sector", "country", "registry"),
    [
        ("The Syrian army shelled the town.", "The Syrian army", "armed_forces", "MIL", "SYR", "SYR.MIL"),
        (
            "Syrian government forces took the hill.",
            "Syrian government forces",
            "armed_forces",
            "MIL",
            "SYR",
            "SYR.MIL",
        ),
        ("Lebanese soldiers opened fire.", "Lebanese soldiers", "armed_forces", "MIL", "LBN", "LBN.MIL"),
        ("Two Lebanese soldiers were wounded.", "Two Lebanese soldiers", "armed_forces", "MIL", "LBN", None),
        ("The Sudanese government denied it.", "The Sudanese government", "government", "GOV", "SDN", "SDN.GOV"),
        ("Police in Kenya arrested a man.", "Police", "police", "COP", "KEN", "KEN.COP"),
        ("Ankara said it would respond.", "Ankara", "state", "GOV", "TUR", "TUR"),
        ("Islamic State militants fled.", "Islamic State militants", "rebel_group", "IMG", None, "ag.islamic-state"),
        (
            "President Bashar al-Assad spoke.",
            "President Bashar al-Assad",
            "person",
            "GOV",
            "SYR",
            "per.bashar-al-assad",
        ),
        ("A military spokesman said so.", "A military spokesman", "anonymous_person", "MIL", None, None),
        ("Nigerian villagers fled.", "Nigerian villagers", "civilians", "CVL", "NGA", None),
        ("Thousands of Syrian refugees left.", "Thousands of Syrian refugees", "civilians", "REF", "SYR", None),
        ("The Security Council met.", "The Security Council", "igo", "UNO", None, "org.unsc"),
        ("Protesters threw stones.", "Protesters", "crowd", "CVL", None, None),
    ],
)
def test_what_a_phrase_says_about_its_actor(
    read: Read, text: str, words: str, kind: str, sector: str, country: str | None, registry: str | None
) -> None:
    """Kind, sector, country and identity of single phrases, with and without tags."""
    actor = who(read(text), words)

    assert (actor.kind, actor.sector, actor.country, actor.registry) == (kind, sector, country, registry)


@BOTH
def test_names_and_nouns_of_one_group_are_one_actor(read: Read) -> None:
    """First the full name, then a part of it, a noun and a pronoun."""
    text = "The Nusra Front attacked a post.\nNusra fighters withdrew later.\nThe group said it had lost two men."
    reading = read(text, date(2014, 8, 24))
    group = who(reading, "The Nusra Front")

    assert group.registry == "ag.nusra-front"
    assert {"Nusra fighters", "The group", "it"} <= set(mentions(reading, group))


@BOTH
def test_an_abbreviation_in_brackets_is_the_same_actor(read: Read) -> None:
    """An unknown group with its own abbreviation becomes one local actor, never a wrong identity."""
    reading = read("The Front of the Free Hills (FFH) claimed the raid.\nThe FFH said more would follow.", None)
    names = [a for a in reading.actors if "FFH" in " ".join(mentions(reading, a))]

    assert [a.registry for a in names] == [None] * len(names)
    assert len(names) == 1


def test_an_abbreviation_explained_in_the_report_beats_the_registry() -> None:
    """An abbreviation is what the report says it is."""
    reading = tagged(
        "The Institute of Strategic Inquiry (ISI) published a study.\nISI staff said it was ready.", date(2009, 1, 1)
    )

    assert all(a.registry != "ag.islamic-state" for a in reading.actors)


@BOTH
def test_people_are_followed_by_surname_and_pronoun(read: Read) -> None:
    """Title and full name first, then "Mr. Haddadin" and "he"."""
    text = "Interior Minister Omar Haddadin visited the border.\nMr. Haddadin said he would return."
    reading = read(text)
    minister = who(reading, "Interior Minister Omar Haddadin")

    assert mentions(reading, minister) == ["Interior Minister Omar Haddadin", "Mr. Haddadin", "he"]
    assert (minister.kind, minister.name, minister.registry) == ("person", "Omar Haddadin", None)


def test_she_is_not_he() -> None:
    """Gender keeps people apart."""
    text = "Mr. Karim Soltani met Mrs. Leila Soltani.\nShe said he was late."
    reading = tagged(text)

    assert "She" in mentions(reading, who(reading, "Mrs. Leila Soltani"))
    assert "he" in mentions(reading, who(reading, "Mr. Karim Soltani"))


def test_two_armies_stay_two() -> None:
    """A country word keeps actors of one kind apart."""
    reading = tagged("The Chadian army and the Libyan army clashed.\nThe Libyan army withdrew.")

    assert who(reading, "The Chadian army").registry == "TCD.MIL"
    assert len(mentions(reading, who(reading, "the Libyan army"))) == 2


def test_both_armies_are_the_two_named_before() -> None:
    """A pair is an actor of its own that keeps who its two are."""
    reading = tagged("The Chadian army and the Libyan army clashed.\nBoth armies withdrew.")
    both = who(reading, "Both armies")

    assert both.registry is None
    assert {c.registry for c in both.candidates} == {"TCD.MIL", "LBY.MIL"}


def test_the_side_of_a_border_is_no_party() -> None:
    """A country's side in a war is its government, its side of a border is land."""
    reading = tagged("The Syrian side agreed.\nThey met on Lebanon's side of the border.")

    assert who(reading, "The Syrian side").registry == "SYR.GOV"
    assert all(
        "side of" not in words and not words.endswith("Lebanon's side")
        for a in reading.actors
        for words in mentions(reading, a)
    )


def test_a_country_that_only_says_where_is_no_actor() -> None:
    """A country after "in" is a place, before "said" an actor."""
    assert not tagged("A bomb went off in Iraq.").actors
    assert who(tagged("Iraq said it was ready."), "Iraq").registry == "IRQ"


def test_we_is_the_state_that_an_official_speaks_for() -> None:
    """First persons belong to who is quoted."""
    reading = tagged(
        'Kenya closed the road.\n"We will not open it," Kenyan President Uhuru Kenyatta said.', date(2016, 5, 1)
    )

    assert "We" in mentions(reading, who(reading, "Kenya"))


def test_a_former_president_is_no_government() -> None:
    """The words of the report count as well as the date."""
    assert (
        who(
            tagged("Former Nigerian President Olusegun Obasanjo spoke.", date(2005, 1, 1)),
            "Former Nigerian President Olusegun Obasanjo",
        ).sector
        == "ELI"
    )


def test_an_old_name_is_noted() -> None:
    """A name that was given up gives identity and a note."""
    reading = tagged("The Nusra Front attacked.\nSyria's army answered.")

    assert who(reading, "The Nusra Front").registry == "ag.nusra-front"
    assert "actor-name-out-of-date" in [note.code for note in reading.notes]


def test_an_ambiguous_name_keeps_candidates_and_is_noted() -> None:
    """A name that two organisations of countries in play share is not guessed."""
    reading = tagged(
        "Chad and Gabon sent planes.\nThe National Liberation Army (ELN) and the National Liberation Army met."
    )
    unsure = [note for note in reading.notes if note.code == "actor-ambiguous"]

    assert all(note.span is not None for note in unsure)


def test_the_engines_groups_are_kept() -> None:
    """With coreferences given, only identity is added: whom "they" means is the engine's word."""
    text = "Hamas and the Israeli army clashed.\nThey said little."
    reading = Tags()(prepared(text))
    spans = {
        words: Span(text.index(words), text.index(words) + len(words))
        for words in ("Hamas", "the Israeli army", "They")
    }
    groups = (Coreference((spans["Hamas"],)), Coreference((spans["the Israeli army"], spans["They"])))
    found = step()(Reading(reading.document, reading.sentences, reading.tokens, coreferences=groups))

    assert [(a.registry, mentions(found, a)) for a in found.actors] == [
        ("ag.hamas", ["Hamas"]),
        ("ISR.MIL", ["the Israeli army", "They"]),
    ]


def test_groups_of_the_engine_with_one_name_become_one() -> None:
    """Exact names and one identity join what the engine left apart."""
    text = "Hezbollah fired.\nHizbullah denied it."
    reading = Tags()(prepared(text))
    groups = (Coreference((Span(0, 9),)), Coreference((Span(17, 26),)))
    found = step()(Reading(reading.document, reading.sentences, reading.tokens, coreferences=groups))

    assert [mentions(found, a) for a in found.actors] == [["Hezbollah", "Hizbullah"]]


def test_every_party_of_a_frame_is_somebody() -> None:
    """An argument that no mention covers becomes a local actor."""
    text = "A blast hit the silent ones."
    reading = prepared(text)
    span = Span(text.index("the silent"), len(text) - 1)
    frame = Frame(FrameKind.EVENT, Span(8, 11), "ASSAULT", arguments=(Argument("recipient", span),))
    found = step()(Reading(reading.document, reading.sentences, reading.tokens, frames=(frame,)))

    assert [(a.registry, mentions(found, a)) for a in found.actors] == [(None, ["the silent ones"])]


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "<p>The <b>Syrian army</b> &amp; <i>Hezbollah</i></p>",
        "\u202eThe Syrian army\u202c said \u200fit\u200f would.",
        "Тhe Ѕyrian аrmy fired.",
        "A" * 10_000,
        "the army " * 2_000,
        "'s 's 's of of of - - - the the a a",
        "((((YPG)))) (A) () ( ) (YPG",
        "“’s” ‘s – — … said said said he he it they we I us US U.S.",
        "Gen. Gen. Gen. Mr. Mr. President President of of the the",
        "\U0001f4a3" * 500,
        "0 1 2 3 30000 1e9 men women and -5 soldiers",
    ],
)
def test_hostile_text_never_fails_and_mentions_quote_it(read: Read, text: str) -> None:
    """Markup, lookalikes, marks, very long words: spans stay inside the text, actors have a kind and a name."""
    begun = time.perf_counter()
    reading = read(text)

    assert all(0 <= s.start < s.end <= len(text) for a in reading.actors for s in a.mentions)
    assert all(a.name and a.kind and a.sector and a.mentions for a in reading.actors)
    assert time.perf_counter() - begun < 10.0


def test_lookalike_letters_do_not_hide_an_actor() -> None:
    """Cyrillic letters inside Latin words are read as what they look like."""
    reading = untagged("Hеzbollah fired rockets.")

    assert reading.actors[0].registry == "ag.hezbollah"


def test_the_step_only_adds() -> None:
    """Nothing that was there changes, and a second run gives the same."""
    reading = Tags()(prepared("The Syrian army fired.\nIt denied that."))
    once = step()(reading)

    assert (once.document, once.tokens, once.sentences, once.frames) == (
        reading.document,
        reading.tokens,
        reading.sentences,
        reading.frames,
    )
    assert step()(reading) == once


def test_actor_ids_are_numbered_in_text_order() -> None:
    """The first actor of the report is "a1"."""
    reading = tagged("Hamas met Fatah and the Egyptian government.")

    assert [a.id for a in reading.actors] == [f"a{n}" for n in range(1, len(reading.actors) + 1)]
    assert [a.mentions[0] for a in reading.actors] == sorted(a.mentions[0] for a in reading.actors)


def phrase_rules() -> list[tuple[str, str]]:
    """(rule, example or counter) of every word list that decides what a mention is."""
    rules = read_toml(resource("actors", "phrases.toml"))
    return [(name, rule[kind]) for name, rule in rules.items() for kind in ("example", "counter") if kind in rule]


@pytest.mark.parametrize(("rule", "marked"), [pytest.param(r, m, id=f"{r}: {m}") for r, m in phrase_rules()])
def test_the_examples_of_the_phrase_rules_hold(rule: str, marked: str) -> None:
    """What stands in brackets is a mention, and what does not is none that begins or ends elsewhere."""
    text, wanted, open_at = "", [], []
    for letter in marked:
        if letter == "[":
            open_at.append(len(text))
        elif letter == "]":
            wanted.append((open_at.pop(), len(text)))
        else:
            text += letter
    found = {(m.start, m.end) for a in tagged(text).actors for m in a.mentions}

    assert found == set(wanted)


def test_a_surname_does_not_beat_the_full_name_in_the_report() -> None:
    """Another Mr. Blair is another man, whoever governs."""
    reading = tagged("London police chief Ian Blair apologized.\nBlair said he was sorry.", date(2005, 8, 1))

    assert all(a.registry != "per.tony-blair" for a in reading.actors)


def test_armies_of_two_countries_are_parted_though_the_engine_joins_them() -> None:
    """A group of the engine that holds forces of two countries becomes two actors; pronouns stay with the latest."""
    text = "Syrian government forces advanced. The Lebanese army advanced too, it said."
    words = ("Syrian government forces", "The Lebanese army", "it")
    group = Coreference(tuple(Span(text.index(w), text.index(w) + len(w)) for w in words))
    reading = tagged(text)
    found = step()(Reading(reading.document, reading.sentences, reading.tokens, coreferences=(group,)))

    assert mentions(found, who(found, "Syrian government forces")) == ["Syrian government forces"]
    assert mentions(found, who(found, "The Lebanese army")) == ["The Lebanese army", "it"]


def test_people_of_another_group_are_parted_though_the_engine_joins_them() -> None:
    """Militants of a named group are that group's, whatever group the engine counts them to."""
    text = "Islamic State fighters fled. Hezbollah fighters followed them."
    words = ("Islamic State fighters", "Hezbollah fighters")
    group = Coreference(tuple(Span(text.index(w), text.index(w) + len(w)) for w in words))
    reading = tagged(text)
    found = step()(Reading(reading.document, reading.sentences, reading.tokens, coreferences=(group,)))

    assert who(found, "Islamic State fighters").registry == "ag.islamic-state"
    assert who(found, "Hezbollah fighters").registry == "ag.hezbollah"
