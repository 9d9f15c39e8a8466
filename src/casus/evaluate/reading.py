"""
Score an engine on hand-coded reports, with the measures in `scores`.

Reports are paired by id; one without a prediction counts as an empty reading. All scores are summed over reports before
dividing, so long reports weigh more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from casus.codec import to_reading_dict
from casus.errors import FormatError
from casus.evaluate.aligned import reading_side
from casus.evaluate.counting import count
from casus.evaluate.gold import document_of, read_gold
from casus.evaluate.scores import F1, Evaluation, scores_from, total_of
from casus.pipeline import Pipeline

Json = Mapping[str, Any]


def evaluate(
    gold_path: str | Path,
    pipeline: Pipeline,
    *,
    limit: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """
    Read the reports of a gold file (the first `limit`) with an engine and score what it finds.

    The engine gets text, title and date only, not the gold's sentences. `on_progress` gets (done, all) after each
    report. Raises FormatError for a broken gold file.
    """
    gold = read_gold(Path(gold_path), limit=limit)
    predicted: list[Json] = []
    for row, reading in zip(gold, pipeline.code_all(map(document_of, gold)), strict=True):
        predicted.append({**to_reading_dict(reading), "id": row["id"]})
        if on_progress:
            on_progress(len(predicted), len(gold))
    return score_pairs(gold, predicted)


def score_pairs(gold: Iterable[Json], predicted: Iterable[Json]) -> Evaluation:
    """Score predicted readings against gold ones. Raises FormatError if a report's text differs between them."""
    by_id = {row["id"]: row for row in predicted}
    counts = {row["id"]: _count(row, by_id.get(row["id"], {})) for row in gold}
    total = total_of(counts.values())
    return Evaluation(
        scores_from(total, reports=len(counts)),
        tuple((key, scores_from(some)) for key, some in counts.items()),
        _types(total),
    )


def _count(gold: Json, predicted: Json) -> Counter[str]:
    if predicted and predicted.get("text", gold["text"]) != gold["text"]:
        raise FormatError(
            "the text that was read differs from the gold's",
            where=str(gold["id"]),
            expected="the same text, so that offsets mean the same",
            remedy="read the text of the gold file itself",
        )
    sentences = gold.get("sentences", ())
    with_trigger = dict(gold, claims=[claim for claim in gold["claims"] if claim["trigger"]])
    return count(reading_side(with_trigger, sentences), reading_side(predicted, sentences))


def _types(total: Counter[str]) -> tuple[tuple[str, F1], ...]:
    names = sorted({name[5:].removesuffix("_g").removesuffix("_p") for name in total if name.startswith("type:")})
    return tuple((name, F1(total[f"type:{name}"], total[f"type:{name}_g"], total[f"type:{name}_p"])) for name in names)
