import pytest

from casus.model.actor import Actor
from casus.model.span import Span
from casus.steps._parties import actor_of


def actor(name: str, *spans: tuple[int, int]) -> Actor:
    return Actor(name, name, "other", "UNK", None, tuple(Span(*span) for span in spans))


ACTORS = (
    actor("army", (0, 15), (60, 62)),
    actor("state", (4, 10)),
    actor("spokesman", (20, 40)),
    actor("group", (20, 29)),
)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param((0, 15), "army", id="exact"),
        pytest.param((4, 10), "state", id="exact-inside-another"),
        pytest.param((11, 15), "army", id="same-head"),
        pytest.param((31, 40), "spokesman", id="same-head-of-a-longer-mention"),
        pytest.param((18, 30), "group", id="the-one-inside"),
        pytest.param((21, 25), "group", id="the-tighter-one-around"),
        pytest.param((60, 62), "army", id="a-later-mention"),
        pytest.param((45, 50), None, id="nobody"),
        pytest.param((15, 20), None, id="touching-is-no-overlap"),
    ],
)
def test_the_best_fitting_mention_wins(span: tuple[int, int], expected: str | None) -> None:
    """Exact, then same head, then inside or around."""
    found = actor_of(Span(*span), ACTORS)

    assert (found.id if found else None) == expected


def test_without_actors_there_is_nobody() -> None:
    """An empty report has no parties."""
    assert actor_of(Span(0, 5), ()) is None
