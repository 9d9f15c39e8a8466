"""A text as one HTML page that needs nothing else: light and dark, on screen and on paper, quotations at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from string import Template
from urllib.parse import urlsplit

from casus.briefs import phrases
from casus.briefs.markdown import SIGNS, origin
from casus.briefs.types import Item, Paper, Reference, Section, Sentence
from casus.resources.load import resource


def page(paper: Paper) -> str:
    """The whole page."""
    quotes = {reference.number: reference for reference in paper.references}
    return Template(_file("page.html")).substitute(
        title=escape(paper.title),
        style=_file("page.css"),
        lead="".join(f"<li>{escape(fact)}</li>" for fact in paper.lead),
        contents="".join(map(_entry, paper.sections)),
        legend=_legend(paper),
        body="".join(_section(section, quotes) for section in paper.sections) or f"<p>{escape(paper.empty)}</p>",
        references_title=escape(phrases.language().data["titles"]["references"]),
        references="".join(map(_reference, paper.references)),
        foot="".join(f"<p>{escape(line)}</p>" for line in paper.foot),
    )


def _file(name: str) -> str:
    return resource("briefs", name).read_text(encoding="utf-8")


def _entry(section: Section) -> str:
    return f'<li><a href="#{section.key}">{escape(section.title)}</a> <span>{len(section.items)}</span></li>'


def _legend(paper: Paper) -> str:
    labels = phrases.language().data["legend"]
    used = dict.fromkeys(item.standing for section in paper.sections for item in section.items)
    return "".join(
        f'<li class="{standing}"><span class="sign">{sign}</span> {escape(labels[standing])}</li>'
        for standing, sign in SIGNS.items()
        if standing in used
    )


def _section(section: Section, quotes: dict[int, Reference]) -> str:
    items = "".join(_item(item, quotes) for item in section.items)
    return f'<section id="{section.key}"><h2>{escape(section.title)}</h2>{items}</section>'


def _item(item: Item, quotes: dict[int, Reference]) -> str:
    sentences = " ".join(_sentence(sentence, quotes) for sentence in item.sentences)
    notes = "".join(f"<li>{escape(note)}</li>" for note in (item.label, *item.notes))
    return (
        f'<article class="{item.standing}" id="{escape(item.id)}">'
        f'<p class="day"><span class="sign" title="{escape(phrases.language().data["legend"][item.standing])}">'
        f"{SIGNS[item.standing]}</span> {escape(item.day)}</p>"
        f'<div><p class="text">{sentences}</p><ul class="notes">{notes}<li class="id">{escape(item.id)}</li></ul></div>'
        "</article>"
    )


def _sentence(sentence: Sentence, quotes: dict[int, Reference]) -> str:
    refs = "".join(_cite(quotes[number]) for number in sentence.refs)
    return f'<span class="sentence">{escape(sentence.text)}.{refs}</span>'


def _cite(reference: Reference) -> str:
    told = f"“{' '.join(reference.words.split())}” — {origin(reference)}"
    return f'<sup><a href="#ref-{reference.number}" title="{escape(told)}">{reference.number}</a></sup>'


def _reference(reference: Reference) -> str:
    quote = "".join(_pieces(reference))
    is_named = reference.title and reference.title != reference.paper
    title = f'<cite class="title">{escape(reference.title or "")}</cite>' if is_named else ""
    name = escape(origin(reference))
    link = f'<a href="{escape(reference.url)}">{name}</a>' if is_web(reference.url) and reference.url else name
    return (
        f'<li id="ref-{reference.number}" value="{reference.number}"><q>{quote}</q>'
        f'<p class="origin">{link}{title}</p></li>'
    )


def is_web(url: str | None) -> bool:
    """Whether an address is one that a page may link to."""
    return bool(url) and urlsplit(url or "").scheme in ("http", "https")


def _pieces(reference: Reference) -> Iterator[str]:
    """The words of a passage, with those that claims rest on marked."""
    at = 0
    for start, end in reference.marks:
        if start >= at:
            yield _clean(reference.words[at:start])
            yield f"<mark>{_clean(reference.words[start:end])}</mark>"
            at = end
    yield _clean(reference.words[at:])


def _clean(text: str) -> str:
    return escape(re.sub(r"\s+", " ", text))
