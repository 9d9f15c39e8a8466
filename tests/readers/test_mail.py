"""Mails and Markdown: one file, one report."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from tests.readers.reading import codes, parts, read_one, refused

STORY = "Rebels blew up the bridge of Vell on Monday, the army’s spokesman said."


def mail() -> EmailMessage:
    """A mail with headers and no text yet."""
    message = EmailMessage()
    message["From"] = "Wire für Verdia <wire@example.org>"
    message["Subject"] = "Bridge blown up – again"
    message["Date"] = "Mon, 04 Mar 2019 23:10:00 +0200"
    message["Message-ID"] = "<7@example.org>"
    return message


def test_a_mail_is_a_report() -> None:
    """Subject, sender, day and id come from its headers, decoded."""
    message = mail()
    message.set_content(f"VELL, March 4 (Reuters) - {STORY}\n")
    document = read_one(message.as_bytes(), "a.eml")

    assert parts(document) == [
        ("headline", "Bridge blown up – again"),
        ("dateline", "VELL, March 4 (Reuters)"),
        ("paragraph", STORY),
    ]
    assert (document.publisher, document.published) == ("Wire für Verdia", date(2019, 3, 4))
    assert document.given_id == "7@example.org"


def test_plain_text_goes_before_html_and_html_before_nothing() -> None:
    """The same words come out of both."""
    both, page = mail(), mail()
    both.set_content(STORY)
    both.add_alternative("<p>Other words in the page.</p>", subtype="html")
    page.set_content(f"<style>p {{}}</style><p>{STORY}</p>", subtype="html")

    assert read_one(both.as_bytes(), "a.eml").text == f"Bridge blown up – again\n\n{STORY}\n"
    assert read_one(page.as_bytes(), "a.eml").text == f"Bridge blown up – again\n\n{STORY}"


def test_older_encodings_of_mails_are_no_guess() -> None:
    """The mail says how its text is written."""
    message = mail()
    message.set_content(STORY, charset="windows-1252", cte="quoted-printable")
    document = read_one(message.as_bytes(), "a.eml")

    assert "army’s" in document.text
    assert codes(document) == []


def test_attachments_are_noted() -> None:
    """They may hold what matters."""
    message = mail()
    message.set_content(STORY)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="list.pdf")
    (note,) = read_one(message.as_bytes(), "a.eml").notes

    assert note.code == "attachment-not-read"
    assert "list.pdf" in note.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param("The army left.", "broken", id="no headers"),
        pytest.param("Subject: x\n\n", "empty", id="no text"),
        pytest.param("Subject: x\nContent-Type: image/png\n\nabc", "empty", id="picture"),
        pytest.param("Subject: x\nMessage-ID: <<[]>>\nFrom: <@@>\nDate: \n\n", "empty", id="odd headers"),
    ],
)
def test_mails_without_text_are_refused(data: str, code: str) -> None:
    """With what was found instead."""
    assert refused(data, "a.eml").code == code


MARKDOWN = f"""---
title: "Bridge blown up"
date: 4 March 2019
author: Mara Holt
source: Northern Wire
---

Rebels blew up the **bridge** of [Vell](https://example.org) on Monday,
the army said.

## Talks

- Two died
- Ten were hurt

> {STORY}

| Town | Dead |
|------|------|
| Vell | 2 |
"""


def test_markdown_is_read_as_a_reader_sees_it() -> None:
    """Marks and addresses are gone, front matter is metadata, wrapped lines are one paragraph."""
    document = read_one(MARKDOWN, "a.md")

    assert parts(document) == [
        ("headline", "Bridge blown up"),
        ("paragraph", "Rebels blew up the bridge of Vell on Monday, the army said."),
        ("subheading", "Talks"),
        ("list_item", "Two died"),
        ("list_item", "Ten were hurt"),
        ("quote", STORY),
        ("table", "Town | Dead"),
        ("table", "Vell | 2"),
    ]
    assert (document.published, document.byline, document.publisher) == (date(2019, 3, 4), "Mara Holt", "Northern Wire")


def test_the_first_heading_is_the_title() -> None:
    """Where there is no front matter."""
    document = read_one(f"# Bridge blown up\n\n{STORY}\n", "a.md")

    assert (document.title, document.text) == ("Bridge blown up", f"Bridge blown up\n\n{STORY}")


def test_markdown_without_heading_has_no_title() -> None:
    """Its text is all there is."""
    document = read_one(STORY, "a.md")

    assert (document.title, document.text) == (None, STORY)
