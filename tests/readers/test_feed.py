"""RSS, RDF and Atom: each entry a report; nothing expands, nothing is fetched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from casus.model.document import Document
from casus.readers import Refusal
from tests.readers.reading import codes, parts, read, read_one, refused

STORY = "The talks between rebels and army failed on Monday, officials said."
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title>%s</channel></rss>"""
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>%s</feed>'


def test_an_rss_item_is_a_report() -> None:
    """The longest text counts; captions in it are parts; title, author, day, link and id are taken."""
    document = read_one(
        RSS
        % f"""<item><title>Talks &amp;amp; fights</title><link>https://example.org/1</link><guid>g-1</guid>
        <pubDate>Mon, 04 Mar 2019 23:10:00 GMT</pubDate><dc:creator>Mara Holt</dc:creator>
        <description>Short.</description>
        <content:encoded><![CDATA[<p>{STORY}</p><figure><figcaption>Smoke over Vell</figcaption></figure>
        <p>It&nbsp;is over.]]>
        </content:encoded></item>""",
        "a.xml",
    )

    assert parts(document) == [
        ("headline", "Talks & fights"),
        ("paragraph", STORY),
        ("caption", "Smoke over Vell"),
        ("paragraph", "It is over."),
    ]
    assert (document.published, document.byline, document.publisher) == (date(2019, 3, 4), "Mara Holt", "Harbour Post")
    assert (document.url, document.given_id, document.origin) == ("https://example.org/1", "g-1", "a.xml#1")


@pytest.mark.parametrize(
    "content",
    [
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p></div></content>',
        f'<content type="html">&lt;p&gt;{STORY}&lt;/p&gt;</content>',
        f"<summary>{STORY}</summary>",
    ],
)
def test_an_atom_entry_is_a_report(content: str) -> None:
    """In each of the ways in which Atom carries text."""
    document = read_one(
        ATOM
        % f"""<entry><title>Talks fail</title><id>urn:1</id><link rel="self" href="https://example.org/x"/>
        <link href="https://example.org/2"/><updated>2019-03-05T00:30:00Z</updated>
        <author><name>Mara Holt</name></author>
        {content}</entry>""",
        "a.atom",
    )

    assert parts(document) == [("headline", "Talks fail"), ("paragraph", STORY)]
    assert (document.published, document.byline, document.url) == (
        date(2019, 3, 5),
        "Mara Holt",
        "https://example.org/2",
    )


def test_an_entry_without_text_stops_no_other() -> None:
    """It is refused by its number."""
    found = read(RSS % f"<item><title>Only</title></item><item><description>{STORY}</description></item>", "a.rss")

    assert [(type(item), item.origin) for item in found] == [(Refusal, "a.rss#1"), (Document, "a.rss#2")]


def test_an_entity_bomb_does_not_grow() -> None:
    """Entities that stand for each other by tens are left as they are."""
    entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    document = read_one(
        f"<!DOCTYPE x [{entities}]><rss><channel><item><description>{STORY} &a11;</description></item></channel></rss>",
        "a.xml",
    )

    assert len(document.text) < 200


def test_a_feed_cannot_take_in_a_file(tmp_path: Path) -> None:
    """External entities are not followed."""
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    document = read_one(
        f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
        f"<rss><channel><item><description>{STORY} &s;</description></item></channel></rss>",
        "a.xml",
    )

    assert "hidden" not in document.text


def test_a_feed_cut_off_is_read_as_far_as_it_goes() -> None:
    """The damage is noted."""
    document = read_one((RSS % f"<item><description>{STORY}</description></item>")[:-20], "a.xml")

    assert STORY in document.text
    assert "markup-damaged" in codes(document)


@pytest.mark.parametrize(
    ("data", "code", "found"),
    [
        ("<html><body/></html>", "broken", "a html document"),
        ("The army left.", "broken", "no XML"),
        (RSS % "", "empty", "no entry"),
    ],
)
def test_what_is_no_feed_is_refused(data: str, code: str, found: str) -> None:
    """The message says what the file is instead."""
    refusal = refused(data, "a.xml")

    assert refusal.code == code
    assert found in refusal.error.found
