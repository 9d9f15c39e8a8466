"""
casus reads news reports about armed conflict and says, with the words that prove it, what they say.

    import casus
    from datetime import date

    reading = casus.code("Rebels attacked the town of Koravets on Monday.", published=date(2024, 5, 15))
    for claim in reading.claims:
        print(claim.type, reading.document.quote(claim.trigger))

    with casus.open_project("war", create=True) as project:
        project.add(casus.read("reports/"), pipeline=casus.build_engine(project.settings))
        for event in project.events(casus.Filter(actor="Highland Front")):
            print(event.earliest, event.label, event.is_disputed)

Names are loaded when they are first used, so that importing casus costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from casus.version import __version__

if TYPE_CHECKING:
    from casus.engine import build_engine as build_engine
    from casus.errors import CasusError as CasusError
    from casus.errors import InputError as InputError
    from casus.errors import ResourceError as ResourceError
    from casus.errors import StoreError as StoreError
    from casus.exports.run import export as export
    from casus.model.actor import Actor as Actor
    from casus.model.claim import EventClaim as EventClaim
    from casus.model.claim import StateClaim as StateClaim
    from casus.model.document import Document as Document
    from casus.model.document import Note as Note
    from casus.model.reading import Reading as Reading
    from casus.model.span import Span as Span
    from casus.model.when import When as When
    from casus.model.where import Place as Place
    from casus.project import Project as Project
    from casus.project import open_project as open_project
    from casus.readers import Refusal as Refusal
    from casus.settings import Settings as Settings
    from casus.store.rows import Filter as Filter
    from casus.verbs import code as code
    from casus.verbs import read as read
    from casus.verbs import score as score

_HOMES: Final = {
    "Actor": "casus.model.actor",
    "CasusError": "casus.errors",
    "Document": "casus.model.document",
    "EventClaim": "casus.model.claim",
    "Filter": "casus.store.rows",
    "InputError": "casus.errors",
    "Note": "casus.model.document",
    "Place": "casus.model.where",
    "Project": "casus.project",
    "Reading": "casus.model.reading",
    "Refusal": "casus.readers",
    "ResourceError": "casus.errors",
    "Settings": "casus.settings",
    "Span": "casus.model.span",
    "StateClaim": "casus.model.claim",
    "StoreError": "casus.errors",
    "When": "casus.model.when",
    "build_engine": "casus.engine",
    "code": "casus.verbs",
    "export": "casus.exports.run",
    "open_project": "casus.project",
    "read": "casus.verbs",
    "score": "casus.verbs",
}

__all__ = [
    "Actor",
    "CasusError",
    "Document",
    "EventClaim",
    "Filter",
    "InputError",
    "Note",
    "Place",
    "Project",
    "Reading",
    "Refusal",
    "ResourceError",
    "Settings",
    "Span",
    "StateClaim",
    "StoreError",
    "When",
    "__version__",
    "build_engine",
    "code",
    "export",
    "open_project",
    "read",
    "score",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its home."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'casus' has no attribute {name!r}; it offers {', '.join(__all__)}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
