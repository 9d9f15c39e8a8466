"""
How long merging takes and how much memory, for projects of 10,000, 30,000 and 100,000 claims, and for one more report.

Reports are made up: happenings of many kinds over three years, each told by one report to nine, with the tolls, names
and times that reports differ in. Each size is measured in a process of its own.

    python benchmarks/merging.py
    python benchmarks/merging.py 10000
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from casus.merge.merging import MergeSummary, rebuild, update
from casus.model.actor import Actor
from casus.model.claim import EventClaim, Party, PlaceRole, Quantity, Role, TimeRole
from casus.model.document import DateBasis, Document
from casus.model.ids import content_id, document_id
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.model.when import TimePrecision, When
from casus.model.where import Place
from casus.store.connect import open_writer
from casus.store.facts import RunFacts
from casus.store.writer import Writer

SIZES: Final = (10_000, 30_000, 100_000)
PER_REPORT: Final = 20
START: Final = date(2030, 1, 1)
DAYS: Final = 3 * 365
RUN: Final = RunFacts("made up", "", "{}", "{}", "[]")

ACTS: Final = (
    ("ASSAULT", "aerial", "bombed", "air raid"),
    ("ASSAULT", "heavy-weapons", "shelled", "bombardment"),
    ("ASSAULT", "firearms", "attacked", "attack"),
    ("ASSAULT", "explosives", "blew up", "blast"),
    ("ASSAULT", "clash", "fought", "clashes"),
    ("ASSAULT", "capture", "captured", "capture"),
    ("COERCE", "arrest", "arrested", "arrest"),
    ("RETREAT", "withdraw", "left", "withdrawal"),
    ("MOBILIZE", "troops", "reinforced", "deployment"),
    ("CONSULT", None, "met", "talks"),
    ("ACCUSE", "allege", "accused", "accusation"),
    ("REQUEST", "yield", "urged", "appeal"),
    ("PROTEST", "demo", "marched against", "protest"),
    ("AID", None, "aided", "relief"),
)
KINDS: Final = (("Army", "armed_forces", "MIL"), ("Front", "rebel_group", "REB"), ("Police", "police", "COP"))
SYLLABLES: Final = ("ka", "ro", "vel", "min", "tar", "shi", "dun", "bel", "os", "len", "gar", "ith", "mor", "zan")
FRAMES: Final = (
    "{when}, the {actor} {verb} the {recipient} near {place}, {detail} {toll} people.",
    "The {noun} of the {recipient} by the {actor} in {place} {when} left {toll} people {detail}.",
    "Officials said the {actor} {verb} the {recipient} {when} in {place}; {detail} were {toll}.",
)
DETAILS: Final = ("wounding", "harming", "driving out", "frightening", "trapping", "cutting off")


@dataclass(frozen=True)
class Happening:
    """What reports tell of, each a little differently."""

    act: tuple[str, str | None, str, str]
    actor: Actor
    recipient: Actor
    place: Place
    day: date
    toll: int


def word(source: random.Random, parts: int = 3) -> str:
    """A name that nothing has."""
    return "".join(source.choices(SYLLABLES, k=parts)).capitalize()


def actor(source: random.Random, number: int) -> Actor:
    """A party with a registry id."""
    suffix, kind, sector = source.choice(KINDS)
    return Actor(f"a{number}", f"{word(source)} {suffix}", kind, sector, f"X{number % 12:02d}", (), f"act:{number}")


def place(source: random.Random, number: int) -> Place:
    """A town."""
    lat, lon = source.uniform(30, 40), source.uniform(35, 50)
    return Place(f"t:{number}", word(source), lat, lon, f"X{number % 12:02d}", None, "town", 1, 4.0)


def happenings(source: random.Random) -> Iterator[Happening]:
    """Without end."""
    actors = [actor(source, number) for number in range(400)]
    places = [place(source, number) for number in range(1500)]
    while True:
        who, whom = source.sample(actors, 2)
        day = START + timedelta(days=source.randrange(DAYS))
        yield Happening(source.choice(ACTS), who, whom, source.choice(places), day, source.randint(2, 90))


def reports(claims: int, seed: int = 1) -> Iterator[Reading]:
    """Readings with so many claims in all, of reports in no order."""
    source = random.Random(seed)
    by_week: dict[int, list[Happening]] = {}
    total, made = 0, happenings(source)
    while total < claims:
        told, times = next(made), min(9, 1 + int(source.expovariate(0.7)))
        by_week.setdefault((told.day - START).days // 7, []).extend([told] * times)
        total += times
    for week, some in sorted(by_week.items()):
        source.shuffle(some)
        for at in range(0, len(some), PER_REPORT):
            yield reading(source, some[at : at + PER_REPORT], START + timedelta(days=7 * week + 7))


def reading(source: random.Random, told: list[Happening], published: date) -> Reading:
    """One report that tells of these happenings."""
    text, sentences, claims = "", [], []
    parties = {a.id: a for t in told for a in (t.actor, t.recipient)}
    for number, happening in enumerate(told):
        line = sentence(source, happening)
        sentences.append(Sentence(Span(len(text), len(text) + len(line))))
        claims.append(claim(source, happening, number, line, len(text)))
        text += line + "\n"
    publisher = f"{word(source, 2)} News"
    doc_id = document_id(text, title=None, publisher=publisher, published=published)
    document = Document(
        doc_id, text, publisher=publisher, published=published, published_basis=DateBasis.GIVEN, origin=doc_id
    )
    return Reading(document, sentences=tuple(sentences), actors=tuple(parties.values()), claims=tuple(claims))


def sentence(source: random.Random, told: Happening) -> str:
    """What one report says."""
    return source.choice(FRAMES).format(
        when=f"on {told.day:%A}",
        actor=told.actor.name,
        recipient=told.recipient.name,
        verb=told.act[2],
        noun=told.act[3],
        place=told.place.name,
        detail=source.choice(DETAILS),
        toll=told.toll + source.choice((0, 0, 0, 1, 3)),
    )


def claim(source: random.Random, told: Happening, number: int, line: str, at: int) -> EventClaim:
    """The claim read from it; sometimes without a time or a place."""

    def span(words: str) -> Span:
        start = at + line.find(words)
        return Span(start, start + len(words))

    trigger = next(words for words in told.act[2:] if words in line)
    toll = next(n for n in (told.toll, told.toll + 1, told.toll + 3) if f" {n}" in line)
    when = When(told.day, told.day, TimePrecision.DAY)
    return EventClaim(
        claim_id=content_id("c", line, at, number),
        event=f"e{number}",
        sentence=number,
        trigger=span(trigger),
        type=told.act[0],
        mode=told.act[1],
        status="completed",
        factuality="CT+",
        roles=(
            Role("actor", Party(told.actor.id, span(told.actor.name))),
            Role("recipient", Party(told.recipient.id, span(told.recipient.name))),
        ),
        places=(PlaceRole("where", span(told.place.name), told.place),) if source.random() < 0.8 else (),
        time=TimeRole(span(f"{told.day:%A}"), when) if source.random() < 0.7 else None,
        quantities=(Quantity("wounded", span(str(toll)), toll, toll, toll),),
    )


def write(path: Path, readings: Iterator[Reading]) -> None:
    """Put readings into a project without merging."""
    with Writer(path, RUN) as writer:
        for one in readings:
            writer.add(one)


def measure(claims: int) -> str:
    """One line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.db"
        write(path, reports(claims))
        before, size = (time.perf_counter(), time.process_time()), path.stat().st_size
        summary = rebuild(path)
        took = time.perf_counter() - before[0], time.process_time() - before[1]
        more = [one_more(path, seed) for seed in (7, 8, 9)]
        with closing(open_writer(path)) as connection:
            (stored,) = connection.execute("SELECT count(*) FROM run_claim").fetchone()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        grown = (path.stat().st_size - size) / 2**20
    return line(stored, summary, took, (memory, grown, *sorted(more)[1]))


def one_more(path: Path, seed: int) -> tuple[float, float]:
    """Seconds, of wall clock and of processor, to merge one more report, on happenings that other reports tell of."""
    source = random.Random(seed)
    told = [next(happenings(random.Random(1))) for _ in range(PER_REPORT // 2)]
    fresh = happenings(source)
    told += [next(fresh) for _ in range(PER_REPORT // 2)]
    write(path, iter([reading(source, told, START + timedelta(days=DAYS))]))
    before = time.perf_counter(), time.process_time()
    update(path)
    return time.perf_counter() - before[0], time.process_time() - before[1]


def line(stored: int, summary: MergeSummary, took: tuple[float, float], figures: tuple[float, ...]) -> str:
    """The figures of one size: seconds of wall clock, and in brackets of processor."""
    memory, grown, more, more_work = figures
    return (
        f"{stored:>8,} claims {summary.events:>7,} events {took[0]:>6.1f} s ({took[1]:.1f}) "
        f"{1000 * took[1] / stored:.2f} ms of processor a claim {memory:>6.0f} MB {grown:>5.0f} MB on disk "
        f"{more:>5.2f} s ({more_work:.2f}) for one more report"
    )


def main() -> None:
    """Measure the sizes asked for, all of them by default."""
    sizes = [int(size) for size in sys.argv[1:]]
    if len(sizes) == 1:
        print(measure(sizes[0]), flush=True)
        return
    for size in sizes or SIZES:
        subprocess.run([sys.executable, __file__, str(size)], check=True)


if __name__ == "__main__":
    main()
