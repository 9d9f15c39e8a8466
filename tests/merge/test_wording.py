from __future__ import annotations

from casus.merge.wording import near_words, weight


def test_words_next_to_the_act_are_the_nearest_on_either_side() -> None:
    """Four content words before, four after; function words and the act itself are none."""
    told = (
        "Late on Monday two columns of the northern brigade shelled the fuel depot at the old port and a nearby mill."
    )
    start = told.index("shelled")

    near = near_words(told, start, start + len("shelled"))

    assert {"brigade", "fuel", "depot"} <= set(near)
    assert not {"late", "shell", "mill", "the"} & set(near)


def test_words_that_most_reports_have_weigh_little() -> None:
    """An attack says less than a reservoir, and a word never seen says most."""
    assert weight("attack") < weight("reservoir") <= weight("qwxzt")
