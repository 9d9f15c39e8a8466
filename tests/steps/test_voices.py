"""Who speaks: part in the chain, naming, side, speech, and who passes it on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.steps.building import at
from tests.steps.reader import read

from casus.model.actor import Actor
from casus.model.claim import Attribution, Carrier, EventClaim, Party, Role, StateClaim
from casus.model.reading import Reading
from casus.steps import _lexicon
from casus.steps._naming import withheld
from casus.steps.voices import Voices


class Registry:
    """A registry that knows one alliance and one office."""

    def ties(self, registry: str, day: date | None) -> frozenset[str]:
        """The brigade is part of the league, and Ruiz is its commander, whenever that is."""
        assert day is None
        return frozenset({"x.brigade": {"x.league"}, "x.ruiz": {"x.brigade"}}.get(registry, set()))


def actor(text: str, words: str, **facts: Any) -> Actor:
    """An actor mentioned once; its id is its words."""
    known = {"name": words, "kind": "other", "sector": "", "country": None} | facts
    return Actor(id=words, mentions=(at(text, words),), **known)


def voiced(
    text: str, trigger: str, source: str, cue: str | None, *, actors: tuple[Actor, ...] = (), **other: Any
) -> EventClaim:
    """The claim of one sentence with one source, after the step. `party` is the id of its actor."""
    party = other.get("party")
    who = next((a.id for a in actors if a.mentions[0].overlaps(at(text, source))), None)
    claim = EventClaim(
        "c-1", "e1", 0, at(text, trigger), "ASSAULT", None, "completed", "CT+",
        roles=(Role("actor", Party(party, None)),) if party else (),
        attribution=(Attribution(Party(who, at(text, source)), at(text, cue) if cue else None, "asserts"),),
    )  # fmt: skip
    reading: Reading = read(text)
    document = replace(reading.document, **other.get("document", {}))
    reading = replace(reading, document=document, actors=actors, claims=(claim,), states=other.get("states", ()))
    return Voices(Registry())(reading).claims[0]


SAID = " said that rebels shelled the port."


@pytest.mark.parametrize(
    ("text", "source", "naming"),
    [
        pytest.param(f"Ana Ruiz{SAID}", "Ana Ruiz", "named", id="name"),
        pytest.param(f"A spokesman{SAID}", "A spokesman", "office", id="office"),
        pytest.param(f"Residents{SAID}", "Residents", "office", id="people"),
        pytest.param(f"An unnamed officer{SAID}", "An unnamed officer", "anonymous", id="word"),
        pytest.param(f"An officer{SAID} He asked not to be named.", "An officer", "anonymous", id="next"),
        pytest.param(f"An officer{SAID} The mayor asked not to be named.", "An officer", "office", id="another"),
    ],
)
def test_how_a_source_is_named(text: str, source: str, naming: str) -> None:
    """By name, by office, or with the name withheld."""
    assert voiced(text, "shelled", source, "said").attribution[0].naming == naming


def test_words_for_withheld_names() -> None:
    """The example of `voices.toml` fits, its counter does not."""
    row = _lexicon.table("voices.toml")["anonymous"]
    assert withheld().search(row["example"])
    assert not withheld().search(row["counter"])


def test_a_body_known_to_the_registry_is_named_and_its_people_are_not() -> None:
    """The army is somebody; army officers may be anybody."""
    text = "The army said that rebels shelled the port."
    known = actor(text, "The army", registry="TAR.MIL", kind="armed_forces")
    assert voiced(text, "shelled", "The army", "said", actors=(known,)).attribution[0].naming == "named"
    people = "Army officers said that rebels shelled the port."
    known = actor(people, "Army officers", registry="TAR.MIL", kind="armed_forces")
    assert voiced(people, "shelled", "Army officers", "said", actors=(known,)).attribution[0].naming == "office"


def party(text: str, source: str, actors: tuple[Actor, ...], told: str, **other: Any) -> bool | None:
    """Whether the source is a party where `told` acts."""
    return voiced(text, "shelled", source, "said", actors=actors, party=told, **other).attribution[0].is_party


def test_a_source_is_a_party_by_identity_registry_or_state() -> None:
    """Itself, a part of it, its commander, its state; one without any known tie is left open."""
    text = "The league said that the brigade shelled the port, as Ruiz, the army, the ministry and the guild saw."
    league = actor(text, "The league", registry="x.league", kind="rebel_group")
    brigade = actor(text, "the brigade", registry="x.brigade", kind="rebel_group")
    ruiz = actor(text, "Ruiz", registry="x.ruiz", kind="person")
    army = actor(text, "the army", kind="armed_forces", sector="MIL", country="TAR")
    ministry = actor(text, "the ministry", kind="government", sector="GOV", country="TAR")
    guild = actor(text, "the guild", registry="x.guild", kind="organisation")
    actors = (league, brigade, ruiz, army, ministry, guild)
    assert party(text, "The league", actors, brigade.id) is True
    assert party(text, "Ruiz", actors, league.id) is True
    assert party(text, "the ministry", actors, army.id) is True
    assert party(text, "the guild", actors, army.id) is None


def test_a_source_that_speaks_for_a_party_is_one() -> None:
    """A spokesman named by his group is on its side; a village named by it is not."""
    text = "A Karsan spokesman said that Karsan shelled the port."
    group = actor(text, "Karsan", kind="rebel_group")
    assert party(text, "A Karsan spokesman", (group,), group.id) is True
    village = "A Karsan teacher said that Karsan shelled the port."
    teacher = actor(village, "A Karsan teacher", kind="anonymous_person")
    assert party(village, "A Karsan teacher", (teacher, actor(village, "Karsan", kind="rebel_group")), "Karsan") is None


def test_outsiders_are_no_party_unless_they_take_part() -> None:
    """Aid organisations stand outside, residents where no civilians take part."""
    text = "Aid Now said that the brigade shelled the port."
    aid, brigade = actor(text, "Aid Now", kind="ngo"), actor(text, "the brigade", kind="militia")
    assert party(text, "Aid Now", (aid, brigade), brigade.id) is False
    assert party(text, "Aid Now", (aid, brigade), aid.id) is True
    people = "Residents said that the brigade shelled the port."
    residents = actor(people, "Residents", kind="civilians")
    assert party(people, "Residents", (residents, actor(people, "the brigade", kind="militia")), "the brigade") is False


def test_an_alliance_told_in_the_report_counts() -> None:
    """States of the report tie actors that the registry does not know."""
    text = "The guild said that the brigade shelled the port."
    guild, brigade = actor(text, "The guild"), actor(text, "the brigade")
    ally = StateClaim(
        "s-1", 0, at(text, "said"), "allied_with", (Party(guild.id, None),), (Party(brigade.id, None),), None, "CT+"
    )
    assert party(text, "The guild", (guild, brigade), brigade.id, states=(ally,)) is True
    broken = replace(ally, factuality="CT-")
    assert party(text, "The guild", (guild, brigade), brigade.id, states=(broken,)) is None


def test_direct_speech_is_what_stands_in_the_source_s_own_words() -> None:
    """A quotation that holds the cue too is another's."""
    text = '"Rebels shelled the port at dawn," the mayor said.'
    assert voiced(text, "shelled", "the mayor", "said").attribution[0].speech == "direct"
    assert voiced(text.replace('"', ""), "shelled", "the mayor", "said").attribution[0].speech == "indirect"
    nested = '"Residents said that rebels shelled the port," the mayor told us.'
    assert voiced(nested, "shelled", "Residents", "said").attribution[0].speech == "indirect"
    word = 'The mayor said that rebels "shelled" the port.'
    assert voiced(word, "shelled", "The mayor", "said").attribution[0].speech == "indirect"


def test_the_chain_goes_on_to_outlet_wire_and_publisher() -> None:
    """Each once, from the source outwards."""
    text = "Rebels shelled the port, a spokesman told Reuters."
    signed = {"dateline": "TARSIN (AP)", "publisher": "Tarsin Daily"}
    claim = voiced(text, "shelled", "a spokesman", "told", document=signed)
    assert [(one.part, one.name) for one in claim.carriers] == [
        ("wire", "Reuters"), ("wire", "Associated Press"), ("publisher", "Tarsin Daily"),
    ]  # fmt: skip
    assert claim.carriers[0].span == at(text, "Reuters")
    same = voiced(text, "shelled", "a spokesman", "told", document={"publisher": "Reuters"})
    assert same.carriers == (Carrier("publisher", "Reuters"),)


@pytest.mark.parametrize(
    ("opening", "expected"),
    [("(Coast Wire) - ", ["Coast Wire"]), ("TARSIN (AP) — ", ["Associated Press"]), ("(Coast Road) - ", [])],
)
def test_the_agency_in_the_brackets_that_a_report_opens_with_passes_it_on(opening: str, expected: list[str]) -> None:
    """Known by its name, or by what agencies are called."""
    claim = voiced(f"{opening}Rebels shelled the port, a spokesman said.", "shelled", "a spokesman", "said")

    assert [one.name for one in claim.carriers if one.part == "wire"] == expected


def test_an_agency_that_says_so_itself_is_no_carrier_again() -> None:
    """Who is a source already does not pass itself on; whoever came to a press conference is no outlet."""
    text = "Reuters reported that rebels shelled the port."
    claim = voiced(text, "shelled", "Reuters", "reported")
    assert (claim.attribution[0].part, claim.carriers) == ("wire", ())
    assert (
        voiced("A spokesman told reporters that rebels shelled the port.", "shelled", "A spokesman", "told").carriers
        == ()
    )


def test_hearsay_is_nobody() -> None:
    """A word that stands for a source has neither part nor name nor side."""
    link = voiced("Rebels reportedly shelled the port.", "shelled", "reportedly", "reportedly").attribution[0]
    assert (link.part, link.naming, link.is_party) == ("", "", None)
