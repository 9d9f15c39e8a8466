"""
A project as the page asks for it: the index of all events, kept up to date while reports and decisions come in.

Any number of threads ask; one at a time prepares. What is shown is a snapshot that is complete for the events in it.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from casus.beliefs.knowledge import state_knowledge
from casus.beliefs.states import lines
from casus.beliefs.types import StateLine
from casus.errors import NotFoundError, StoreError
from casus.merge.merging import regroup
from casus.project import open_project
from casus.store import cards as kept
from casus.store.connect import explained, open_writer, transaction
from casus.store.corrections import NONE, Corrections, corrections
from casus.store.deciding import settle_judgements
from casus.store.folder import locate
from casus.store.rows import StateRow
from casus.version import __version__
from casus.web import stored
from casus.web.cards import LAYOUT, Card, Keys
from casus.web.desk import Desk
from casus.web.index import Index, Mask

if TYPE_CHECKING:
    from casus.gazetteers.actors import Registry
    from casus.gazetteers.places import CompiledPlaces

log = logging.getLogger(__name__)

LOOK_EVERY: Final = 0.3
"""Seconds between two looks whether the record has grown."""

BATCH: Final = 500
"""Events summed up together: some tens of megabytes of claims."""

AT_ONCE: Final = 150
"""Events that may be looked at while somebody waits: a tenth of a second."""

_PREFIX: Final = f"{__version__}/{LAYOUT}/"
_INDEX: Final = f"{_PREFIX}{stored.LAYOUT}"

_HARMLESS: Final = frozenset({"accept", "reject", "note"})
"""Decisions that change no value; which claims are rejected is looked at apart."""

Revision = tuple[int, int, str, int, int]
Bearings = tuple[tuple[int, int, str], tuple[int, ...], frozenset[str]]


class Library:
    """One project, open for the page."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with open_project(path) as project:
            self.settings = project.settings
        self.database = locate(path, create=False)
        self.index = Index()
        self.total = 0
        self.is_read_only = not os.access(self.database, os.W_OK)
        self._desks = threading.local()
        self._preparing = threading.Lock()
        self._taking = threading.Lock()
        self._revision: Revision | None = None
        self._looked = 0.0
        self._since: int | None = None
        self._corrections: tuple[tuple[int, int], Corrections] = ((-1, -1), NONE)
        self._drawing = threading.Lock()
        self._opening = threading.Lock()
        self._lines: tuple[Bearings, tuple[StateLine, ...]] | None = None
        self._places: CompiledPlaces | None = None
        self._actors: Registry | None = None

    @property
    def name(self) -> str:
        """What the project is called."""
        return self.path.resolve().name

    @property
    def is_ready(self) -> bool:
        """Whether all that was there at the last look is in the index."""
        return not self._preparing.locked() and self._revision is not None

    @property
    def desk(self) -> Desk:
        """Access to the record for the thread that asks."""
        if not hasattr(self._desks, "desk"):
            self._desks.desk = Desk(self.database)
        desk: Desk = self._desks.desk
        return desk

    def revision(self) -> str:
        """Four numbers that move when anything is added: reports, judgements, looks, decisions."""
        reading, judgement, _, decision, look = self.desk.revision()
        return f"{reading}.{judgement}.{look}.{decision}"

    def corrections(self) -> Corrections:
        """What people decided, as of now."""
        reading, _, _, decision, _ = self.desk.revision()
        if self._corrections[0] != (reading, decision):
            self._corrections = ((reading, decision), self.desk.corrections())
        return self._corrections[1]

    def current(self) -> Index:
        """The index; when the record has grown since, work on the next one begins."""
        if time.monotonic() - self._looked > LOOK_EVERY:
            self._looked = time.monotonic()
            if self.desk.revision() != self._revision and not self._preparing.locked():
                threading.Thread(target=self.prepare_quietly, name="casus-prepare", daemon=True).start()
        return self.index

    def prepare(self) -> None:
        """Sum up all events that are new or have changed; those of the last time are read back."""
        with self._preparing:
            self._replay()
            while (revision := self.desk.revision()) != self._revision:
                if self._revision is not None or not self._read_back(str(revision)):
                    self._prepare_all()
                    self._note(str(revision))
                self._revision = revision
        self._keep_index()

    def prepare_quietly(self) -> None:
        """The same in a thread of its own."""
        self._quietly(self.prepare)

    def refresh(self, event_ids: Iterable[str], decisions: Iterable[int] = ()) -> tuple[str, ...]:
        """
        Sum up some events anew, with those that their tellings belong to now; the ids that are gone.

        `decisions` are the numbers of those that made it needed: where nothing else is new, nothing else is looked at.
        """
        before = self.desk.revision()
        asked = list(dict.fromkeys(event_ids))
        tellings = self._tellings(asked)
        wanted = list(dict.fromkeys((*asked, *self.desk.events_of(tellings))))
        cards = self.desk.cards(wanted, self.corrections())
        there = {card.event_id for card in cards}
        gone = tuple(event for event in wanted if event not in there)
        self._take(cards, gone)
        known = self._revision
        if known is not None and before[0] == known[0] and not self._preparing.locked():
            since = set(range(known[3] + 1, before[3] + 1))
            # Another program's decisions are yet to be caught up with.
            if since <= set(decisions):
                self._revision = before
                self._note(str(before))
        return tuple(event for event in asked if event in gone)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all that is written inside, or nothing. Raises StoreError."""
        with explained(self.database), closing(open_writer(self.database)) as connection, transaction(connection):
            yield connection

    def lines(self) -> tuple[StateLine, ...]:
        """
        Relations through time, drawn anew when the record has grown.

        Where many events bear on them that takes seconds: those drawn before are given until the new ones are there.
        """
        if self._lines is None or self._lines[0] != self._bearings():
            if len(self._bearing()) <= AT_ONCE:
                self._draw()
            elif not self._drawing.locked():
                threading.Thread(target=self._quietly, args=(self._draw,), name="casus-draw", daemon=True).start()
        return self._lines[1] if self._lines else ()

    def line(self, line_id: str) -> StateLine:
        """The relation with that id. Raises NotFoundError."""
        found = next((one for one in self.lines() if one.line_id == line_id), None)
        if found is None:
            raise NotFoundError(f"nothing has the id {line_id[:80]!r}", expected="the id of a line of /api/states")
        return found

    def resolved(self, event_id: str) -> str:
        """The event that an id means now: its own, that of a telling, or the only one that starts so."""
        index = self.current()
        if (row := index.row(event_id)) is not None:
            return index.ids[row]
        if re.fullmatch(r"e-[0-9a-f]{2,15}", event_id):
            found = {index.event_of.get(name, name) for name in index.event_of if name.startswith(event_id)}
            if len(found) == 1:
                return found.pop()
        return self.desk.events_of([event_id])[0]

    def gazetteer(self) -> CompiledPlaces:
        """The places that this project reads with."""
        with self._opening:
            if self._places is None:
                from casus.gazetteers.layers import layers_folder, open_layers

                self._places = open_layers(layers_folder(), own=self.settings.places)
            return self._places

    def registry(self) -> Registry:
        """The actors that this project reads with."""
        with self._opening:
            if self._actors is None:
                from casus.gazetteers.actors import open_actors

                self._actors = open_actors(self.settings.actors)
            return self._actors

    def _bearings(self) -> Bearings:
        """What relations are drawn from: they stay as they are when somebody looks, accepts or notes something."""
        decided = self.corrections()
        changes = (made.number for made in decided.holding if made.kind not in _HARMLESS)
        return self.desk.revision()[:3], tuple(changes), decided.rejected

    def _draw(self) -> None:
        bearings = self._bearings()
        with self._drawing:
            if self._lines is None or self._lines[0] != bearings:
                self._lines = (bearings, self._drawn())

    def _bearing(self) -> list[str]:
        """The events that may begin a relation, or end one that some state or event tells of."""
        knows, index = state_knowledge(), self.index
        begin, end = (self._of_types((one.type, one.mode) for one in some) for some in (knows.begins, knows.ends))
        if int(end.sum()) > AT_ONCE:
            about = {name for row in self.desk.states(self.corrections()) for name in _named(row)}
            places = index.pairs["place"].values[begin[index.pairs["place"].rows]]
            about |= {index.pools["place"].values[number] for number in np.unique(places).tolist()}
            end &= index.holds("place", about.__contains__) | index.holds("actor", about.__contains__)
        return [index.ids[row] for row in np.flatnonzero((begin | end) & index.alive)]

    def _of_types(self, types: Iterable[tuple[str, str | None]]) -> Mask:
        rows = np.zeros(self.index.size, dtype=bool)
        for kind, mode in set(types):
            of_type = self.index.is_value("type", (kind,))
            rows |= of_type if mode is None else of_type & self.index.is_value("mode", (mode,))
        return rows

    def _drawn(self) -> tuple[StateLine, ...]:
        wanted, decided = self._bearing(), self.corrections()
        events = [
            event
            for at in range(0, len(wanted), BATCH)
            for event, standing in self.desk.events(wanted[at : at + BATCH], decided)
            if standing.review != "rejected"
        ]
        return lines(self.desk.states(decided), events)

    def close(self) -> None:
        """Give this thread's files back."""
        if hasattr(self._desks, "desk"):
            self._desks.desk.close()
            del self._desks.desk

    def _replay(self) -> None:
        """Have merging and splitting by people hold for tellings that a new reading names otherwise."""
        if self.is_read_only or not any(d.kind in ("merge", "split") for d in self.corrections().holding):
            return
        with self.writing() as connection:
            touched = settle_judgements(connection, corrections(connection))
        if touched:
            regroup(self.database, touched)

    def _quietly(self, work: Callable[[], None]) -> None:
        """Work in a thread of its own, which nobody waits for."""
        try:
            work()
        except StoreError:
            log.warning("the project could not be summed up", exc_info=True)
        finally:
            self.close()

    def _tellings(self, event_ids: Iterable[str]) -> list[str]:
        """The tellings of some events, as the index has them."""
        wanted = set(event_ids)
        return [*wanted, *(telling for telling, event in self.index.event_of.items() if event in wanted)]

    def _read_back(self, revision: str) -> bool:
        """The cards of the last time; whether they are all there are and still right."""
        with _without_collecting():
            if not self._read_index():
                self.index = self.index.with_changes(self._stored_cards())
        self.total = int(self.index.alive.sum())
        return self.desk.complete_as_of() == _PREFIX + revision

    def _read_index(self) -> bool:
        """Take the index as it was kept, with the cards that came since; whether there was one of this version."""
        found = self.desk.stored_index()
        if found is None or found[0] != _INDEX:
            return False
        _, body, since = found
        index = stored.unpack(body, self.desk.stored_lines())
        cards = self._stored_cards(since)
        gone = set(since) - {card.event_id for card in cards}
        self.index, self._since = index.with_changes(cards, gone), len(since)
        return True

    def _stored_cards(self, event_ids: Sequence[str] | None = None) -> list[Card]:
        decode = msgspec.msgpack.Decoder(Keys).decode
        return [
            Card(event_id, signature.removeprefix(_PREFIX), decode(keys), shown)
            for event_id, signature, keys, shown in self.desk.stored_cards(event_ids)
            if signature.startswith(_PREFIX)
        ]

    def _keep_index(self) -> None:
        """Keep the index for the next start, where none is kept or many cards are newer than it."""
        if self.is_read_only or (self._since is not None and self._since < kept.MOST_SINCE // 4):
            return
        with self._taking:
            index = self.index
            signatures = {name: _PREFIX + index.versions[row] for name, row in index.row_of.items()}
            with explained(self.database), closing(open_writer(self.database)) as connection:
                kept.keep_index(connection, _INDEX, stored.pack(index), signatures)
            self._since = 0

    def _note(self, revision: str) -> None:
        """Note that the cards kept are complete, so that the next start need not look."""
        if not self.is_read_only:
            with self.writing() as connection:
                kept.note_complete(connection, _PREFIX + revision)

    def _prepare_all(self) -> None:
        corrections = self.corrections()
        versions = self.desk.versions(corrections)
        self.total = len(versions)
        index = self.index
        gone = [event for event in index.row_of if event not in versions]
        stale = [e for e, v in versions.items() if (row := index.row_of.get(e)) is None or index.versions[row] != v]
        for at in range(0, max(len(stale), 1 if gone else 0), BATCH):
            self._take(self.desk.cards(stale[at : at + BATCH], corrections), gone if at == 0 else ())

    def _take(self, cards: Sequence[Card], gone: Sequence[str]) -> None:
        """Put cards in the place of older ones, here and in the record."""
        rows = [(c.event_id, _PREFIX + c.signature, msgspec.msgpack.encode(c.keys), c.shown) for c in cards]
        with self._taking:
            self.index = self.index.with_changes(cards, gone)
            if self._since is not None:
                self._since += len(cards) + len(gone)
            if self.is_read_only:
                return
            try:
                with explained(self.database), closing(open_writer(self.database)) as connection:
                    kept.keep_cards(connection, rows, gone)
            except StoreError as error:
                # The list is shown all the same; it only takes longer to make next time.
                log.info("the list is not kept: %s", error)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of small values are made at once and none is garbage: looking for cycles would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _named(row: StateRow) -> Iterator[str]:
    """What events may be about to end a state: its parties and places, by id and by name."""
    for party in (*row.subjects, *row.objects):
        yield from filter(None, (party.registry, party.name, party.place.id if party.place else None))
