"""Who the actors of a report are: registry identity, kind, sector, country and name of each group of mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from casus.model.actor import Actor, ActorCandidate
from casus.model.document import Note
from casus.model.reading import Reading
from casus.protocols import ActorContext, ActorFacts, ActorRegistry
from casus.resources.actor_tables import Words
from casus.steps._actor_cluster import Cluster, spans_of
from casus.steps._actor_mention import Phrase
from casus.steps._actor_text import Named

GROUPS: Final = frozenset({"rebel_group", "militia", "party", "organisation"})
"""Kinds of actors whose members act in their name."""
SURE: Final = 0.55
"""Score from which a candidate is taken. Below it lie names shared by several countries, none of which the report
speaks of (0.45).
"""
MARGIN: Final = 0.04
"""Lead over the second candidate without which a name stays ambiguous. Measured on the training reports: see
tests/steps/test_actors.py.
"""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a registry knows, asked with one report's context."""

    registry: ActorRegistry
    words: Words
    context: ActorContext
    home: str

    def settle(self, phrase: Phrase) -> tuple[str, str, str, str]:
        """(registry id, kind, sector, country) of the best candidate of a phrase; "" when it is not clear."""
        best = choose(phrase.candidates)
        if best is None:
            return ("", "", "", "")
        facts = self.registry.facts(best.registry, self.context.day)
        return (facts.registry, facts.kind, facts.sector, facts.country or "")

    def owner(self, phrase: Phrase) -> str:
        """The id of the group whose people a phrase is about ("Nusra Front militants"); "" for other phrases."""
        best = choose(phrase.owner.candidates) if phrase.owner is not None else None
        facts = self.facts(best.registry) if best is not None else None
        return facts.registry if facts is not None and facts.kind in GROUPS else ""

    def facts(self, registry: str) -> ActorFacts | None:
        """The facts of an id, None when the registry does not hold it."""
        try:
            return self.registry.facts(registry, self.context.day)
        except KeyError:
            return None


def choose(candidates: tuple[ActorCandidate, ...]) -> ActorCandidate | None:
    """The candidate to take, None when there is none or two are too close."""
    if not candidates or candidates[0].score < SURE:
        return None
    if len(candidates) > 1 and candidates[0].score - candidates[1].score < MARGIN:
        return None
    return candidates[0]


def countries_in_play(reading: Reading, found: list[Named]) -> tuple[tuple[str, float], ...]:
    """Countries that the report names, by name, adjective, capital or place, with weights that sum to 1; most weighty
    first.
    """
    count: Counter[str] = Counter()
    for named in found:
        if named.country:
            count[named.country] += 1
    for place in reading.places:
        if place.place is not None and place.place.country:
            count[place.place.country] += 1
    total = sum(count.values())
    return tuple((country, round(n / total, 3)) for country, n in count.most_common(8))


def actor_of_cluster(identity: Identity, cluster: Cluster, number: int) -> tuple[Actor, list[Note]]:
    """One actor of the reading, with notes on what could not be settled."""
    facts, candidates, notes = _identify(identity, cluster)
    spans = spans_of(cluster)
    if facts is not None:
        sector = (
            "ELI" if facts.sector == "GOV" and facts.kind == "person" and _past(identity, cluster) else facts.sector
        )
        return Actor(
            f"a{number}", facts.name, facts.kind, sector, facts.country, spans, facts.registry, candidates
        ), notes
    kind, sector, country = _described(identity, cluster)
    return Actor(f"a{number}", _name(cluster), kind, sector, country, spans, None, candidates), notes


def _identify(identity: Identity, cluster: Cluster) -> tuple[ActorFacts | None, tuple[ActorCandidate, ...], list[Note]]:
    named = [p for p in cluster.phrases if p.candidates and p.form in ("name", "unknown") and cluster.trusts(p)]
    for phrase in sorted(named, key=lambda p: -p.candidates[0].score):
        best = choose(phrase.candidates)
        if best is not None:
            return identity.facts(best.registry), phrase.candidates, _old_name(phrase, best)
    if named:
        phrase = named[0]
        note = Note(
            "actor-ambiguous",
            f"{phrase.name!r} may be {' or '.join(c.registry for c in phrase.candidates[:3])}",
            phrase.span,
        )
        return None, phrase.candidates, [note]
    return _organ(identity, cluster)


def both_of(cluster: Cluster, before: Sequence[Actor], *, words: Words) -> tuple[ActorCandidate, ...]:
    """Who "both armies" or "the two sides" are: the two actors of that kind mentioned last before, as candidates.

    Empty for anything else, and when there are not two.
    """
    first = cluster.phrases[0]
    if first.form != "role" or first.number != "many" or first.owner is not None or not first.pair:
        return ()
    any_kind = first.head_key in words.lists["parties"]
    kinds = _ACTING if any_kind else frozenset({first.kind})
    fits = [a for a in before if a.kind in kinds and a.registry and a.mentions[0] < first.span]
    last = sorted(fits, key=lambda a: max(m for m in a.mentions if m < first.span))[-2:]
    return tuple(ActorCandidate(a.registry or "", a.name, 0.5, "one of both") for a in last) if len(last) == 2 else ()


_ACTING: Final = frozenset({"state", "government", "armed_forces", "rebel_group", "militia", "party", "igo"})


def _past(identity: Identity, cluster: Cluster) -> bool:
    """Whether the report calls a person a former office holder."""
    return any(m in identity.words.past for p in cluster.phrases for m in p.modifiers)


def _old_name(phrase: Phrase, best: ActorCandidate) -> list[Note]:
    if "in use until" not in best.reason:
        return []
    return [Note("actor-name-out-of-date", f"{phrase.name!r}: {best.reason}", phrase.span)]


def _organ(identity: Identity, cluster: Cluster) -> tuple[ActorFacts | None, tuple[ActorCandidate, ...], list[Note]]:
    """A state, an organ of a state, or a group's own people ("Hezbollah fighters")."""
    first = cluster.phrases[0]
    if cluster.kind == "state" and cluster.country:
        return identity.facts(cluster.country), (), []
    owned = next(
        (
            p
            for p in cluster.phrases
            if p.owner is not None and p.owner.candidates and p.head_key in identity.words.lists["fighters"]
        ),
        None,
    )
    if owned is not None and owned.owner is not None:
        best = choose(owned.owner.candidates)
        facts = identity.facts(best.registry) if best else None
        if facts is not None and facts.kind not in ("state", "person", "media", "civilians"):
            return facts, owned.owner.candidates, []
    country = cluster.country
    if cluster.organ and country and cluster.number != "one" and not first.counted:
        facts = identity.facts(f"{country}.{cluster.organ}")
        if facts is not None:
            return facts, (ActorCandidate(facts.registry, facts.name, 0.9, "country and noun"),), []
    return None, (), []


def _described(identity: Identity, cluster: Cluster) -> tuple[str, str, str | None]:
    """Kind, sector and country of an actor that the registry does not know."""
    kind = cluster.kind or cluster.guess[0] or "other"
    sector, country = cluster.sector or cluster.guess[1] or "UNK", cluster.country
    for phrase in cluster.phrases:
        owner = phrase.owner
        best = choose(owner.candidates) if owner is not None else None
        if best is not None and phrase.form != "name":
            facts = identity.registry.facts(best.registry, identity.context.day)
            country = country or facts.country or ""
            lends = facts.kind not in ("media", "civilians") and sector != "ELI"
            if lends and (phrase.borrows or sector == "UNK"):
                sector = facts.sector
    abroad = any(m in identity.words.abroad for p in cluster.phrases for m in p.modifiers)
    if not country and not abroad and kind not in ("igo", "ngo", "media", "company", "state", "other"):
        country = identity.home
    return kind, sector, country or None


def _name(cluster: Cluster) -> str:
    """The fullest proper name, else the first description without its article."""
    names = [p.name for p in cluster.phrases if p.form in ("name", "person") and p.name]
    if names:
        return max(names, key=len)
    described = [p for p in cluster.phrases if p.form != "pronoun"] or cluster.phrases
    phrase = next((p for p in described if not p.head_key.isdigit()), described[0])
    return phrase.head_key if not phrase.modifiers and not phrase.country else ""


_OWNERS: Final = frozenset({"its", "their", "his", "her"})


def rename(actor: Actor, text: str, approximations: Collection[str] = ()) -> str:
    """
    The name of an unnamed actor: its first mention that is no bare number and no "its ally".

    Without its article, and without what bounds its number: "at least five civilians" are "five civilians".
    """
    fit = [m for m in actor.mentions if not m.of(text).split()[-1].isdigit()] or actor.mentions[:1]
    mention = next((m for m in fit if m.of(text).split()[0].lower() not in _OWNERS), fit[0])
    words = mention.of(text).split()
    if words and words[0].lower() in ("the", "a", "an", "this", "these", "those", "that"):
        words = words[1:]
    number = next((n for n, word in enumerate(words) if word.lower() not in approximations), 0)
    if number and words[number].lower() not in ("of", "the"):
        words = words[number:]
    return " ".join(words) or mention.of(text)
