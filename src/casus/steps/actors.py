"""
Find the actors of a report, group their mentions and say who they are.

"Islamic State militants", "the group" and "it" become one actor with a registry
identity; "an official in the alliance" a local one with kind, sector and country.
Where the engine has grouped mentions already (`Reading.coreferences`), its groups
are kept and only identity is added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from casus.model.actor import Actor
from casus.model.document import Note
from casus.model.reading import Reading
from casus.protocols import ActorContext, ActorRegistry
from casus.resources.actor_tables import words
from casus.steps._actor_cluster import Cluster
from casus.steps._actor_clusters import Clusters
from casus.steps._actor_engine import engine_clusters, uncovered
from casus.steps._actor_identity import Identity, actor_of_cluster, both_of, countries_in_play, rename
from casus.steps._actor_phrases import phrases
from casus.steps._actor_text import Text, country_stretches, known_stretches, own_abbreviations


class Actors:
    """Find and identify actors with a registry."""

    name: Final = "actors"
    needs: Final = frozenset({"document", "sentences", "tokens"})
    gives: Final = frozenset({"actors", "notes"})

    def __init__(self, registry: ActorRegistry) -> None:
        """`registry` answers who a name means on a day."""
        self._registry = registry

    def __call__(self, reading: Reading) -> Reading:
        """Add the actors in the order of their first mention."""
        text = Text(reading, words())
        countries = country_stretches(text)
        played = countries_in_play(reading, [c for c in countries if c.first not in text.inner])
        context = ActorContext(reading.document.published, played)
        text.add_named(own_abbreviations(text, self._registry, context))
        text.add_named(known_stretches(text, self._registry, context))
        text.add_named(countries)
        identity = Identity(self._registry, words(), context, _home(played))
        clusters = Clusters(text, identity.settle)
        found = phrases(text)
        if reading.coreferences:
            clusters.all = engine_clusters(text, reading.coreferences, found, identity)
        else:
            clusters.add_all(found)
        clusters.all += uncovered(text, reading.frames, clusters.all)
        return _with_actors(reading, identity, clusters.all)


HOME_SHARE: Final = 0.3
"""Share of country words from which the leading country is that of actors without one. Of 0.25 to 0.45, with and
without a lead
over the second country, this gave the best countries on the training reports (0.805 of actors right, 0.790 at 0.4
with a lead)."""


def _home(played: tuple[tuple[str, float], ...]) -> str:
    """The country that the report is about, "" when it is about many."""
    return played[0][0] if played and played[0][1] >= HOME_SHARE else ""


def _with_actors(reading: Reading, identity: Identity, clusters: Iterable[Cluster]) -> Reading:
    ordered = sorted(
        (c for c in clusters if any(p.form != "pronoun" for p in c.phrases)), key=lambda c: c.phrases[0].span
    )
    actors: dict[str, Actor] = {}
    notes: list[Note] = []
    for cluster in ordered:
        actor, doubts = actor_of_cluster(identity, cluster, len(actors) + 1)
        pair = both_of(cluster, tuple(actors.values()), words=identity.words) if actor.registry is None else ()
        actor = replace(actor, candidates=pair) if pair else actor
        known = actors.get(actor.registry or actor.id)
        if known is not None:
            actor = replace(known, mentions=tuple(sorted({*known.mentions, *actor.mentions})))
        bounds = identity.words.lists["approximations"]
        name = _as_written(reading, cluster, actor.name) or rename(actor, reading.document.text, bounds)
        named = replace(actor, name=name)
        actors[actor.registry or actor.id] = named
        notes += doubts
    return replace(reading, actors=tuple(actors.values()), notes=(*reading.notes, *notes))


def _as_written(reading: Reading, cluster: Cluster, name: str) -> str:
    """A name of one word with the capitals that it has as a proper noun: "AU", not "au"."""
    heads = (reading.tokens[phrase.head] for phrase in cluster.phrases if phrase.head_key == name)
    return next((token.text for token in heads if token.upos == "PROPN" and token.text.lower() == name), name)
