"""Actors from what a trained engine has found: its groups of mentions, and arguments that no mention covers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from casus.model.frame import Coreference, Frame
from casus.model.span import Span
from casus.steps._actor_cluster import Cluster, kind_of
from casus.steps._actor_heads import named_phrase
from casus.steps._actor_identity import Identity
from casus.steps._actor_mention import PRONOUNS, Phrase
from casus.steps._actor_text import Named, Text, country_word
from casus.steps._overlaps import ENDS

ORGANS: Final = frozenset({"armed_forces", "police", "government"})
"""Kinds of actors that belong to one state."""
PARTIES: Final = ("actor", "recipient", "mediator", "beneficiary", "subject")


def engine_clusters(
    text: Text, coreferences: Iterable[Coreference], found: Sequence[Phrase], identity: Identity
) -> list[Cluster]:
    """The engine's groups with our reading of each mention.

    Groups with one registry id or one proper name become one; a group that names organs of two states or people
    of two groups ("Hezbollah fighters", "Islamic State fighters") is parted, for words weigh more than likeness. All 14
    such partings in the dev reports were right.
    """
    named = [p for p in found if p.form != "pronoun"]
    by_span, by_end = {p.span: p for p in found}, {p.span.end: p for p in reversed(found)}
    clusters: list[Cluster] = []
    for group in coreferences:
        parts: list[Cluster] = []
        starts = {span.start for span in group.spans}
        for span in sorted(group.spans, key=ENDS):
            known = by_span.get(span) or inner_phrase(text, span, identity)
            known = known or _members(text, span, named) or _headed(text, span, named)
            known = known or _closing(text, span, by_end.get(span.end))
            phrase = known._replace(span=span) if known is not None else bare_phrase(text, span)
            if phrase is not None:
                _take(parts, _Signs.of(text, phrase, starts), identity, guess=(group.kind, group.sector))
        clusters += parts
    return _merged(clusters)


class _Signs(NamedTuple):
    """A mention with what keeps it apart from others.

    `backers` are who backs or leads its party by its own words ("Iranian-backed", "loyal to General Orlan"); `beside`
    is where the phrase ends that it is coordinated with ("the army and [the rebels]"), -1 where there is none;
    `paired` tells that it is no name and one of the same group is coordinated with it ("[the Syrian side] and
    Hezbollah").
    """

    phrase: Phrase
    backers: frozenset[str]
    beside: int
    paired: bool

    @classmethod
    def of(cls, text: Text, phrase: Phrase, others: set[int]) -> _Signs:
        """Look around a mention; `others` are where the mentions of its group begin."""
        first, stop = bisect_left(text.starts, phrase.span.start), bisect_left(text.starts, phrase.span.end)
        backers = frozenset(text.backers[i] for i in range(first, stop + 1) if i in text.backers)
        after = text.starts[stop + 1] if stop + 1 < len(text.starts) else -1
        ahead = after in others and _beside(text, stop + 1) == phrase.span.end
        return cls(phrase, backers, _beside(text, first), ahead and phrase.form == "role")

    def fits(self, cluster: Cluster) -> bool:
        """Whether nothing in the words forbids that both are one."""
        apart = self.backers and cluster.backers and not self.backers & cluster.backers
        paired = self.paired or any(p.span.end == self.beside for p in cluster.phrases)
        return not (apart or paired or _is_other_kind(cluster, self.phrase))


def _beside(text: Text, first: int) -> int:
    """Where the phrase before "and" ends, if what begins at a token is whole by itself: a name or with an article."""
    if first < 2 or text.key(first - 1) != "and" or text.cover[first - 1] is not None:
        return -1
    whole = text.capital(first) or text.token(first).upos in ("DET", "NUM", "PRON")
    return text.token(first - 2).span.end if whole else -1


def _take(parts: list[Cluster], signs: _Signs, identity: Identity, *, guess: tuple[str, str]) -> None:
    """Add a mention to the part of its group that it agrees with, the latest one first, or begin a new part."""
    phrase = signs.phrase
    settled = identity.settle(phrase) if phrase.candidates else ("", "", "", "")
    organ = (settled[1] or phrase.kind, settled[3] or phrase.country)
    owner = identity.owner(phrase)
    fits = (
        c
        for c in sorted(parts, key=lambda c: settled[0] not in c.ids)
        if not _conflicts(c, *organ) and not (owner and c.ids and owner not in c.ids) and signs.fits(c)
    )
    cluster = next(fits, None)
    if cluster is None:
        cluster = Cluster(guess=guess)
    else:
        parts.remove(cluster)
    parts.insert(0, cluster)
    registry, kind, sector, country = settled if cluster.trusts(phrase) else ("", "", "", "")
    if registry or owner:
        cluster.ids.add(registry or owner)
    if registry and phrase.form == "name" and not cluster.named:
        cluster.kind, cluster.sector, cluster.country = kind, sector, country
    cluster.backers |= signs.backers
    cluster.add(phrase)


def _is_other_kind(cluster: Cluster, phrase: Phrase) -> bool:
    """Whether one is a named person and the other many people: "gunmen" are no general."""
    if phrase.form == "pronoun":
        return False
    if _names_person(phrase):
        return any(p.form == "role" and p.number == "many" for p in cluster.phrases)
    return phrase.form == "role" and phrase.number == "many" and any(_names_person(p) for p in cluster.phrases)


def _names_person(phrase: Phrase) -> bool:
    return phrase.form == "person" or (phrase.form == "name" and kind_of(phrase) == "person")


def _conflicts(cluster: Cluster, kind: str, country: str) -> bool:
    """Whether a mention is of a state organ of one country and the cluster of another country's.

    Parting at every clash of registry ids or countries was tried too: recipients on the dev reports fell from .557 to
    .545; with this they stay.
    """
    return kind in ORGANS and cluster.kind in ORGANS and bool(country) and cluster.country not in ("", country)


def _headed(text: Text, span: Span, found: Sequence[Phrase]) -> Phrase | None:
    """Our phrase that begins a longer mention ("[Palestinian refugees] of the camp"), unless it is only its
    possessor.
    """
    starts = [p for p in found if p.span.start == span.start and p.span.end < span.end]
    longest = max(starts, key=lambda p: p.span.end, default=None)
    if longest is None or text.key(longest.last + 1) not in (
        "of",
        "in",
        "for",
        "from",
        "with",
        "at",
        "to",
        "on",
        "who",
    ):
        return None
    return longest


def inner_phrase(text: Text, span: Span, identity: Identity) -> Phrase | None:
    """A name inside a compound read by itself: "U.S." in "U.S.-led coalition"; None for other mentions."""
    first, last = bisect_left(text.starts, span.start), bisect_right(text.starts, span.end - 1) - 1
    if not first <= last or not text.inner.issuperset(range(first, last + 1)):
        return None
    country = country_word(text, first)
    if country is not None and country.last == last:
        return named_phrase(text, country, first)
    candidates = identity.registry.lookup(text.shown(first, last), identity.context)
    return named_phrase(text, Named(first, last, candidates), first) if candidates else None


def _members(text: Text, span: Span, found: Sequence[Phrase]) -> Phrase | None:
    """The group whose fighters a mention is about: "[fighters of the Hill Front]"; None for other mentions."""
    last = bisect_right(text.starts, span.end - 1) - 1
    group = next((p for p in found if p.last == last and p.form == "name" and p.span.start > span.start), None)
    if group is None or group.first < 2 or text.key(group.first - 1) not in ("of", "from"):
        return None
    people = text.key(group.first - 2) in text.words.lists["fighters"]
    return group if people and text.starts[group.first - 2] >= span.start else None


def _closing(text: Text, span: Span, phrase: Phrase | None) -> Phrase | None:
    """A phrase that ends a longer mention and names the same party, not one that the rest only belongs to.

    "the president, Ana Ruiz" and "members of the Hill Front" are; "director of the Hill Front" is not.
    """
    if phrase is None or phrase.span.start <= span.start:
        return phrase
    first = bisect_left(text.starts, span.start)
    before = range(first, phrase.first)
    joints = [i for i in before if text.token(i).upos in ("ADP", "CCONJ") or i in text.backers]
    if not joints or text.token(phrase.first - 1).text == ",":
        return phrase
    counted = any(text.key(i) in text.words.lists["quantities"] for i in before)
    return phrase if counted and [text.key(i) for i in joints] == ["of"] else None


def bare_phrase(text: Text, span: Span) -> Phrase | None:
    """A phrase that only says where it stands; None when the span holds no token."""
    first, last = bisect_left(text.starts, span.start), bisect_right(text.starts, span.end - 1) - 1
    if first > last or last < 0:
        return None
    last = _head(text, first, last)
    word = text.key(last)
    form = "pronoun" if first == last and word in PRONOUNS else "role"
    role = text.roles[last]
    number = PRONOUNS.get(word, "many") if form == "pronoun" else (role[1].number if role else "one")
    kind, sector = (role[1].kind, role[1].sector) if role and form == "role" else ("", "")
    owner = next(
        (text.cover[i] for i in range(last, first - 1, -1) if text.cover[i] is not None and i not in text.inner), None
    )
    country = owner.country if owner else ""
    return Phrase(
        span,
        first,
        last,
        last,
        form,
        number,
        kind,
        sector,
        country,
        head_key=text.phrase(last, last),
        owner=owner,
        sentence=text.sentence_of[last],
    )


def _head(text: Text, first: int, last: int) -> int:
    """The last token before whatever a preposition or such words as "loyal to" bring in."""
    joints = (i for i in range(first + 1, last + 1) if text.token(i).upos == "ADP" or i in text.backers)
    stop = next((i for i in joints if i - 1 not in text.backers), last + 1)
    return stop - 1 if text.keys[stop - 1] else last


def _merged(clusters: list[Cluster]) -> list[Cluster]:
    """Groups that name the same registry actor or share a full name are one."""
    kept: list[Cluster] = []
    for cluster in clusters:
        names = {p.head_key for p in cluster.phrases if p.form in ("name", "person") and len(p.head_key) > 2}
        home = next(
            (
                k
                for k in kept
                if (cluster.ids & k.ids) or (names & {p.head_key for p in k.phrases if p.form in ("name", "person")})
            ),
            None,
        )
        if home is None:
            kept.append(cluster)
            continue
        for phrase in cluster.phrases:
            home.add(phrase)
        home.ids |= cluster.ids
        home.phrases.sort(key=lambda p: (p.span.start, p.span.end))
    return kept


def _stretches(spans: Iterable[Span]) -> tuple[list[int], list[int]]:
    """Starts and ends of the stretches of text that spans cover together, in order and apart."""
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(spans, key=ENDS):
        if ends and span.start < ends[-1]:
            ends[-1] = max(ends[-1], span.end)
        else:
            starts.append(span.start)
            ends.append(span.end)
    return starts, ends


def _overlaps(span: Span, taken: tuple[list[int], list[int]]) -> bool:
    """Whether a span shares a code point with one of the stretches."""
    starts, ends = taken
    at = bisect_left(starts, span.end) - 1
    return at >= 0 and ends[at] > span.start


def uncovered(text: Text, frames: Iterable[Frame], clusters: Iterable[Cluster]) -> list[Cluster]:
    """An actor for each argument of a frame that no mention overlaps, so that every party can be somebody."""
    taken = _stretches(p.span for c in clusters for p in c.phrases)
    found: dict[Span, Cluster] = {}
    for frame in frames:
        for span in frame.spans(*PARTIES):
            if span in found or _overlaps(span, taken):
                continue
            phrase = bare_phrase(text, span)
            if phrase is not None and phrase.form != "pronoun":
                cluster = Cluster()
                cluster.add(phrase)
                found[span] = cluster
    return list(found.values())
