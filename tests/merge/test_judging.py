from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.errors import ResourceError
from casus.merge.features import FEATURES, Compared, features
from casus.merge.judging import is_whole_of, read_weights, shipped_weights
from tests.merge.tellings import ARMY, DAY, DORVAN, FRONT, KELMAR, PROVINCE, UNION, judged, telling


def test_the_same_attack_in_other_words_is_one() -> None:
    """Who, whom, where and when agree, the verb does not."""
    other = telling(2, triggers=("bombard",), words=("front", "bombard", "army", "dorvan", "position"))

    assert judged(telling(1), other).verdict == "same"


def test_a_repeated_toll_makes_no_new_attack() -> None:
    """A later report with the toll alone is of the attack."""
    later = telling(2, published=DAY + 1, modes=(), triggers=("kill",), numbers=(("killed", 4),), actors=())
    first = telling(1, numbers=(("killed", 4),))

    assert judged(first, replace(later, triggers=("shelling",))).verdict == "same"


@pytest.mark.parametrize("days", [1, 2])
def test_attacks_of_following_days_stay_two(days: int) -> None:
    """The same town, the same sides, another day."""
    next_one = telling(2, first=DAY - 1 + days, last=DAY - 1 + days, words=("rebel", "fire", "again"))
    found = judged(telling(1), next_one)

    assert found.verdict == "different"
    assert found.reasons[0][0] == "rule:other_day"


def test_a_report_that_got_the_day_wrong_is_of_the_same_attack() -> None:
    """The toll is the same, and too large for chance."""
    wrong = telling(2, first=DAY, last=DAY, words=("rebel", "fire"), numbers=(("killed", 14),))

    assert judged(telling(1, numbers=(("killed", 14),)), wrong).verdict == "same"


def test_attacks_in_other_towns_stay_two() -> None:
    """Three hundred kilometres are too far."""
    found = judged(telling(1), telling(2, places=(KELMAR,)))

    assert (found.verdict, found.reasons[0][0]) == ("different", "rule:other_place")


def test_a_summary_is_a_parent_and_no_twin() -> None:
    """Attacks across the province count this one in."""
    whole = telling(2, several=True, places=(PROVINCE,), numbers=(("killed", 20),))
    part = telling(1, numbers=(("killed", 4),))

    assert judged(part, whole).reasons[0][0] == "rule:summary"
    assert is_whole_of(Compared.of(whole), Compared.of(part))
    assert not is_whole_of(Compared.of(part), Compared.of(whole))


def test_a_summary_counts_no_more_in_than_its_toll() -> None:
    """An attack that killed more is none of those summed up."""
    whole = telling(2, several=True, places=(PROVINCE,), numbers=(("killed", 3),))

    assert not is_whole_of(Compared.of(whole), Compared.of(telling(1, numbers=(("killed", 4),))))


def test_two_speakers_made_two_accusations() -> None:
    """What is said is one act only if the same party says it."""
    one = telling(1, types=("ACCUSE",), modes=("allege",), triggers=("accuse",))
    other = replace(one, telling_id="e-2", doc_id="d-2", actors=(UNION,))

    assert judged(one, other).reasons[0][0] == "rule:other_speaker"
    assert judged(one, replace(other, actors=(FRONT,))).verdict == "same"


def test_one_report_that_keeps_two_authors_apart_is_believed() -> None:
    """Two offensives against one enemy on one day are two, where one reading tells them apart by their authors."""
    one = telling(1)
    other = replace(one, telling_id="e-2", actors=(UNION,))

    assert judged(one, other).reasons[0][0] == "rule:other_author"
    assert judged(one, replace(other, doc_id="d-2")).reasons[0][0] != "rule:other_author"


def test_a_denial_days_later_is_another() -> None:
    """Without a day told, what is said was said shortly before the report."""
    one = telling(1, types=("REJECT",), modes=(), triggers=("deny",), first=None, last=None)
    later = replace(one, telling_id="e-2", doc_id="d-2", published=DAY + 5)

    assert judged(one, later).reasons[0][0] == "rule:other_day"


def test_aid_of_two_givers_is_two() -> None:
    """One word, one recipient, one day: who gives decides."""
    ours = {"types": ("AID",), "modes": (), "triggers": ("aid",), "places": ()}
    a, b = telling(1, actors=(FRONT,), **ours), telling(2, actors=(UNION,), **ours)

    assert judged(a, b).reasons[0][0] == "rule:other_author"
    assert judged(a, replace(b, actors=())).verdict == "same"


def test_what_an_act_is_about_tells_two_deals_apart() -> None:
    """Nothing differs but what was signed."""
    signing = {"types": ("AGREE",), "modes": (), "triggers": ("sign",), "places": (), "words": ()}
    grain = telling(1, near=("contract", "harvest", "grain"), **signing)
    again = telling(2, near=("grain", "contract", "yesterday"), **signing)
    pipes = telling(2, near=("pipeline", "gas", "licence"), **signing)

    assert judged(grain, again).score > judged(grain, pipes).score


def test_silence_is_no_evidence() -> None:
    """A telling without parties, place and time has no feature that differs."""
    mute = telling(2, actors=(), recipients=(), places=(), first=None, last=None, modes=())
    found = features(Compared.of(telling(1)), Compared.of(mute))

    assert not [name for name in found if name.endswith(("_differs", "time_apart"))]


tellings = st.builds(
    telling,
    st.integers(1, 9),
    actors=st.lists(st.sampled_from([FRONT, ARMY, UNION]), max_size=2).map(tuple),
    places=st.lists(st.sampled_from([DORVAN, KELMAR, PROVINCE]), max_size=2).map(tuple),
    several=st.booleans(),
    types=st.sampled_from([("ASSAULT",), ("ACCUSE",), ()]),
    numbers=st.lists(st.tuples(st.just("killed"), st.integers(1, 30)), max_size=2).map(tuple),
)


@settings(deadline=None)
@given(tellings, tellings)
def test_order_does_not_matter(a: object, b: object) -> None:
    """The judgement of two tellings is the same whichever comes first."""
    forth, back = judged(a, b), judged(b, a)  # type: ignore[arg-type]

    assert (forth.verdict, forth.score, set(forth.reasons)) == (back.verdict, back.score, set(back.reasons))


def test_weights_point_the_way_their_names_say() -> None:
    """Agreement never counts against, and difference never for."""
    of = shipped_weights().of
    against = {name for name in FEATURES if name.endswith(("_differs", "_apart", "_swapped"))}

    assert all(of[name] <= 0 for name in against)
    assert all(of[name] >= 0 for name in set(FEATURES) - against)


def test_a_weights_file_without_a_feature_is_refused(tmp_path: Path) -> None:
    """The message names what is missing."""
    path = tmp_path / "weights.toml"
    path.write_text("[thresholds]\nsame = 1\nunsure = 1\ncohesion = 1\n[weights]\nbias = 0\n", encoding="utf-8")

    with pytest.raises(ResourceError, match="wording"):
        read_weights(path)
