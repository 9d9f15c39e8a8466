"""
How well actors are found, grouped and identified, against hand-coded reports and public sets.

Usage: python -m casus.evaluate.actors coding FILE.jsonl | ngec FILE.jsonl | re3d FILE.jsonl
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from casus.evaluate.gold import read_records
from casus.evaluate.scores import F1
from casus.gazetteers.actors import open_actors
from casus.gazetteers.places import open_places
from casus.model.actor import Actor
from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence, Token
from casus.steps._parties import actor_of
from casus.steps.actors import Actors
from casus.steps.places import Places
from casus.steps.tags import Tags
from casus.steps.tokens import tokenize

Read = Callable[[Reading], Reading]


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts by name; `rate` divides two of them."""

    counts: Counter[str]

    def rate(self, part: str, whole: str) -> float:
        """`part` as a share of `whole`, 0 when there is none of it."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0

    def f1(self, name: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of `name`, counted as name, name_pred, name_gold."""
        measure = F1(self.counts[name], self.counts[f"{name}_gold"], self.counts[f"{name}_pred"])
        return measure.precision, measure.recall, measure.value


def tokenised(text: str, sentences: Iterable[tuple[int, int]], published: str | None) -> Reading:
    """A report with the given sentences and our tokens, as the actor step needs it."""
    tokens: list[Token] = []
    found: list[Sentence] = []
    for start, end in sentences:
        first = len(tokens)
        tokens += [Token(Span(a, b), text[a:b]) for a, b in tokenize(text, start, end)]
        found.append(Sentence(Span(start, end), first, len(tokens)))
    day = date.fromisoformat(published) if published else None
    return Reading(Document("d-0", text, published=day), tuple(found), tuple(tokens))


def score_coding(records: Iterable[dict[str, Any]], read: Read) -> Scores:
    """Mentions, groups, attributes and the coverage of role spans against hand-coded reports in the reading format."""
    counts: Counter[str] = Counter()
    for record in records:
        reading = read(tokenised(record["text"], record["sentences"], record["published"]))
        _mentions(counts, record["actors"], reading.actors)
        _groups(counts, record["actors"], reading.actors)
        _attributes(counts, record["actors"], reading.actors)
        _roles(counts, record, reading.actors)
    return Scores(counts)


def _mentions(counts: Counter[str], gold: list[dict[str, Any]], actors: tuple[Actor, ...]) -> None:
    wanted = {(s, e) for actor in gold for s, e in actor["mentions"]}
    found = {(m.start, m.end) for actor in actors for m in actor.mentions}
    counts["exact"] += len(wanted & found)
    counts["exact_gold"] += len(wanted)
    counts["exact_pred"] += len(found)
    ends = {e for _, e in found}
    counts["same_end"] += sum(e in ends for _, e in wanted)
    counts["touched"] += sum(any(s < b and a < e for a, b in found) for s, e in wanted)


def _groups(counts: Counter[str], gold: list[dict[str, Any]], actors: tuple[Actor, ...]) -> None:
    """B-cubed over the mentions that both have (same span, else same end)."""
    ends = {m.end: number for number, actor in enumerate(actors) for m in actor.mentions}
    pairs = [(number, ends[e]) for number, actor in enumerate(gold) for _, e in actor["mentions"] if e in ends]
    in_gold, in_pred, both = Counter(g for g, _ in pairs), Counter(p for _, p in pairs), Counter(pairs)
    counts["b3_n"] += len(pairs)
    for g, p in pairs:
        counts["b3_p"] += round(1000 * both[g, p] / in_pred[p])
        counts["b3_r"] += round(1000 * both[g, p] / in_gold[g])


def _attributes(counts: Counter[str], gold: list[dict[str, Any]], actors: tuple[Actor, ...]) -> None:
    for wanted in gold:
        votes = Counter(a.id for s, e in wanted["mentions"] if (a := actor_of(Span(s, e), actors)) is not None)
        if not votes:
            continue
        actor = next(a for a in actors if a.id == votes.most_common(1)[0][0])
        counts["aligned"] += 1
        counts["kind"] += actor.kind == wanted["kind"]
        counts["sector"] += actor.sector == wanted["sector"]
        counts["country"] += actor.country == wanted["country"]


def _roles(counts: Counter[str], record: dict[str, Any], actors: tuple[Actor, ...]) -> None:
    names = {a["id"]: [Span(*m) for m in a["mentions"]] for a in record["actors"]}
    for claim in record["claims"]:
        for role in claim["roles"]:
            if not role["span"]:
                continue
            counts["roles"] += 1
            found = actor_of(Span(*role["span"]), actors)
            counts["roles_covered"] += found is not None
            if found is not None and role["actor"]:
                same = sum(any(m.overlaps(w) for w in names[role["actor"]]) for m in found.mentions)
                counts["roles_named"] += 1
                counts["roles_right"] += 2 * same >= len(found.mentions)


def tagged_reader() -> Read:
    """The actor step behind the tagger and the places, as in the rules engine without frames."""
    tags, places, step = Tags(), Places(open_places()), Actors(open_actors())
    return lambda reading: step(places(tags(reading)))


# -- normalisation of given phrases


_CUT = re.compile(r" (?:to|in|across|at|from|near|for) |, ")


def normalise(phrase: str, day: date | None, read: Read) -> Actor | None:
    """The actor that a phrase on its own names, as a one-line report; a place alone stands for its people (as POLECAT
    codes it).
    """
    reading = read(tokenised(phrase, [(0, len(phrase))], day.isoformat() if day else None))
    cut = _CUT.search(phrase)
    actor = actor_of(Span(0, cut.start() if cut else len(phrase)), reading.actors)
    if actor is not None:
        return actor
    country = next((p.place.country for p in reading.places if p.place is not None), None)
    return Actor("a0", phrase, "civilians", "CVL", country, (Span(0, len(phrase)),)) if country else None


def score_ngec(records: Iterable[dict[str, Any]], read: Read, *, shown: bool = False) -> Scores:
    """Country and sector of given phrases. Rows that the authors themselves expect to fail, and rows without an
    expected value, are left out.
    """
    counts: Counter[str] = Counter()
    for record in records:
        if record["expected_fail"]:
            continue
        actor = normalise(record["text"], _day(record["query_date"]), read)
        _compare(counts, record, actor, shown=shown)
    return Scores(counts)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


_WORLD = {"UNO": "UNO", "IGO": "IGO", "EUR": "EUR", "NGO": "NGO"}


def _compare(counts: Counter[str], record: dict[str, Any], actor: Actor | None, *, shown: bool) -> None:
    country = (actor.country or "") if actor else ""
    sector = actor.sector if actor else "UNK"
    wanted_country, wanted_sector = record["country"], record["code_1"]
    good_country = wanted_country is None or country == wanted_country or sector == _WORLD.get(wanted_country, "-")
    sectors = wanted_sector if isinstance(wanted_sector, list) else [wanted_sector, record["code_2"]]
    if wanted_country is not None:
        counts["country_n"] += 1
        counts["country"] += good_country
    if wanted_sector:
        counts["sector_n"] += 1
        good = sector in [s for s in sectors if s]
        counts["sector"] += good
        if shown and not (good and good_country):
            sys.stdout.write(f"{record['text']!r}: {country} {sector}, expected {wanted_country} {wanted_sector}\n")
    elif shown and not good_country:
        sys.stdout.write(f"{record['text']!r}: {country} {sector}, expected {wanted_country}\n")


def linked(records: Iterable[dict[str, Any]], read: Read) -> Iterator[tuple[str, str, str | None]]:
    """(organisation mention, its sentence, registry id or None) for every organisation of re3d marked with full
    confidence.
    """
    for record in records:
        text = record["text"]
        reading = read(tokenised(text, _sentences(text), "2016-06-01"))
        for entity in record["entities"]:
            if entity["type"] == "Organisation" and entity["confidence"] == 1:
                actor = actor_of(Span(entity["start"], entity["end"]), reading.actors)
                yield (
                    entity["text"],
                    text[max(0, entity["start"] - 60) : entity["end"] + 40],
                    actor.registry if actor else None,
                )


def _sentences(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for index, letter in enumerate(text):
        if letter == "\n" or (
            letter in ".!?" and text[index + 1 : index + 2] in (" ", "\n", "") and text[index - 1 : index].islower()
        ):
            if text[start : index + 1].strip():
                found.append((start, index + 1))
            start = index + 1
    return [*found, (start, len(text))] if text[start:].strip() else found


def report(scores: Scores) -> Iterator[str]:
    """Lines for people."""
    counts = scores.counts
    if counts["exact_gold"]:
        p, r = scores.rate("b3_p", "b3_n") / 1000, scores.rate("b3_r", "b3_n") / 1000
        ends, touched = (scores.rate(name, "exact_gold") for name in ("same_end", "touched"))
        yield "mentions    P {:.3f}  R {:.3f}  F1 {:.3f}".format(*scores.f1("exact"))
        yield f"same end    R {ends:.3f}   touched R {touched:.3f}"
        yield f"B-cubed     P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r) if p + r else 0:.3f}  of {counts['b3_n']}"
        yield "attributes  " + "  ".join(f"{k} {scores.rate(k, 'aligned'):.3f}" for k in ("kind", "sector", "country"))
        covered, right = scores.rate("roles_covered", "roles"), scores.rate("roles_right", "roles_named")
        yield f"role spans  covered {covered:.3f}  right actor {right:.3f}"
    for name in ("country", "sector"):
        if counts[f"{name}_n"]:
            yield f"{name:<12}{scores.rate(name, f'{name}_n'):.3f} of {counts[f'{name}_n']}"


def main(arguments: list[str]) -> None:
    """Print the measures of one set."""
    what, path = arguments[0], Path(arguments[1])
    read = tagged_reader()
    if what == "re3d":
        for mention, _, registry in linked(read_records(path), read):
            sys.stdout.write(f"{registry or '-'}\t{mention}\n")
        return
    score = (
        score_coding(read_records(path), read) if what == "coding" else score_ngec(read_records(path), read, shown=True)
    )
    sys.stdout.writelines(line + "\n" for line in report(score))


if __name__ == "__main__":
    main(sys.argv[1:])
