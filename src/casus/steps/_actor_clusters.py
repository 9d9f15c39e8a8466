"""
Grouping the mentions of one report into actors.

Names join by registry id, by key, by an abbreviation introduced in brackets, or by being part of a longer name
("Nusra" after "Nusra
Front"). Nouns join the actor that they describe ("the army" after "the Syrian army"); pronouns the nearest actor that
fits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from casus.steps._actor_cluster import Cluster, fits_gender, fits_number, is_part, kind_of, near, same_family, same_role
from casus.steps._actor_mention import Phrase
from casus.steps._actor_text import Text

GROUPS: Final = frozenset(
    {
        "rebel_group",
        "militia",
        "party",
        "organisation",
        "ngo",
        "igo",
        "media",
        "company",
        "other",
        "armed_forces",
        "police",
        "government",
    }
)


class Clusters:
    """The actors of one report while it is being read from front to back."""

    def __init__(self, text: Text, settle: Callable[[Phrase], tuple[str, str, str, str]]) -> None:
        """`settle` gives (registry id, kind, sector, country) of a phrase's best candidate, empty strings where
        undecided.
        """
        self.text = text
        self.settle = settle
        self.all: list[Cluster] = []
        self.now = 0
        self.abbreviations = {k: v for a in text.abbreviations for k, v in ((a.short, a.long), (a.long, a.short))}

    def add_all(self, phrases: Sequence[Phrase]) -> None:
        """Read the phrases in text order."""
        before: tuple[Phrase, Cluster] | None = None
        quoted = [p for p in phrases if p.form == "pronoun" and p.number in ("we", "i")]
        for phrase in phrases:
            if phrase.form == "pronoun" and phrase.number in ("we", "i"):
                continue
            self.now = phrase.sentence
            apposed = before[1] if before is not None and self._apposed(before[0], phrase) else None
            cluster = apposed or self._home(phrase)
            if cluster is None and phrase.form in ("pronoun", "unknown"):
                continue
            if cluster is None:
                cluster = Cluster()
                self.all.append(cluster)
            self._join(cluster, phrase)
            before = (phrase, cluster)
        for phrase in quoted:
            self.now = phrase.sentence
            home = self._quoted(phrase)
            if home is not None:
                self._insert(home, phrase)

    def _insert(self, cluster: Cluster, phrase: Phrase) -> None:
        """Put a mention found late at its place in the text."""
        cluster.add(phrase)
        cluster.phrases.sort(key=lambda p: p.span)

    def _apposed(self, left: Phrase, right: Phrase) -> bool:
        """Whether `right` says who `left` is: "the group's leader, Ana Ruiz," or "Ana Ruiz, a spokeswoman"."""
        if (
            right.first != left.last + 2
            or self.text.token(left.last + 1).text != ","
            or left.sentence != right.sentence
        ):
            return False
        one_of_each = {left.form, right.form} <= {"role", "person", "name"} and left.form != right.form
        if not one_of_each or left.number != right.number or left.span.contains(right.span):
            return False
        role = left if left.form == "role" else right
        named = right if role is left else left
        if role.number != "one" or "person" not in (named.kind, kind_of(named)):
            return False
        return (
            role is left
            or role.counted
            or role.definite
            or self.text.key(right.first) in ("former", "head", "director", "chief")
        )

    def _join(self, cluster: Cluster, phrase: Phrase) -> None:
        asked = phrase.candidates and cluster.trusts(phrase)
        registry, kind, sector, country = self.settle(phrase) if asked else ("", "", "", "")
        if registry:
            cluster.ids.add(registry)
        if registry and not cluster.kind:
            cluster.kind, cluster.sector, cluster.country = kind, sector, country
        cluster.add(phrase)

    def _home(self, phrase: Phrase) -> Cluster | None:
        """The actor that a phrase belongs to; None for a new one."""
        if phrase.form == "pronoun":
            return self._pronoun(phrase)
        if phrase.form in ("name", "person", "unknown"):
            return self._name(phrase)
        if phrase.form in ("state", "adjective"):
            return self._recent(lambda c: c.kind == "state" and c.country == phrase.country)
        if phrase.form == "people":
            return self._recent(lambda c: phrase.head_key in c.keys)
        return self._role(phrase)

    # -- names --

    def _name(self, phrase: Phrase) -> Cluster | None:
        if phrase.candidates and phrase.candidates[0].registry.startswith("per.") and " " not in phrase.head_key:
            longer = self._longer(phrase._replace(form="person"))
            if longer is not None:
                return longer
        partner = self.abbreviations.get(phrase.head_key)
        meant = self._recent(lambda c: partner in c.keys) if partner else None
        if meant is not None:
            return meant
        registry = self.settle(phrase)[0] if phrase.candidates else ""
        if registry:
            known = self._recent(lambda c: registry in c.ids)
            if known is not None:
                return known
        name = phrase.head_key
        same = self._recent(lambda c: name in c.keys and c.kind != "state")
        if same is not None:
            return same
        return None if registry and phrase.candidates[0].score > 0.8 else self._longer(phrase)

    def _longer(self, phrase: Phrase) -> Cluster | None:
        """An actor with a longer name of which this is a part: a surname, or the first words of an organisation's
        name.
        """
        words = phrase.head_key.split()
        if phrase.form in ("person", "unknown"):
            return self._recent(
                lambda c: (
                    c.kind == "person"
                    and fits_gender(c, phrase.gender)
                    and any(is_part(words, k.split()) for k in c.keys)
                )
            )
        return self._recent(
            lambda c: (
                c.kind in GROUPS and c.named and any(is_part(words, k.split()) and len(words) >= 1 for k in c.keys)
            )
        )

    # -- nouns --

    def _role(self, phrase: Phrase) -> Cluster | None:
        owner = phrase.owner
        if owner is not None and owner.candidates and phrase.head_key in self.text.words.lists["fighters"]:
            registry = self.settle_named(phrase)
            found = self._recent(lambda c: registry in c.ids and c.kind not in ("person", "media"))
            if found is not None:
                return found
        if phrase.number == "one" and phrase.counted:
            return None
        if phrase.country:
            same = self._recent(lambda c: c.country == phrase.country and same_role(c, phrase))
            return same or self._recent(
                lambda c: not c.country and c.number != "one" and not phrase.counted and same_family(c, phrase),
                within=8,
            )
        if phrase.definite:
            return self._definite(phrase)
        if phrase.counted or owner is not None:
            return None
        return self._bare_plural(phrase)

    def _bare_plural(self, phrase: Phrase) -> Cluster | None:
        """Without an article ("troops"): who was called so before, or the only such actor of the report."""
        same = self._recent(lambda c: phrase.head_key in c.keys and not c.phrases[0].counted, within=30)
        if same is not None:
            return same
        fits = [c for c in self.all if same_family(c, phrase)]
        return fits[0] if len(fits) == 1 else None

    def settle_named(self, phrase: Phrase) -> str:
        """The registry id of the name before a noun ("Hezbollah" in "Hezbollah fighters")."""
        owner = phrase.owner
        return owner.candidates[0].registry if owner is not None and owner.candidates else ""

    def _definite(self, phrase: Phrase) -> Cluster | None:
        head = phrase.head_key
        plain = [m for m in phrase.modifiers if m not in ("", "s") and not m.isdigit()]
        same = self._recent(
            lambda c: any(k == head or k.endswith(" " + head) for k in c.keys) and fits_number(c, phrase), within=12
        )
        if same is not None and (not plain or any(set(plain) <= set(p.modifiers) for p in same.phrases)):
            return same
        family = self._recent(lambda c: same_family(c, phrase), within=12)
        if family is not None and not plain:
            return family
        kinds = self.text.words.definite.get(head)
        if kinds is not None and len(plain) <= 1:
            fit = self._recent(
                lambda c: (
                    c.kind in kinds
                    and c.last.form != "adjective"
                    and fits_number(c, phrase)
                    and (not phrase.sector or near(c.sector, phrase.sector))
                ),
                within=6,
            )
            if fit is not None:
                return fit
        if phrase.number == "one" and phrase.kind in ("person", "anonymous_person"):
            return self._recent(
                lambda c: (
                    c.kind in ("person", "anonymous_person")
                    and (head in c.keys or any(head in p.modifiers for p in c.phrases))
                ),
                within=12,
            )
        return same if not plain else None

    # -- pronouns --

    def _pronoun(self, phrase: Phrase) -> Cluster | None:
        number = phrase.number
        if number in ("male", "female"):
            return self._best(
                phrase,
                lambda c: c.kind in ("person", "anonymous_person") and c.number != "many" and fits_gender(c, number),
            )
        if number == "body":
            return self._best(
                phrase,
                lambda c: (
                    c.number != "many"
                    and c.kind not in ("person", "anonymous_person", "civilians", "crowd")
                    and c.last.form != "adjective"
                ),
            )
        if number == "many":
            return self._best(
                phrase,
                lambda c: (
                    c.number in ("many", "body") and c.kind not in ("person", "state") and c.last.form != "adjective"
                ),
            )
        return None

    def _quoted(self, phrase: Phrase) -> Cluster | None:
        """Whom "I" and "we" mean: who speaks, or the body that the speaker speaks for."""
        speaker = self._speaker(phrase)
        if phrase.number == "i" or speaker is None:
            return speaker if speaker is None or speaker.kind in ("person", "anonymous_person") else None
        return self._spoken_for(speaker)

    def _speaker(self, phrase: Phrase) -> Cluster | None:
        """The subject of a verb of saying in the sentence of a first person, else just before or after it."""
        spoken = (
            (_distance(phrase.sentence, p.sentence), -p.first, i)
            for i, c in enumerate(self.all)
            for p in c.phrases
            if -3 <= p.sentence - phrase.sentence <= 1 and self._says(p)
        )
        best = min(spoken, default=None)
        return self.all[best[2]] if best else None

    def _says(self, phrase: Phrase) -> bool:
        """Whether a verb of saying stands right beside a mention ("Ruiz said", "said Ruiz")."""
        if phrase.form == "pronoun" and phrase.number not in ("male", "female"):
            return False
        return self.text.key(phrase.last + 1) in self.text.words.lists["saying"] or (
            self.text.key(phrase.first - 1) in self.text.words.lists["saying"]
            and self.text.key(phrase.first - 2) != "who"
        )

    def _spoken_for(self, speaker: Cluster) -> Cluster | None:
        """Whom a speaker means by "we": the group that speaks, or the state or force that an official speaks for."""
        if speaker.kind not in ("person", "anonymous_person"):
            return speaker
        kinds = {"GOV": ("state", "government"), "MIL": ("armed_forces", "state"), "REB": ("rebel_group",)}.get(
            speaker.sector, ()
        )
        return self._recent(lambda c: c.kind in kinds and c.country == speaker.country != "")

    def _best(self, phrase: Phrase, fits: Callable[[Cluster], bool]) -> Cluster | None:
        """The fitting actor with the best place: near, as a subject, early in its sentence, often named."""
        scored = [
            (self._salience(c, phrase), i, c)
            for i, c in enumerate(self.all)
            if fits(c) and phrase.sentence - c.last.sentence <= 3 and c.last.span.end <= phrase.span.start
        ]
        return max(scored, key=lambda s: s[:2], default=(0.0, 0, None))[2]

    def _salience(self, cluster: Cluster, phrase: Phrase) -> float:
        near = [p for p in cluster.phrases if phrase.sentence - p.sentence <= 3 and p.span.end <= phrase.span.start]
        best = 0.0
        for p in near[-4:]:
            score = 3.0 - (phrase.sentence - p.sentence) * 1.1
            score += 1.0 if self._is_subject(p) else 0.0
            score += 0.5 if p.form != "pronoun" and p.number == phrase.number else 0.0
            best = max(best, score)
        return best + 0.1 * min(len(cluster.phrases), 5) + 0.001 * cluster.last.first / max(1, len(self.text.tokens))

    def _is_subject(self, phrase: Phrase) -> bool:
        token = self.text.token(phrase.head)
        if token.deprel:
            return token.deprel.startswith("nsubj")
        start = phrase.first
        while start > 0 and self.text.sentence_of[start - 1] == phrase.sentence:
            start -= 1
        return phrase.first - start <= 2

    def _recent(self, fits: Callable[[Cluster], bool], *, within: int = 10_000) -> Cluster | None:
        """The fitting actor mentioned last, not more than so many sentences back."""
        best: Cluster | None = None
        at = -1
        for cluster in self.all:
            last = cluster.phrases[-1]
            if last.first > at and self.now - last.sentence <= within and fits(cluster):
                best, at = cluster, last.first
        return best


def _distance(here: int, there: int) -> float:
    """How far a speaker is: the sentence itself, those before, the one after ("…," she said. "…" reads backwards)."""
    return here - there if there <= here else 1.5
