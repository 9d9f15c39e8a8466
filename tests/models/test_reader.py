"""The shipped engine on ordinary and on hostile text."""

from __future__ import annotations

import itertools
import resource
import time

import pytest

from casus.model.frame import FrameKind, LinkKind
from casus.models.analysis import Analysis
from casus.models.reader import ModelReader, Text, open_reader
from casus.steps.tokens import tokenize

STORY = (
    "Army shells rebel-held town\n\n"
    "Government troops shelled the rebel-held town of Saqba on Tuesday, killing at least 10 civilians, the Syrian"
    " Observatory for Human Rights said. The army denied that it had fired on homes.\n"
    "Turkey condemned the attack and urged Damascus to withdraw its forces."
)
HOSTILE = {
    "empty": "",
    "blank": " \n\n\t\u200b ",
    "capitals": STORY.upper(),
    "lower case": STORY.lower(),
    "no sentence ends": STORY.replace(".", "").replace("\n", " "),
    "emoji": "\U0001f4a5 Army shells \U0001f1f8\U0001f1fe town! \U0001f468\u200d\U0001f467 flee\U0001f3fd",
    "zero width": "\u200bGovern\u200bment tro\u200cops\ufeff shelled the\u00ad town\u200b.\u200b",
    "mixed scripts": "وقال الجيش إن troops атаковали 镇 Saqba on τρίτη.",
    "table": "town | killed | wounded\nSaqba | 10 | 25\nDouma | 3 | -\n" * 20,
    "one token": "a" * 20_000,
    "punctuation": "?!.,;:-" * 200,
    "combining": "e\u0301" * 1_000,
}


def text(content: str, parts: int = 1) -> Text:
    """One part per `parts` blank-line blocks of the content."""
    if parts == 1:
        return Text(content, (tokenize(content),))
    cut = content.index("\n\n") + 2
    return Text(content, (tokenize(content, 0, cut), tokenize(content, cut)))


@pytest.fixture(scope="module")
def reader() -> ModelReader:
    """The shipped model."""
    return open_reader()


@pytest.fixture(scope="module")
def story(reader: ModelReader) -> Analysis:
    """The story's analysis."""
    return reader.read(text(STORY, parts=2))


def test_the_shelling_is_read(story: Analysis) -> None:
    """Type, parties, place, time, toll and source of a plain sentence are found."""
    frames = [f for f in story.frames if f.trigger.of(STORY) == "shelled"]
    assert [(f.kind, f.label) for f in frames] == [(FrameKind.EVENT, "ASSAULT")]
    roles = {a.role: a.span.of(STORY) for a in frames[0].arguments}
    assert "troops" in roles["actor"]
    assert "Saqba" in roles["where"]
    assert "Tuesday" in roles["time"]
    assert "10" in roles["killed"]
    source = next(s for s in story.sourcings if story.frames[s.frame] is frames[0])
    assert "Observatory" in source.source.of(STORY)


def test_speech_acts_have_content(story: Analysis) -> None:
    """What is urged is linked to the urging."""
    labels = {f.trigger.of(STORY): f.label for f in story.frames}
    assert labels.get("condemned") == "ACCUSE"
    assert labels.get("urged") == "REQUEST"
    linked = {
        (story.frames[k.left].trigger.of(STORY), story.frames[k.right].trigger.of(STORY))
        for k in story.links
        if k.kind is LinkKind.CONTENT
    }
    assert ("withdraw", "urged") in linked


def test_parts_bound_sentences(story: Analysis) -> None:
    """A title without a full stop is a sentence of its own."""
    assert story.sentences[0].span.of(STORY) == "Army shells rebel-held town"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_gives_valid_spans(reader: ModelReader, name: str) -> None:
    """No text breaks the engine or its offsets."""
    content = HOSTILE[name]
    check(content, reader.read(text(content)))


def check(content: str, analysis: Analysis) -> None:
    """Offsets lie inside, tokens tile the sentences, trees have one root each, and indices point at something."""
    spans = [t.span for t in analysis.tokens]
    assert [(s.start, s.end) for s in spans] == list(tokenize(content))
    assert [n for s in analysis.sentences for n in range(s.first, s.last)] == list(range(len(spans)))
    for sentence in analysis.sentences:
        heads = [analysis.tokens[n].head for n in range(sentence.first, sentence.last)]
        assert heads.count(-1) == 1
        assert all(h == -1 or sentence.first <= h < sentence.last for h in heads)
    everything = [f.trigger for f in analysis.frames] + [a.span for f in analysis.frames for a in f.arguments]
    everything += (
        [p.span for p in analysis.parties]
        + [m.span for m in analysis.mentions]
        + [s.source for s in analysis.sourcings]
    )
    assert all(0 <= s.start < s.end <= len(content) for s in everything)
    assert all(s.frame < len(analysis.frames) for s in analysis.sourcings)
    assert all(k.left != k.right and max(k.left, k.right) < len(analysis.frames) for k in analysis.links)
    assert sum(len(c.spans) for c in analysis.coreferences) == len(analysis.parties)


def test_results_do_not_depend_on_company_order_or_threads(reader: ModelReader) -> None:
    """A text is read the same alone, in company, backwards and by three threads."""
    texts = [text(content) for content in (STORY, *HOSTILE.values())]
    alone = [reader.read(t) for t in texts]
    assert list(reader.read_many(texts)) == alone
    assert list(reader.read_many(reversed(texts))) == alone[::-1]
    assert list(ModelReader(threads=3).read_many(texts)) == alone


def test_long_text_takes_linear_time_and_little_memory(reader: ModelReader) -> None:
    """Four times the text takes about four times the time, in windows of constant size."""
    long, short = STORY * 80, STORY * 20  # 4,000 words and 1,000
    begun = time.process_time()
    reader.read(text(short))
    middle = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    check(long, reader.read(text(long)))
    assert time.process_time() - middle < 4 * 2.0 * (middle - begun)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # KiB


def test_repeated_story_is_read_alike_in_every_window(reader: ModelReader) -> None:
    """Cuts between windows lose no trigger and find none twice."""
    content = "\n\n".join([STORY] * 12)
    triggers = [f.trigger.start for f in reader.read(text(content)).frames if f.trigger.of(content) == "shelled"]
    assert len(triggers) == 12
    assert all(a < b for a, b in itertools.pairwise(triggers))
