"""Count, for one report, what a reading has in common with the gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from operator import eq

from casus.evaluate.aligned import ClaimSide, ReadingSide, StateSide, align, matched, overlap, same_parties


def count(gold: ReadingSide, predicted: ReadingSide) -> Counter[str]:
    """
    Counts by name: `x` what is right, `x_g`, `x_p` what there is in gold and predicted, `x_n` where gold has a value.

    `type:ASSAULT` and the like count claims typed right by type, with `_g` and `_p` as above.
    """
    counts: Counter[str] = Counter()
    pairs = [(gold.claims[i], predicted.claims[j]) for i, j in align(gold.claims, predicted.claims)]
    counts["claims"] = len(pairs)
    for side, suffix in ((gold, "_g"), (predicted, "_p")):
        for claim in side.claims:
            counts.update(_volume(claim, suffix))
    for pair in pairs:
        counts.update(_agreement(*pair))
    counts.update(_links(pairs))
    counts.update(_states(gold.states, predicted.states))
    return counts


def _volume(claim: ClaimSide, suffix: str) -> dict[str, int]:
    """How much there is to find in a claim."""
    sizes = {
        "claims": 1,
        f"type:{claim.type}": 1,
        "actor": len(claim.actors),
        "recipient": len(claim.recipients),
        "place": len(claim.places),
        "time": int(claim.time is not None),
        "quantity": len(claim.quantities),
        "source": len(claim.sources),
    }
    return {name + suffix: size for name, size in sizes.items()}


def _agreement(gold: ClaimSide, predicted: ClaimSide) -> dict[str, int]:
    """What two aligned claims agree on."""
    same_type = gold.type == predicted.type
    same_polarity = gold.is_negative == predicted.is_negative
    has_mode, has_date = same_type and bool(gold.mode), bool(gold.earliest)
    return {
        "type": same_type,
        f"type:{gold.type}": same_type,
        "mode_n": has_mode,
        "mode": has_mode and gold.mode == predicted.mode,
        "status": gold.status == predicted.status,
        "factuality": gold.factuality == predicted.factuality,
        "polarity": same_polarity,
        "actor": same_parties(gold.actors, predicted.actors),
        "recipient": same_parties(gold.recipients, predicted.recipients),
        "place": matched(gold.places, predicted.places, overlap),
        "time": overlap(gold.time, predicted.time),
        "date_n": has_date,
        "date": has_date and (gold.earliest, gold.latest) == (predicted.earliest, predicted.latest),
        "quantity": matched(gold.quantities, predicted.quantities, eq),
        "source": same_parties(gold.sources, predicted.sources),
        "who_did_what_to_whom": same_type and same_polarity and _same_cast(gold, predicted),
    }


def _same_cast(gold: ClaimSide, predicted: ClaimSide) -> bool:
    """Whether all actors and recipients have partners on the other side, none left over."""
    return all(
        same_parties(ours, theirs) == len(ours) == len(theirs)
        for ours, theirs in ((gold.actors, predicted.actors), (gold.recipients, predicted.recipients))
    )


def _links(pairs: Sequence[tuple[ClaimSide, ClaimSide]]) -> Counter[str]:
    """Which pairs of aligned claims are said to be about one happening."""
    counts: Counter[str] = Counter()
    for (gold_a, ours_a), (gold_b, ours_b) in combinations(pairs, 2):
        in_gold = gold_a.event == gold_b.event
        in_ours = ours_a.event is not None and ours_a.event == ours_b.event
        counts.update({"link_g": in_gold, "link_p": in_ours, "link": in_gold and in_ours})
    return counts


def _states(gold: Sequence[StateSide], predicted: Sequence[StateSide]) -> dict[str, int]:
    right = matched(gold, predicted, StateSide.is_same)
    return {"state": right, "state_g": len(gold), "state_p": len(predicted)}
