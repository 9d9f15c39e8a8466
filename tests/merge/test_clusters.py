from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from casus.merge.clusters import BEST, Verdicts, groups, kept_pairs, naming, ordered
from tests.merge.tellings import DAY, telling

FOUR = [telling(n, published=DAY + n) for n in range(1, 5)]
A, B, C, D = (t.telling_id for t in FOUR)


def grouped(verdicts: Verdicts, score: float = 1.0) -> list[tuple[str, ...]]:
    """Groups of the four tellings."""
    return groups(FOUR, verdicts, lambda a, b: verdicts.machine.get(ordered(a, b), score), cohesion=0.3)


def test_the_earliest_telling_names_the_event() -> None:
    """Members resolve to it; a telling of its own needs no name."""
    found = grouped(Verdicts({(B, C): 0.9}))

    assert naming(found) == {B: B, C: B}


def test_a_person_joins_what_no_machine_would() -> None:
    """Without any score."""
    assert (A, D) in grouped(Verdicts(joined=frozenset({(A, D)})))


def test_a_person_cuts_through_chains() -> None:
    """A and C stay apart although both go with B."""
    found = grouped(Verdicts({(A, B): 0.9, (B, C): 0.8}, cut=frozenset({(A, C)})))

    assert found == [(A, B), (C,), (D,)]


def test_a_telling_that_fits_two_happenings_ties_neither() -> None:
    """A and C are not alike at all: B goes with the surer one."""
    found = grouped(Verdicts({(A, B): 0.5, (B, C): 0.45, (A, C): 0.0}))

    assert found == [(A, B), (C,), (D,)]


def test_what_one_report_tells_as_two_is_joined_by_no_other_report() -> None:
    """A and D are of one report, which tells them as two: B, which fits both, does not tie them."""
    last = replace(FOUR[3], doc_id=FOUR[0].doc_id)
    scores = {(A, B): 0.9, (B, D): 0.8, (A, D): 0.1}

    for report, expected in ((FOUR[3], [(A, B, D), (C,)]), (last, [(A, B), (C,), (D,)])):
        tellings = (*FOUR[:3], report)
        assert (
            groups(tellings, Verdicts({(A, B): 0.9, (B, D): 0.8}), lambda a, b: scores[a, b], cohesion=0.3) == expected
        )


@settings(deadline=None)
@given(st.permutations(FOUR), st.dictionaries(st.sampled_from(list(combinations([A, B, C, D], 2))), st.floats(0.4, 1)))
def test_order_of_arrival_does_not_matter(order: list[object], machine: dict[tuple[str, str], float]) -> None:
    """The same tellings and judgements make the same groups."""
    again = groups(order, Verdicts(machine), lambda a, b: machine.get(ordered(a, b), 0.1), cohesion=0.3)  # type: ignore[arg-type]

    assert again == groups(FOUR, Verdicts(machine), lambda a, b: machine.get(ordered(a, b), 0.1), cohesion=0.3)


def test_of_very_many_judgements_the_best_count() -> None:
    """Each telling keeps its surest, and what is among the surest of the other."""
    star = {("a", f"b{n:03}"): n / 1000 for n in range(100)}
    full = dict.fromkeys(combinations([f"c{n:03}" for n in range(40)], 2), 0.5)

    assert len(kept_pairs(star)) == 100
    assert len(kept_pairs(full)) <= 40 * BEST
