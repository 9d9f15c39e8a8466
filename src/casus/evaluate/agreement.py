"""
How far people who coded the same things agree: Krippendorff's alpha and F1.

Alpha after Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), for nominal values, any number of coders
and missing values. F1 after Hripcsak and Rothschild, "Agreement, the F-measure, and reliability in information
retrieval" (2005): one coder taken as the key of the other, which is symmetric.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence


def alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """
    Krippendorff's alpha for nominal values; None where it is not defined.

    Each unit holds one value per coder, None where a coder gave none. Not defined without two values in some unit, and
    where all values are the same, so that nothing could have been got wrong.
    """
    totals: Counter[Hashable] = Counter()
    disagreement, pairable = 0.0, 0
    for unit in units:
        values = [value for value in unit if value is not None]
        if len(values) < 2:
            continue
        counts = Counter(values)
        pairable += len(values)
        same = sum(count * (count - 1) for count in counts.values())
        disagreement += (len(values) * (len(values) - 1) - same) / (len(values) - 1)
        totals += counts
    expected = pairable * (pairable - 1) - sum(total * (total - 1) for total in totals.values())
    if pairable == 0 or expected == 0:
        return None
    return 1 - (pairable - 1) * disagreement / expected


def f1(pairs: Iterable[tuple[Collection[Hashable], Collection[Hashable]]]) -> float | None:
    """The F1 of what two coders gave for each unit, over all units; None where neither gave anything."""
    both, given = 0, 0
    for one, other in pairs:
        both += len(set(one) & set(other))
        given += len(set(one)) + len(set(other))
    return 2 * both / given if given else None
