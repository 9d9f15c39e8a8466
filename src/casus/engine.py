"""
Engines by name: which steps read a report, in which order.

rules       lexicons and a hand-made parser; needs no weights; the floor
default     the trained encoder for syntax, events and sources; shared steps after it
spacy:NAME  a user's own spaCy pipeline for words, trees and names; rules after it
llm         a language model behind an endpoint that the user names finds acts and sources; shared steps around it

Gazetteer, registry and weights are opened here, once, and handed to the steps.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from casus.errors import InputError
from casus.gazetteers.actors import Registry, open_actors
from casus.gazetteers.layers import data_folder, layer_digests, layers_folder, open_layers
from casus.gazetteers.places import CompiledPlaces
from casus.pipeline import Pipeline
from casus.protocols import ActorRegistry, Step
from casus.resources.load import ROOT, digest
from casus.settings import Settings
from casus.steps.actors import Actors
from casus.steps.appose import Appose
from casus.steps.attribute import Attribute
from casus.steps.claims import Claims
from casus.steps.complete import Complete
from casus.steps.constructions import Constructions
from casus.steps.counts import Counts
from casus.steps.entail import Entail
from casus.steps.fit import Fit
from casus.steps.follow import Follow
from casus.steps.frames import Frames
from casus.steps.heard import Heard
from casus.steps.journeys import Journeys
from casus.steps.lemmas import Lemmas
from casus.steps.links import Links
from casus.steps.mend import Mend
from casus.steps.mentions import Mentions
from casus.steps.nested import Nested
from casus.steps.parse import Parse
from casus.steps.part_tokens import PartTokens
from casus.steps.partake import Partake
from casus.steps.parts import Parts
from casus.steps.places import Places
from casus.steps.qualify import Qualify
from casus.steps.quantities import Quantities
from casus.steps.sayings import Sayings
from casus.steps.sentences import Sentences
from casus.steps.settle import Settle
from casus.steps.sources import Sources
from casus.steps.states import States
from casus.steps.tags import Tags
from casus.steps.tally import Tally
from casus.steps.times import Times
from casus.steps.tokenise import Tokens
from casus.steps.voices import Voices

_RULES: Final = frozenset({".toml", ".tsv"})

SPACY: Final = "spacy:NAME"
"""How the engine of a user's own spaCy pipeline is listed; NAME stands for the pipeline."""

MOST_THREADS: Final = 4
"""Windows read side by side; more threads than this wait for each other."""


def build_engine(settings: Settings) -> Pipeline:
    """The pipeline that `settings.engine` names. Raises `InputError` for an unknown name."""
    build = ENGINES.get(SPACY if settings.engine.startswith("spacy:") else settings.engine)
    if build is None:
        raise InputError(
            f"engine {settings.engine!r} is not known",
            expected=f"one of {', '.join(sorted(ENGINES))}",
            remedy="choose one of these with --engine",
        )
    return build(settings)


def rules_engine(settings: Settings) -> Pipeline:
    """Rules and lexicons only."""
    places, actors = _gazetteer(settings), _registry(settings)
    steps: tuple[Step, ...] = (
        Parts(),
        Sentences(),
        Tokens(),
        Tags(),
        Parse(),
        Mentions(),
        *_after_syntax(places, actors),
    )
    return Pipeline("rules", steps, _digests(places, actors))


def _after_syntax(places: CompiledPlaces, actors: Registry) -> tuple[Step, ...]:
    """What the rules read from words, trees and phrases, whoever found these."""
    return (
        Times(),
        Quantities(),
        Places(places),
        Frames(),
        States(),
        Qualify(),
        Attribute(),
        Actors(actors),
        Links(),
        Counts(),
        Mend(),
        Sayings(),
        Sources(),
        Heard(),
        Claims(),
        Voices(actors),
    )


def spacy_engine(settings: Settings) -> Pipeline:
    """A spaCy pipeline, then the rules. Raises InputError for a pipeline that will not do, ExtraMissingError."""
    from casus.spacy_adapter.pipelines import open_pipeline
    from casus.spacy_adapter.step import Named, SpacySyntax

    opened = open_pipeline(settings.engine.partition(":")[2])
    places, actors = _gazetteer(settings), _registry(settings)
    lemmas: tuple[Step, ...] = () if opened.lemmas else (Lemmas(),)
    names = Named(Mentions())
    steps: tuple[Step, ...] = (Parts(), SpacySyntax(opened), *lemmas, names, *_after_syntax(places, actors))
    return Pipeline(f"spacy:{opened.known_as}", steps, (*_digests(places, actors), *opened.digests))


def default_engine(settings: Settings) -> Pipeline:
    """The trained encoder, then the shared steps. Its libraries are loaded only when it is wanted."""
    from casus.models.reader import open_reader
    from casus.models.step import Analyse

    places, actors = _gazetteer(settings), _registry(settings)
    reader = open_reader(settings.threads or min(os.cpu_count() or 1, MOST_THREADS))
    steps: tuple[Step, ...] = (
        Parts(),
        PartTokens(),
        Analyse(reader),
        Lemmas(),
        Nested(),
        Sayings(),
        Sources(),
        Appose(),
        Times(),
        Quantities(),
        Places(places),
        Complete(Mentions(), States()),
        Constructions(),
        Fit(),
        Counts(),
        Tally(),
        Mend(),
        Settle(),
        Journeys(),
        Partake(),
        Entail(),
        Actors(actors),
        Follow(),
        Heard(),
        Claims(),
        Voices(actors),
    )
    return Pipeline("default", steps, (*_digests(places, actors), ("reader", reader.manifest.digest)))


def llm_engine(settings: Settings) -> Pipeline:
    """A language model between shared steps. Raises `InputError` where the environment names no endpoint or model."""
    from casus.llm.asker import Asker
    from casus.llm.prompt import instructions_digest
    from casus.llm.settings import endpoint_from
    from casus.llm.step import Ask, AskTogether

    folder = data_folder()
    endpoint = endpoint_from(os.environ, cache=folder / "llm" if folder else None)
    model = Asker(endpoint)
    places, actors = _gazetteer(settings), _registry(settings)
    steps: tuple[Step, ...] = (
        Parts(),
        Sentences(),
        Tokens(),
        Tags(),
        Parse(),
        Mentions(),
        Ask(model) if endpoint.width == 1 else AskTogether(model, endpoint.width),
        Times(),
        Quantities(),
        Places(places),
        Fit(),
        Actors(actors),
        Heard(),
        Claims(),
        Voices(actors),
    )
    asked = (("llm/instructions", instructions_digest()), ("llm/model", endpoint.identity))
    return Pipeline("llm", steps, (*_digests(places, actors), *asked))


def _gazetteer(settings: Settings) -> CompiledPlaces:
    """What ships, what the user has installed, and the places of the project."""
    return open_layers(layers_folder(), own=settings.places)


def _registry(settings: Settings) -> Registry:
    return open_actors(settings.actors)


def _digests(places: CompiledPlaces, actors: ActorRegistry) -> tuple[tuple[str, str], ...]:
    layers = ((f"places/{name}", sha256) for name, sha256 in layer_digests(places))
    return (("actors", actors.digest), ("lexicon", lexicon_digest()), ("places", places.digest), *layers)


@cache
def lexicon_digest() -> str:
    """SHA-256 over every rule and word list, in name order: change one, and reports are read anew."""
    return digest(*rule_files())


def rule_files() -> tuple[Path, ...]:
    """The rules and word lists that bear on what is read, but for those of actors, which have their own digest."""
    folders = ("lexicon", "places", "readers", "syntax")
    return tuple(sorted(path for name in folders for path in (ROOT / name).rglob("*.t*") if path.suffix in _RULES))


ENGINES: Final[dict[str, Callable[[Settings], Pipeline]]] = {
    "default": default_engine,
    "llm": llm_engine,
    "rules": rules_engine,
    SPACY: spacy_engine,
}
"""Engines by the name users give."""
