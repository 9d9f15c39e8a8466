"""
Write the counted part of docs/quality-situations.md: `python scripts/build_situations_page.py SITUATIONS.jsonl`.

The file in the fuller schema is no part of the repository; its situations are named by id and phenomenon, not quoted.
Why each is missed stands in scripts/situation_causes.toml.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from casus.engine import build_engine
from casus.evaluate import phenomena, situations
from casus.evaluate.situations import Outcome, Situation
from casus.pipeline import Pipeline
from casus.resources.load import read_toml
from casus.settings import Settings

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "quality-situations.md"
CAUSES: Final = ROOT / "scripts" / "situation_causes.toml"
OWN: Final = ROOT / "tests" / "situations"
START: Final = "<!-- counted -->"
END: Final = "<!-- end of counted -->"
FIELDS: Final = (
    ("is not found", "act or relation"),
    ("is claimed to have happened", "no such act"),
    (": type", "type"),
    (": status", "status"),
    ("factuality", "factuality"),
    ("actor", "actor"),
    ("recipient", "recipient"),
    ("subject", "subject"),
    ("object", "object"),
    ("extent", "extent"),
    ("place", "place"),
    ("days", "time"),
    ("according", "source"),
    ("nobody", "stance"),
)
"""What a miss says, in the order of looking, and the field that it is about; any other is a number."""


def field_of(miss: str) -> str:
    """The field that a miss is about."""
    return next((name for words, name in FIELDS if words in miss), "number")


def shares(outcomes: Sequence[Outcome], of: str) -> Iterator[str]:
    """One row per category, then all."""
    every: Counter[str] = Counter(o.situation.category for o in outcomes)
    right: Counter[str] = Counter(o.situation.category for o in outcomes if not o.misses)
    yield f"| {of} | right | of | |"
    yield "|---|---|---|---|"
    for name in sorted(every):
        yield f"| {name} | {right[name]} | {every[name]} | {right[name] / every[name]:.0%} |"
    total, good = every.total(), right.total()
    yield f"| **all** | **{good}** | **{total}** | **{good / total:.0%}** |"


def by_field(outcomes: Sequence[Outcome]) -> str:
    """How many situations miss each field."""
    found = Counter(name for o in outcomes for name in {field_of(miss) for miss in o.misses})
    return ", ".join(f"{name} {count}" for name, count in found.most_common())


def explained(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Each cause with the situations that it explains, by phenomenon, and the fields that they miss."""
    causes: dict[str, Any] = read_toml(CAUSES)
    cause_of = {name: cause["why"] for cause in causes.values() for name in cause["ids"]}
    missed = [o for o in outcomes if o.misses]
    for why in dict.fromkeys([*(c["why"] for c in causes.values()), "Not looked into yet."]):
        own = [o for o in missed if cause_of.get(o.situation.id, "Not looked into yet.") == why]
        if own:
            yield f"\n**{why}**\n"
            yield from (f"- {o.situation.id}, {o.situation.phenomenon}: {fields(o)}" for o in own)


def fields(outcome: Outcome) -> str:
    """The fields that a situation misses."""
    return ", ".join(dict.fromkeys(field_of(miss) for miss in outcome.misses))


def own_misses(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Situations of the repository that are missed, with what is wrong."""
    yield "| situation | phenomenon | missed |"
    yield "|---|---|---|"
    for o in outcomes:
        if o.misses:
            yield f"| {o.situation.id} | {o.situation.phenomenon} | {re.sub('[|]', '/', o.misses[0])} |"


def counted(pipeline: Pipeline, schema: Sequence[Situation]) -> str:
    """The part of the page between the marks."""
    theirs = situations.run(schema, pipeline)
    files = sorted(path for path in OWN.glob("*.toml") if path.name != "known.toml")
    ours = situations.run([one for path in files for one in situations.load(path)], pipeline)
    lines = [
        "## Situations of the fuller schema\n",
        *shares(theirs, "category"),
        f"\nFields missed, by situations: {by_field(theirs)}.\n",
        "### Each miss and why",
        *explained(theirs),
        "\n## Situations of the repository\n",
        *shares(ours, "family"),
        f"\nFields missed, by situations: {by_field(ours)}.\n",
        *own_misses(ours),
    ]
    return "\n".join(lines)


def main(path: Path) -> None:
    """Write the counted part anew; the rest of the page stays."""
    part = counted(build_engine(Settings()), phenomena.load(path))
    page = PAGE.read_text("utf-8")
    head, tail = page.partition(START)[0], page.partition(END)[2]
    PAGE.write_text(f"{head}{START}\n\n{part}\n\n{END}{tail}", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
