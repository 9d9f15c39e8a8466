"""What each stretch of a plain text is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from casus.model.document import PROSE, Document, PartKind
from casus.readers import ReadOptions, read_paths
from casus.readers.dateline import find_dateline
from casus.readers.rules import PartRule, part_rules, wires
from tests.readers.reading import kinds, parts, read_one

CAPTION = "Fighters stand at the gate of the old fort in Vell"
STORY = "Rebels stormed the fort on Monday, the army said. It was the third attack this week."


@pytest.mark.parametrize("rule", part_rules(), ids=lambda rule: rule.name)
def test_each_rule_finds_its_example_and_no_other(rule: PartRule) -> None:
    """The example in the rule file matches, its counter-example does not."""
    assert rule.find(rule.example, 0, len(rule.example))
    assert not rule.find(rule.counter, 0, len(rule.counter))


@pytest.mark.parametrize("rule", part_rules(), ids=lambda rule: rule.name)
def test_the_example_of_a_rule_gets_its_kind(rule: PartRule) -> None:
    """No rule further up takes the example away."""
    text = rule.example if rule.where != "mark" else f"{rule.example}\n"

    assert rule.kind in kinds(read_one(f"{STORY}\n\n{text}"))


def test_a_caption_printed_twice_is_a_caption_both_times() -> None:
    """The second time its credit stands in a line of its own: both lines are no prose, nor are the credits."""
    document = read_one(
        f"Rebels storm old fort\n\nThe attack came at dawn.\n\n{CAPTION} (photo credit: NORTHERN WIRE)\n"
        f"{CAPTION}\n(photo credit: NORTHERN WIRE)\n{STORY}\n"
    )

    assert parts(document) == [
        ("headline", "Rebels storm old fort"),
        ("paragraph", "The attack came at dawn."),
        ("caption", CAPTION),
        ("credit", "(photo credit: NORTHERN WIRE)"),
        ("caption", CAPTION),
        ("credit", "(photo credit: NORTHERN WIRE)"),
        ("paragraph", STORY),
    ]


def test_a_story_above_a_credit_stays_a_story() -> None:
    """A line with a full stop above a credit may be the end of the story, and no claim may be lost."""
    document = read_one(f"{STORY}\n(photo credit: NORTHERN WIRE)\n{STORY}")

    assert kinds(document) == [PartKind.PARAGRAPH, PartKind.CREDIT, PartKind.PARAGRAPH]


def test_wrapped_lines_are_one_paragraph() -> None:
    """Lines broken to fit a page are put together; the photo credit below its caption is not."""
    document = read_one(
        "Rebels stormed the fort on Monday, the\narmy said. It was the third attack\nthis week.\n\n"
        f"{CAPTION}\nPhoto: Ada Lind/Northern Wire\n\nThe army sent two\nbattalions."
    )

    assert kinds(document) == [PartKind.PARAGRAPH, PartKind.CAPTION, PartKind.CREDIT, PartKind.PARAGRAPH]


def test_one_paragraph_a_line_is_one_part_a_line() -> None:
    """Lines that end in full stops are paragraphs of their own."""
    assert kinds(read_one(f"{STORY}\n{STORY}\n{STORY}")) == [PartKind.PARAGRAPH] * 3


def test_an_agency_story_falls_into_its_parts() -> None:
    """Headline, byline, dateline, story, list, correction and signature are told apart."""
    document = read_one(
        "Rebels storm old fort\n\nThe third attack in a week\n\nBy Mara Holt and Ossian Reed\n\n"
        f"VELL, Aug. 24 (Reuters) - {STORY}\n\n- Two soldiers died\n- Ten were hurt\n\n"
        "Correction: An earlier version gave the wrong name of the fort.\n\n"
        "(Reporting by Mara Holt; Editing by Ossian Reed)\n"
    )

    assert parts(document) == [
        ("headline", "Rebels storm old fort"),
        ("deck", "The third attack in a week"),
        ("byline", "By Mara Holt and Ossian Reed"),
        ("dateline", "VELL, Aug. 24 (Reuters)"),
        ("paragraph", STORY),
        ("list_item", "Two soldiers died"),
        ("list_item", "Ten were hurt"),
        ("correction", "Correction: An earlier version gave the wrong name of the fort."),
        ("boilerplate", "(Reporting by Mara Holt; Editing by Ossian Reed)"),
    ]
    assert (document.byline, document.publisher) == ("By Mara Holt and Ossian Reed", "Reuters")


@pytest.mark.parametrize(
    "opening",
    [
        pytest.param("The army left the town.\n\nIt came back.", id="full stop"),
        pytest.param("Army leaves town\nIt came back on Monday.", id="no blank line"),
        pytest.param(f"{'They left the town ' * 15}again\n\nIt came back on Monday.", id="too long"),
        pytest.param("(photo credit: Wire)\n\nThe army left.", id="credit"),
        pytest.param("By Mara Holt\n\nThe army left.", id="byline"),
        pytest.param("Army leaves town", id="nothing below"),
    ],
)
def test_what_does_not_look_like_a_headline_is_none(opening: str) -> None:
    """Without a headline a report has no title."""
    document = read_one(opening)

    assert document.title is None
    assert PartKind.HEADLINE not in kinds(document)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BEIRUT, Aug 24 (Reuters) - Fighters left.", "BEIRUT, Aug 24 (Reuters)"),
        ("GAZA CITY, Gaza Strip (AP) — Fighters left.", "GAZA CITY, Gaza Strip (AP)"),
        ("DAMASCUS, Syria, 24 August 2017 — Fighters left.", "DAMASCUS, Syria, 24 August 2017"),
        ("Vell (AFP) – Fighters left.", "Vell (AFP)"),
        ("WASHINGTON -- Officials left.", "WASHINGTON"),
        ("PORT-AU-PRINCE, Haiti (AP) _ Gangs left.", None),
        ("ABIDJAN: Soldiers left.", "ABIDJAN"),
        ("SAN VELLO, 3 JAN 90 (ACAN) -- REBELS LEFT.", "SAN VELLO, 3 JAN 90 (ACAN)"),
        ("HOLT ADDED: REBELS HAVE LEFT THE TOWN.", None),
        ("SDF: We have won.", None),
        ("GENERAL HOLT: We have won.\nQUESTION: When?", None),
        ("BREAKING NEWS - Fighters left.", None),
        ("MR HOLT: We have seen the reports.", None),
        ("WATCH: Fighters leave.", None),
        ("Fighters (rebels) - many of them - left.", None),
        ("NATO - an alliance - left.", None),
        ("Vell (Our Reporter) - Fighters left.", None),
        ("BEIRUT - ", None),
    ],
)
def test_datelines(text: str, words: str | None) -> None:
    """A dateline is a place in capitals, or a place with an agency that is known, before a dash or colon."""
    found = find_dateline(text, 0, len(text.strip()))

    assert (found.words if found else None) == words


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 JAN 90", date(1990, 1, 3)),
        ("3 Jan 05", date(2005, 1, 3)),
        ("Jan 24", None),
        ("JAN. 3, 1990", date(1990, 1, 3)),
    ],
)
def test_the_day_of_a_dateline(words: str, day: date | None) -> None:
    """A year of two digits is one of 1950 to 2049; a day without a year stays open."""
    text = f"VELL, {words} (AP) - Rebels left."
    found = find_dateline(text, 0, len(text))

    assert found is not None
    assert (found.day, found.yearless) == (day, day is None)


def test_agencies_sign_in_capitals() -> None:
    """The table is looked up in capitals."""
    assert [sign for sign in wires() if sign != sign.upper()] == []


def test_the_seed_report_has_no_prose_but_its_story(shared: Path) -> None:
    """Its caption, printed twice, is no sentence; title, deck and ten paragraphs are."""
    document = read_one((shared / "reports/seed/report.txt").read_bytes())
    prose = [document.quote(part.span) for part in document.parts if part.kind in PROSE]

    assert document.title == prose[0]
    assert len(prose) == 12
    assert [words for words in prose if "photo credit" in words or "carries his weapon" in words] == []


def test_rows_in_the_reading_format_keep_text_and_id(shared: Path) -> None:
    """Coded reports come in with exactly the text their offsets count in."""
    path = shared / "coding/dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = list(read_paths([str(path)], ReadOptions()))

    assert [(d.text, d.given_id) for d in found if isinstance(d, Document)] == [(r["text"], r["id"]) for r in rows]
