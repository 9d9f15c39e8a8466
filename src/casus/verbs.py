"""
The verbs of the Python API: read, code, score.

They are what the commands of the same names do, without a terminal. `open_project` is in `casus.project`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from casus.model.document import DateBasis, Document
from casus.model.ids import document_id
from casus.model.reading import Reading
from casus.settings import Settings

if TYPE_CHECKING:
    from casus.evaluate.scores import Evaluation
    from casus.pipeline import Pipeline
    from casus.readers import Refusal

_DEFAULT = Settings()


def read(
    *paths: str | Path,
    published: date | None = None,
    columns: Mapping[str, str] | None = None,
    reader: str | None = None,
    on_refusal: Callable[[Refusal], None] | None = None,
) -> Iterator[Document]:
    """The reports in files and folders, one at a time ("-" is standard input).

    `published` is the day of publication, `columns` maps names casus knows (text, title, date, url, source, id) to
    the columns of JSON Lines and CSV files, `reader` forces a format. What cannot be read is handed to `on_refusal`;
    without one its error is raised.

    >>> for document in casus.read("reports/", published=date(2017, 8, 24)):
    ...     print(document.title)
    """
    from casus.readers import ReadOptions, read_paths

    options = ReadOptions(published=published, mapping=tuple((columns or {}).items()), reader=reader)
    for item in read_paths([str(path) for path in paths], options):
        if isinstance(item, Document):
            yield item
        elif on_refusal is None:
            raise item.error
        else:
            on_refusal(item)


def code(report: str | Document, *, published: date | None = None, settings: Settings = _DEFAULT) -> Reading:
    """What one report says. `report` is its text or a document; `published` counts where a document has no date.

    The first call with some settings opens the data files, the next ones are fast. Raises `InputError` for a text
    that cannot be read, as one in another language.

    >>> reading = casus.code("Rebels attacked the town on Monday.", published=date(2024, 5, 15))
    >>> [claim.type for claim in reading.claims]
    ['ASSAULT']
    """
    document = _document(report, published) if isinstance(report, str) else _dated(report, published)
    return _engine(replace(settings, published=None)).code(document)


def score(gold: str | Path, *, settings: Settings = _DEFAULT, limit: int | None = None) -> Evaluation:
    """The scores of an engine on hand-coded reports (JSON Lines in the reading format; the first `limit`).

    >>> casus.score("gold.jsonl").total.f1["claim found"].value
    """
    from casus.evaluate.reading import evaluate

    return evaluate(gold, _engine(replace(settings, published=None)), limit=limit)


@lru_cache(maxsize=4)
def _engine(settings: Settings) -> Pipeline:
    from casus.engine import build_engine

    return build_engine(settings)


def _document(text: str, published: date | None) -> Document:
    from casus.readers import ReadOptions, read_bytes

    for item in read_bytes(text.encode(), "", ReadOptions(published=published, reader="text")):
        if isinstance(item, Document):
            return item
        raise item.error
    raise AssertionError("a text gives one report or one refusal")


def _dated(document: Document, published: date | None) -> Document:
    """The document with a day of publication where it has none; it is another document then, so its id changes."""
    if published is None or document.published is not None:
        return document
    new_id = document_id(document.text, title=document.title, publisher=document.publisher, published=published)
    return replace(document, doc_id=new_id, published=published, published_basis=DateBasis.GIVEN)
