"""A situation, its changes or a report as plain values for scripts."""

from __future__ import annotations

from casus.briefs.types import Item, Paper, Reference, Section


def record(paper: Paper) -> dict[str, object]:
    """One object with sections, items, sentences and the passages they cite; documented in docs/situation.md."""
    return {
        "kind": paper.kind,
        "title": paper.title,
        "lead": list(paper.lead),
        "sections": list(map(_section, paper.sections)),
        "references": list(map(_reference, paper.references)),
    }


def _section(section: Section) -> dict[str, object]:
    return {"section": section.key, "title": section.title, "items": list(map(_item, section.items))}


def _item(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "label": item.label,
        "standing": item.standing.value,
        "day": item.day,
        "sentences": [{"text": one.text, "references": list(one.refs)} for one in item.sentences],
        "notes": list(item.notes),
        **item.facts,
    }


def _reference(reference: Reference) -> dict[str, object]:
    return {
        "number": reference.number,
        "quote": reference.words,
        "marks": [list(mark) for mark in reference.marks],
        "sources": list(reference.sources),
        "claims": list(reference.claim_ids),
        "document": reference.doc_id,
        "publisher": reference.paper,
        "title": reference.title,
        "published": reference.published.isoformat() if reference.published else None,
        "url": reference.url,
    }
