"""Whether a row whose values a person changed is kept by a filter: what `casus.store.filters` asks of the record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from casus.store.fold import fold
from casus.store.rows import ClaimRow, Filter, PartyRow, PlaceRow, StateRow

Row = ClaimRow | StateRow


def keeps(row: Row, wanted: Filter, countries: Collection[str] = ()) -> bool:
    """`countries` are the codes of the countries that `wanted.place` is the whole name of."""
    return (
        _is_of_type(row, wanted.type)
        and _is_within(row, wanted.since, wanted.until)
        and (wanted.actor is None or any(_is_called(who, wanted.actor) for who in _parties(row)))
        and (wanted.place is None or _is_at(row, wanted.place, countries))
        and (wanted.source is None or _is_by(row, wanted.source))
        and (wanted.text is None or _has_words(row, wanted.text))
        and (wanted.doc is None or wanted.doc in (row.report.doc_id, *row.report.given_ids))
    )


def days(row: Row) -> tuple[date | None, date | None]:
    """The days that filters compare: those told, an open end reaching as far as days go, else that of publication."""
    time = row.time
    if time is not None and (time.earliest or time.latest):
        return time.earliest or date.min, time.latest or date.max
    return row.report.published, row.report.published


def _is_of_type(row: Row, wanted: str | None) -> bool:
    if wanted is None:
        return True
    kind, _, mode = wanted.lower().partition(".")
    if isinstance(row, StateRow):
        return row.relation.lower() == kind and not mode
    return row.type.lower() == kind and (not mode or (row.mode or "").lower() == mode)


def _is_within(row: Row, since: date | None, until: date | None) -> bool:
    first, last = days(row)
    if since is not None and (last is None or last < since):
        return False
    return until is None or (first is not None and first <= until)


def _parties(row: Row) -> Iterator[PartyRow]:
    everyone = row.parties if isinstance(row, ClaimRow) else (*row.subjects, *row.objects)
    return (who for who in everyone if not who.is_place)


def _is_called(who: PartyRow, wanted: str) -> bool:
    name = fold(wanted)
    return name in fold(who.name) or who.registry == wanted or (who.quote is not None and name in fold(who.quote.words))


def _is_at(row: Row, wanted: str, countries: Collection[str]) -> bool:
    name = fold(wanted)
    for where in _places(row):
        place, words = where.place, where.quote.words if where.quote else ""
        if name in fold(words):
            return True
        if place and (
            name in fold(place.name) or name in fold(place.admin1 or "") or wanted in (place.id, place.country)
        ):
            return True
        if place and place.country in countries:
            return True
    return False


def _places(row: Row) -> Iterator[PlaceRow | PartyRow]:
    if isinstance(row, ClaimRow):
        yield from row.places
        yield from (who for who in row.parties if who.is_place)
    else:
        yield from (who for who in (*row.subjects, *row.objects) if who.is_place)


def _is_by(row: Row, wanted: str) -> bool:
    name = fold(wanted)
    if name in fold(row.report.publisher or ""):
        return True
    return any(
        name in fold(source.name) or source.registry == wanted or (source.quote and name in fold(source.quote.words))
        for source in row.sources
    )


def _has_words(row: Row, text: str) -> bool:
    names = [who.name for who in _parties(row)] + [source.name for source in row.sources]
    names += [where.name for where in _places(row)]
    told = f" {_spaced(' '.join((row.sentence.words, *names)))} "
    terms = (phrase or word for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', text))
    return all(f" {_spaced(term)} " in told for term in terms if re.search(r"\w", term))


def _spaced(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
