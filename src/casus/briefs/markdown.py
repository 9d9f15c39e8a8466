"""A text as Markdown: every sentence with the numbers of the passages it rests on, which stand at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from casus.briefs import phrases
from casus.briefs.types import Item, Paper, Reference, Sentence

SIGNS: Final = {
    "told": "●",
    "holds": "■",
    "expected": "○",
    "unsure": "◐",
    "denied": "✗",
    "disputed": "≠",
    "ended": "□",
}
"""One sign per standing, as in listings."""
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|])")


def markdown(paper: Paper) -> str:
    """The whole text; numbers are links to the references."""
    return "\n".join(_lines(paper)) + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    yield f"# {escaped(paper.title)}"
    yield ""
    yield f"*{escaped(' · '.join(paper.lead))}*"
    if paper.empty:
        yield from ("", escaped(paper.empty))
    for section in paper.sections:
        yield from ("", f"## {escaped(section.title)}", "")
        for item in section.items:
            yield from _item(item)
    if paper.references:
        yield from ("", f"## {phrases.language().data['titles']['references']}", "")
        yield from map(_reference, paper.references)
    yield from ("", "---", "", *(f"*{escaped(line)}*" for line in paper.foot))


def _item(item: Item) -> Iterator[str]:
    day = f"**{escaped(item.day)}** " if item.day else ""
    yield f"- {SIGNS[item.standing]} {day}{' '.join(map(_sentence, item.sentences))}  "
    yield f"  *{escaped(' · '.join((item.label, *item.notes)))}* `{item.id}`"


def _sentence(sentence: Sentence) -> str:
    refs = "".join(f"[\\[{number}\\]](#ref-{number})" for number in sentence.refs)
    return f"{escaped(sentence.text)} {refs}." if refs else f"{escaped(sentence.text)}."


def _reference(reference: Reference) -> str:
    words = escaped(" ".join(reference.words.split()))
    link = f" <{reference.url}>" if reference.url and re.match(r"https?://[^\s<>]+$", reference.url) else ""
    return f'<a id="ref-{reference.number}"></a>{reference.number}\\. “{words}” — {escaped(origin(reference))}{link}  '


def origin(reference: Reference) -> str:
    """Who is quoted, in which paper, when: "Petr Havel, in Halden Radio, 13 May 2024"."""
    paper = f"in {reference.paper}" if reference.sources else reference.paper
    day = phrases.day(reference.published) if reference.published else "no date"
    return ", ".join((*reference.sources, paper, day))


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)
