"""Tell one relation in sentences: who held what since when, according to whom, who denies it, what ended it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from casus.beliefs.conflicts import DENIED
from casus.beliefs.types import Backing, Contradiction, Period, StateLine, Value
from casus.beliefs.wording import interval
from casus.briefs import phrases
from casus.briefs.attributing import by, voices
from casus.briefs.citing import Citing
from casus.briefs.types import Item, Sentence, Standing
from casus.store.rows import ClaimRow, StateRow


class Polar(str):
    """A slot with two wordings, "{verb:held|did not hold}": the first where something holds, else the second."""

    __slots__ = ()

    def __format__(self, wordings: str) -> str:
        """One of two wordings parted by a bar."""
        yes, _, no = wordings.partition("|")
        return yes if self == "yes" else no


def item(line: StateLine, periods: Sequence[Period], citing: Citing, *, at: date | None) -> Item:
    """One relation with its sentences; `periods` are those to tell, `at` the day that ages are counted from."""
    sentences = tuple(_sentences(line, periods, citing))
    last = max((period.reported for period in periods if period.reported), default=None)
    return Item(
        id=line.line_id,
        standing=standing(line, periods),
        label=line.relation.replace("_", " "),
        day=interval(periods[-1].when.earliest, periods[-1].when.latest) or (f"({last})" if last else ""),
        sentences=sentences,
        notes=tuple(_notes(line, periods, last, at)),
        facts=facts(line, periods),
    )


def standing(line: StateLine, periods: Sequence[Period]) -> Standing:
    """Whether it holds, has ended, is denied or disputed."""
    if line.conflicts:
        return Standing.DISPUTED
    if all(period.closed_by for period in periods):
        return Standing.ENDED
    return Standing.HOLDS if any(period.polarity for period in periods) else Standing.DENIED


def facts(line: StateLine, periods: Sequence[Period]) -> dict[str, object]:
    """The values for scripts."""
    return {
        "relation": line.relation,
        "subject": line.subject.name,
        "subject_id": line.subject.registry,
        "object": line.object.name,
        "object_id": line.object.place.id if line.object.place else line.object.registry,
        "periods": [_period(period) for period in periods],
        "contradictions": sorted({found.kind.value for found in line.conflicts}),
    }


def _period(period: Period) -> dict[str, object]:
    days = {"from": period.when.earliest, "to": period.when.latest, "reported": period.reported}
    return {
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "holds": period.polarity,
        "extent": period.extent,
        "inferred": period.is_inferred,
        "independent_sources": period.independent,
        "ended_by": period.closed_by.claim_id if period.closed_by else None,
    }


def _notes(line: StateLine, periods: Sequence[Period], last: date | None, at: date | None) -> Iterator[str]:
    tongue = phrases.language()
    yield phrases.count(max(period.independent for period in periods), "independent source")
    if line.conflicts:
        yield f"disputed: {', '.join(sorted({found.kind.value for found in line.conflicts}))}"
    if last and at and at > last:
        yield tongue.say("state", "age", days=phrases.ago((at - last).days))
    elif last and at == last:
        yield tongue.say("state", "age_now")
    elif last:
        yield tongue.say("state", "age_same", day=phrases.day(last))


def _sentences(line: StateLine, periods: Sequence[Period], citing: Citing) -> Iterator[Sentence]:
    told = [period for period in periods if period.polarity] or list(periods)
    for period in told:
        yield Sentence(phrases.capital(_holds(line, period, citing)), citing.cite(period.backing))
        if period.closed_by:
            yield _ended(period.closed_by, period, citing)
    yield from _conflicts(line, citing)


def _holds(line: StateLine, period: Period, citing: Citing) -> str:
    tongue = phrases.language()
    subject, object_ = phrases.person(line.subject), phrases.person(line.object)
    told = by(period.backing, citing)
    if period.is_inferred and period.polarity:
        on = phrases.on(period.when.earliest, period.when.earliest)
        return tongue.say("state", "inferred", subject=subject, object=object_, on=on, by=told)
    extents = tongue.data["extents"]
    return tongue.say(
        "state",
        line.relation if tongue.has("state", line.relation) else "other",
        subject=subject,
        object=object_,
        relation=line.relation.replace("_", " "),
        verb=Polar("yes" if period.polarity else "no"),
        extent=extents.get(period.extent or "", ""),
        since=_since(period),
        by=told,
    )


def _since(period: Period) -> str:
    """Since when, as it stands in a sentence; nothing where only reports date it."""
    return phrases.on(period.when.earliest, None) if period.when.earliest else ""


def _ended(row: ClaimRow | StateRow, period: Period, citing: Citing) -> Sentence:
    backing = closing(row)
    when = phrases.on(period.when.latest, period.when.latest).strip()
    text = phrases.language().say("state", "ended_same", day=when, by=by((backing,), citing))
    return Sentence(text, citing.cite((backing,)))


def closing(row: ClaimRow | StateRow) -> Backing:
    """The claim that ended something, as support for saying so."""
    source = row.sources[0] if row.sources else None
    return Backing(
        claim_id=row.claim_id,
        report=row.report,
        source=source.name if source else row.report.publisher or "",
        stance=source.stance if source else "asserts",
        quote=row.trigger,
        origin=row.claim_id,
    )


def _conflicts(line: StateLine, citing: Citing) -> Iterator[Sentence]:
    """Denials, and others who are said to hold the same at the same time."""
    tongue = phrases.language()
    for found in line.conflicts:
        for value in _others(found, line):
            if value.key == DENIED:
                names, _ = voices(value.backing, citing)
                text = tongue.say("state", "denied", sources=names)
            else:
                subject = phrases.called(value.shown, None, is_known=True)
                text = tongue.say("state", "rival", subject=subject, by=by(value.backing, citing))
            yield Sentence(text, citing.cite(value.backing))


def _others(found: Contradiction, line: StateLine) -> Iterable[Value]:
    return (value for value in found.values if value.key != "held" and value.shown != line.subject.name)
