"""
How fast the page's interface answers on a large project. Run: python benchmarks/serving.py [EVENTS] [--keep FOLDER]

Makes a project of invented reports (100,000 events unless said otherwise, five to a report, at 8,000 places between 300
actors over ten years), then asks as a browser would and prints the time of each answer on the server side: on the
clock, and of the processor, which is what to go by on a busy machine. Bars: first list and map together within 2 s from
a prepared project, a filter within 0.3 s, a report within 0.2 s.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from fastapi.testclient import TestClient

from casus.model.actor import Actor
from casus.model.claim import Attribution, EventClaim, Party, PlaceRole, Quantity, Role, TimeRole
from casus.model.document import DateBasis, Document, Part, PartKind
from casus.model.ids import content_id, document_id
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.model.when import TimePrecision, When
from casus.model.where import Place
from casus.store.facts import RunFacts
from casus.store.writer import Writer
from casus.web.guard import Door
from casus.web.library import Library
from casus.web.server import create_app

PER_REPORT = 5
TYPES = (
    ("ASSAULT", "heavy-weapons"),
    ("ASSAULT", "aerial"),
    ("COERCE", "arrest"),
    ("AID", None),
    ("RETREAT", "withdraw"),
)


def places(chance: random.Random) -> list[Place]:
    """Invented towns between 30 and 40 degrees."""
    return [
        Place(
            f"t:{n}",
            f"Town {n}",
            chance.uniform(30, 40),
            chance.uniform(35, 50),
            "XDV",
            f"Province {n % 20}",
            "town",
            1,
            3.0,
        )
        for n in range(8000)
    ]


def reading(number: int, towns: list[Place], chance: random.Random) -> Reading:
    """A report with five acts, each with who, whom, where, when, how many and according to whom."""
    day = date(2020, 1, 1) + timedelta(days=number % 3650)
    text, sentences, actors, claims = "", [], [], []
    for n in range(PER_REPORT):
        who, whom, town = chance.randrange(300), chance.randrange(300), chance.choice(towns)
        kind, mode = chance.choice(TYPES)
        start = len(text)
        text += f"Group {who} struck Group {whom} near {town.name} on {day}, killing {n + 1}, an official said. "
        sentences.append(Sentence(Span(start, len(text) - 1)))

        def at(words: str, start: int = start, text: str = text) -> Span:
            found = text.index(words, start)
            return Span(found, found + len(words))

        for local, name in ((f"a{2 * n}", f"Group {who}"), (f"a{2 * n + 1}", f"Group {whom}")):
            actors.append(Actor(local, name, "rebel_group", "REB", "XDV", (at(name),), f"x:{name[6:]}"))
        claims.append(
            EventClaim(
                claim_id=content_id("c", number, n),
                event=f"e{n}",
                sentence=n,
                trigger=at("struck"),
                type=kind,
                mode=mode,
                status="completed",
                factuality="CT+",
                roles=(
                    Role("actor", Party(f"a{2 * n}", at(f"Group {who}"))),
                    Role("recipient", Party(f"a{2 * n + 1}", at(f"Group {whom}"))),
                ),
                places=(PlaceRole("where", at(town.name), town),),
                time=TimeRole(at(str(day)), When(day, day, TimePrecision.DAY)),
                quantities=(Quantity("killed", at(str(n + 1)), n + 1, n + 1, n + 1),),
                attribution=(Attribution(Party(None, at("an official")), at("said"), "asserts"),),
                certainty=chance.uniform(0.3, 1),
            )
        )
    document = Document(
        doc_id=document_id(text, title=None, publisher=f"Paper {number % 40}", published=day),
        text=text,
        publisher=f"Paper {number % 40}",
        published=day,
        published_basis=DateBasis.GIVEN,
        digest=content_id("x", text),
        origin=f"reports/{number}.txt",
        parts=(Part(PartKind.PARAGRAPH, Span(0, len(text))),),
    )
    return replace(Reading(document), sentences=tuple(sentences), actors=tuple(actors), claims=tuple(claims))


def make(folder: Path, events: int) -> Path:
    """A project with that many events."""
    chance = random.Random(7)
    towns, database = places(chance), folder / "casus.db"
    with Writer(database, RunFacts("toy", "1.0", "{}", "{}", "[]")) as writer:
        for number in range(events // PER_REPORT):
            writer.add(reading(number, towns, chance))
    return folder


def timed(name: str, work: Callable[[], object], bar: float | None = None, *, times: int = 5) -> tuple[float, float]:
    """Run and print; the median of several times, or of one for what happens once: on the clock, of the processor."""
    taken = []
    for _ in range(times):
        start, worked = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - start, time.process_time() - worked))
    wall, processor = (statistics.median(column) for column in zip(*taken, strict=True))
    say(name, wall, processor, bar)
    return wall, processor


def say(name: str, wall: float, processor: float, bar: float | None) -> None:
    """One line of figures."""
    held = "" if bar is None else f"   bar {bar * 1000:.0f} ms {_judged(wall, processor, bar)}"
    print(f"{name:58} {wall * 1000:9.0f} ms, processor {processor * 1000:7.0f} ms{held}", flush=True)


def _judged(wall: float, processor: float, bar: float) -> str:
    if wall <= bar:
        return "ok"
    return "ok but for waiting" if processor <= bar else "MISSED"


def ask(client: TestClient, path: str) -> Callable[[], object]:
    """A request that must be answered."""

    def work() -> object:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text[:300]
        return answer

    return work


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", nargs="?", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="folder to leave the project in, and to use if it is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "casus.db").exists():
            timed(f"make a project of {options.events:,} events", lambda: make(folder, options.events), times=1)
        measure(folder)


def measure(folder: Path) -> None:
    """Ask all that a page asks."""
    timed("sum it up for the first time (or read it back)", lambda: Library(folder).prepare(), times=1)
    library = Library(folder)
    opening = timed("open a project that was summed up", library.prepare, times=1)
    with TestClient(create_app(library, Door("127.0.0.1", 80)), base_url="http://127.0.0.1") as client:
        first = [
            opening,
            *(
                timed(f"first {path}", ask(client, path), times=1)
                for path in ("/api/summary", "/api/events?limit=300", "/api/map?zoom=5")
            ),
        ]
        wall, processor = (sum(column) for column in zip(*first, strict=True))
        say("opening and first sentence, list and map", wall, processor, 2.0)
        timed("the last rows of the list", ask(client, f"/api/events?limit=300&offset={library.total - 300}"), 0.3)
        timed("the map drawn nearer", ask(client, "/api/map?zoom=9&view=36,31,38,33"), 0.3)
        for query in (
            "actor=Group 17",
            "place=Town 42",
            "place=Province 3&type=ASSAULT.aerial",
            "since=2024-01-01&until=2024-12-31",
            "text=Group 17",
            "text=official",
            "bbox=36,31,40,35&sector=REB",
            "source=Paper 7",
            "review=needed",
        ):
            for path in ("events", "map", "timeline", "facets", "summary"):
                timed(f"/api/{path}?{query}"[:57], ask(client, f"/api/{path}?{query}"), 0.3)
        timed("/api/network", ask(client, "/api/network"), 0.3)
        timed("/api/sources", ask(client, "/api/sources"), 0.3)
        timed("/api/search?q=group 1", ask(client, "/api/search?q=group 1"), 0.3)
        event = client.get("/api/events?limit=1").json()["events"][0]
        detail = client.get(f"/api/events/{event['id']}").json()
        timed("/api/events/{id}", ask(client, f"/api/events/{event['id']}"), 0.2)
        doc = detail["claims_in_full"][0]["report"]
        timed("/api/documents/{id}", ask(client, f"/api/documents/{doc}?event={event['id']}"), 0.2)
        decide(client, event)


def decide(client: TestClient, event: dict[str, str]) -> None:
    """Accept and undo, as a person going through a queue does."""
    state = {"version": event["version"]}

    def work() -> None:
        body = {"kind": "accept", "event": event["id"], "version": state["version"]}
        made = client.post("/api/decisions", json=body)
        assert made.status_code == 201, made.text[:300]
        undone = client.post("/api/decisions", json={"kind": "undo", "decision": made.json()["decision"]["id"]})
        state["version"] = undone.json()["event"]["version"]

    timed("accept and undo", work, 0.6)


if __name__ == "__main__":
    main()
