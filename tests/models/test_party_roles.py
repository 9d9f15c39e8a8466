"""Who plays a role is settled once it is known which mentions name one actor."""

from casus.model.frame import Argument, Frame, FrameKind
from casus.model.span import Span
from casus.models.analysis import PartyMention
from casus.models.parties import Parties, settle

LIMITS = {"*": 0.5, "~": 0.3, "actor~": 0.15}


def mention(start: int, actor: int) -> PartyMention:
    """Five letters that name an actor."""
    return PartyMention(Span(start, start + 5), actor, "other", "UNK", 1.0)


def frame(*arguments: Argument) -> Frame:
    """An attack with these arguments."""
    return Frame(FrameKind.EVENT, Span(100, 106), "ASSAULT", arguments=arguments)


def actor(start: int, score: float, *, inferred: bool = False, role: str = "actor") -> Argument:
    """A mention that may play a role."""
    return Argument(role, Span(start, start + 5), score, inferred)


PARTIES = Parties([mention(0, 1), mention(20, 2), mention(40, 1), mention(60, 3)])


def test_mentions_of_one_actor_are_weighed_together() -> None:
    """Two unsure mentions of one actor pass where each alone would not."""
    settled = settle(frame(actor(0, 0.4), actor(40, 0.35), actor(20, 0.4)), PARTIES, LIMITS)
    assert [(a.span.start, round(a.score, 2)) for a in settled.arguments] == [(0, 0.61)]


def test_an_actor_of_the_sentence_goes_before_one_of_another() -> None:
    """A far actor is taken only where no near one passes, and then only the likeliest."""
    far = [actor(20, 0.45, inferred=True), actor(60, 0.2, inferred=True)]
    assert [a.span.start for a in settle(frame(actor(0, 0.6), *far), PARTIES, LIMITS).arguments] == [0]
    assert [a.span.start for a in settle(frame(actor(0, 0.3), *far), PARTIES, LIMITS).arguments] == [20]


def test_each_role_is_settled_on_its_own_and_other_arguments_stay() -> None:
    """What passes in one role need not in another, and what is no party is left as it is."""
    time = Argument("time", Span(80, 86), 0.2)
    settled = settle(frame(time, actor(0, 0.7), actor(20, 0.7, role="recipient")), PARTIES, LIMITS)
    assert [a.role for a in settled.arguments] == ["actor", "recipient", "time"]


def test_nobody_acts_upon_himself() -> None:
    """One who passes as actor and as recipient plays the likelier role, and acts where both are alike."""
    for acts, suffers, role in ((0.7, 0.6, "actor"), (0.6, 0.7, "recipient"), (0.7, 0.7, "actor")):
        settled = settle(frame(actor(0, acts), actor(40, suffers, role="recipient")), PARTIES, LIMITS)
        assert [a.role for a in settled.arguments] == [role]


def test_words_that_no_mention_covers_stand_for_themselves() -> None:
    """A phrase outside all mentions is an actor of its own."""
    settled = settle(frame(actor(70, 0.6), actor(80, 0.6), actor(90, 0.4)), PARTIES, LIMITS)
    assert [a.span.start for a in settled.arguments] == [70, 80]


def test_one_actor_is_the_source() -> None:
    """Where two may say it, the likelier one does."""
    two = frame(actor(0, 0.6, role="source"), actor(20, 0.8, role="source"))
    assert [a.span.start for a in settle(two, PARTIES, LIMITS).arguments] == [20]
