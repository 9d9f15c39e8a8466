"""Web pages: the story with its metadata, captions and credits apart, menus and footers gone."""

from __future__ import annotations

from datetime import date

import pytest

from casus.model.document import PROSE, DateBasis
from tests.readers.reading import codes, parts, read_one, refused

LEAD = "Rebels blew up the main bridge over the river on Monday, the army said, and then left the east bank."
MORE = "The government rejected the offer of talks, which mediators had made on Sunday in the capital."
HEAD = """<title>Bridge blown up | Harbour Post</title>
<meta property="og:title" content="Bridge blown up in Verdia"><meta property="og:site_name" content="Harbour Post">
<meta property="og:url" content="https://example.org/bridge"><meta name="author" content="Mara Holt">
<meta property="article:published_time" content="2019-03-04T23:30:00+02:00">"""


def page(story: str, head: str = HEAD) -> str:
    """A page with menu, story and footer."""
    return (
        f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
        f"<article><h1>Bridge blown up in Verdia</h1>{story}</article>"
        "<footer>Copyright Harbour Post. Subscribe to our newsletter.</footer></body></html>"
    )


def test_a_page_gives_its_story_and_metadata() -> None:
    """Title, author, day as written, site and address come from the metadata; menu and footer do not come at all."""
    document = read_one(page(f"<p>{LEAD}</p><p>{MORE}</p>"), "a.html")

    assert document.text == f"Bridge blown up in Verdia\n\n{LEAD}\n\n{MORE}"
    assert (document.title, document.byline) == ("Bridge blown up in Verdia", "Mara Holt")
    assert (document.published, document.published_basis) == (date(2019, 3, 4), DateBasis.METADATA)
    assert (document.publisher, document.url) == ("Harbour Post", "https://example.org/bridge")


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param(
            "<figure><img src='a.jpg'><figcaption>Smoke over the bridge. <span class='credit'>Ada Lind/Wire</span>"
            "</figcaption></figure>",
            id="figcaption with credit",
        ),
        pytest.param(
            "<div class='photo'><img src='a.jpg'><p class='photo-caption'>Smoke over the bridge.</p>"
            "<p class='photo-credit'>Ada Lind/Wire</p></div>",
            id="classes",
        ),
        pytest.param(
            "<figure class='wp-block-image'><img src='a.jpg'><figcaption class='wp-caption-text'>"
            "Smoke over the bridge. <cite class='media__credit'>Ada Lind/Wire</cite></figcaption></figure>",
            id="blog",
        ),
    ],
)
def test_captions_and_credits_are_parts_and_no_prose(figure: str) -> None:
    """They stay in the text, in their place, under their names."""
    document = read_one(page(f"<p>{LEAD}</p>{figure}<p>{MORE}</p>"), "a.html")

    assert parts(document) == [
        ("headline", "Bridge blown up in Verdia"),
        ("paragraph", LEAD),
        ("caption", "Smoke over the bridge."),
        ("credit", "Ada Lind/Wire"),
        ("paragraph", MORE),
    ]


def test_headings_lists_and_quotes_are_told_apart() -> None:
    """What the markup says is kept."""
    more = f"<h2>Talks</h2><p>{MORE}</p><ul><li>Two died</li></ul><blockquote><p>We stay.</p></blockquote>"
    document = read_one(page(f"<p>{LEAD}</p>{more}"), "a.html")

    assert parts(document)[2:] == [
        ("subheading", "Talks"),
        ("paragraph", MORE),
        ("list_item", "Two died"),
        ("quote", "We stay."),
    ]


def test_a_dateline_is_cut_off_its_paragraph() -> None:
    """As in plain text; the publisher of the page goes before the agency."""
    document = read_one(page(f"<p>VELL (AP) — {LEAD}</p><p>{MORE}</p>"), "a.html")

    assert parts(document)[1:3] == [("dateline", "VELL (AP)"), ("paragraph", LEAD)]
    assert document.publisher == "Harbour Post"


def test_a_date_in_the_story_is_not_the_date_of_the_page() -> None:
    """Without metadata there is no date, whatever days the story names."""
    story = f"<p>{LEAD}</p><p>It was the worst attack since 14 June 2012.</p><p>{MORE}</p>"
    document = read_one(page(story, ""), "a.html")

    assert document.published is None


def test_broken_markup_is_mended() -> None:
    """Open and stray tags are what browsers live with."""
    document = read_one(f"<html><body><article></div><p>{LEAD}<p>{MORE}<b></article>", "a.html")

    assert [words for kind, words in parts(document) if kind in PROSE] == [LEAD, MORE]


def test_a_heading_below_the_picture_is_not_told_twice() -> None:
    """The heading that is the title comes once, wherever it stands."""
    figure = "<figure><img src='a.jpg'><figcaption>Smoke over the bridge.</figcaption></figure>"
    markup = page(f"<p>{LEAD}</p><p>{MORE}</p>").replace("<article>", f"<article>{figure}")
    document = read_one(markup, "a.html")

    assert parts(document)[:2] == [("headline", "Bridge blown up in Verdia"), ("caption", "Smoke over the bridge.")]
    assert document.text.count("Bridge blown up in Verdia") == 1


def test_a_declared_encoding_is_no_guess() -> None:
    """Pages say how they are written."""
    story = page(f"<p>{LEAD}</p><p>The mayor’s café was hit as well, witnesses in the quarter said.</p>")
    document = read_one(story.replace("<head>", "<head><meta charset='windows-1252'>").encode("cp1252"), "a.html")

    assert "mayor’s café" in document.text
    assert codes(document) == []


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        pytest.param("<html><body></body></html>", "empty", id="nothing"),
        pytest.param("<html><body><script>let a = 'The army left.'</script></body></html>", "empty", id="script only"),
        pytest.param("<html>" + "<div>" * 50_000, "empty", id="deep"),
        pytest.param("<p>The army left.</p>" * 300_000, "too-large", id="too large"),
        pytest.param(
            page("<p>" + "L'armée a repris la ville après des jours de combats contre les rebelles. " * 3), "language"
        ),
    ],
)
def test_pages_without_a_story_are_refused(markup: str, code: str) -> None:
    """The message says so, and what to save instead."""
    refusal = refused(markup, "a.html")

    assert refusal.code == code
    assert refusal.error.remedy
