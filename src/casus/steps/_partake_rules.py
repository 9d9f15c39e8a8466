"""The rules of `partake`: each takes an act as found and gives it back with its parties set, or as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from casus.model.document import PartKind
from casus.model.frame import Frame, FrameKind
from casus.model.span import Span
from casus.steps import _lexicon
from casus.steps._stage import FILE, Stage, cast, listed, named
from casus.steps._tree import FINITE, NOUNS, Tree

RELATIVE: Final = frozenset({"who", "which", "that", "whom", "what"})
PRONOUNS: Final = frozenset({"it", "them", "him", "her", "themselves"})
BETWEEN: Final = 5
"""How near behind an act its "between" stands, in words."""
DISTANT: Final = frozenset({"during", "of", "since", "amid", "throughout", "despite"})
"""What brings in a war as the time or cause of something else."""
PARTIES: Final = frozenset({"actor", "recipient"})


def between(stage: Stage, frame: Frame) -> Frame:
    """All of "between A, B and C" take part in a deal, talks or fighting, and nobody else does."""
    mutual = frame.label in listed("mutual") or frame.mode == "clash"
    sides = _between(stage, stage.head(frame)) if mutual else ()
    if len(sides) < 2:
        return frame
    return named(cast(cast(frame, "recipient", ()), "actor", sides), "between")


def _between(stage: Stage, head: int) -> tuple[Span, ...]:
    """The row of parties after a "between" close behind an act ("a deal negotiated between A, B and C")."""
    tokens = stage.tree.tokens
    for at in range(head + 1, min(head + BETWEEN, len(tokens))):
        if tokens[at].xpos in FINITE or tokens[at].text == ".":
            return ()
        if tokens[at].text.lower() == "between":
            return stage.row_from(at + 1)
    return ()


def subjects(stage: Stage, frame: Frame) -> Frame:
    """An active verb's subject acts where nobody is known to, and whoever is coordinated with it acts with it."""
    verb = stage.head(frame)
    who = acting(stage, verb)
    actors = frame.spans("actor")
    if not who or (actors and not set(who) & set(actors)):
        return frame
    parties = {a.span for a in frame.arguments if a.role in PARTIES}
    # in "Orsan-backed rebels shelled the post" the rebels did, not those behind them
    new = [s for s in who if s not in parties and not any(known.contains(s) for known in actors)]
    return named(cast(frame, "actor", (*actors, *new)), "subject") if new else frame


def acting(stage: Stage, verb: int) -> tuple[Span, ...]:
    """Who is subject of an active verb, by name or noun."""
    tree = stage.tree
    token = tree.tokens[verb]
    if not token.xpos.startswith("V") or tree.children(verb, "aux:pass", "nsubj:pass"):
        return ()
    own = [c for c in tree.children(verb, "nsubj") if c < verb and tree.tokens[c].text.lower() not in RELATIVE]
    if not own:
        return ()
    row = stage.named_by(k for c in own for k in tree.conjuncts(c))
    return (*_coordinated_before(stage, row[0]), *row) if row else ()


def _coordinated_before(stage: Stage, span: Span) -> tuple[Span, ...]:
    """The mention that "and" ties to the left of a subject where the parse hung it elsewhere.

    What stands before it must be able to open a clause: after a verb or a preposition it is that one's.
    """
    tokens, (first, _) = stage.tree.tokens, stage.tree.range(span)
    if first < 2 or tokens[first - 1].text.lower() != "and":
        return ()
    left = next((m for m in stage.mentions if m.end == tokens[first - 2].span.end), None)
    if left is None:
        return ()
    at = stage.tree.range(left)[0] - 1
    opens = at < stage.sentence(first)[0] or tokens[at].upos in {"PUNCT", "CCONJ", "SCONJ"} or _is_wh(tokens[at].text)
    return (left,) if opens else ()


def _is_wh(word: str) -> bool:
    return word.lower() in {"when", "where", "after", "before", "as", "while", "because", "that", "both"}


def let_go(stage: Stage, frame: Frame) -> Frame:
    """In "A asked B to let it leave" A leaves: a pronoun there means neither who is asked nor what the engine took."""
    tree, head = stage.tree, stage.head(frame)
    if frame.label == "REQUEST" or tree.tokens[head].upos != "VERB":
        return frame
    let = next((k for k in range(head - 1, max(head - 5, 0), -1) if tree.lemma(k) in listed("letting")), None)
    if let is None or not any(t.text.lower() in PRONOUNS for t in tree.tokens[let + 1 : head]):
        return frame
    asking = next((f for f in stage.acts(stage.sentence_number(head)) if _governs(stage, f, let)), None)
    askers = asking.spans("actor") if asking is not None else ()
    return named(cast(frame, "actor", askers), "let-go") if askers else frame


def _governs(stage: Stage, frame: Frame, verb: int) -> bool:
    return frame.label == "REQUEST" and stage.head(frame) < verb


def summoned(stage: Stage, frame: Frame) -> Frame:
    """Whoever calls for a march holds it, where nobody else is called upon: "the union called for a rally"."""
    if frame.label != "PROTEST" or frame.spans("actor"):
        return frame
    head = stage.head(frame)
    before = (f for f in stage.acts(stage.sentence_number(head)) if f.label == "REQUEST" and f.trigger < frame.trigger)
    calls = [f for f in before if stage.tree.lemma(stage.tree.range(f.trigger)[0]) in listed("summons")]
    if not calls or calls[-1].spans("recipient"):
        return frame
    who = calls[-1].spans("actor")
    return named(cast(frame, "actor", who), "summoned") if who else frame


def replied(stage: Stage, frame: Frame) -> Frame:
    """Whoever answers a request in its sentence was asked, and answers whoever asked."""
    pair = _exchange(stage, frame)
    if pair is None:
        return frame
    asked, answered = pair
    askers, repliers = acting(stage, stage.head(asked)), acting(stage, stage.head(answered))
    if not askers or not repliers or set(askers) & set(repliers):
        return frame
    if frame == asked:
        return named(cast(cast(frame, "actor", askers), "recipient", repliers), "asked")
    if frame == answered:
        return named(cast(cast(frame, "actor", repliers), "recipient", askers), "replied")
    return _wanted(frame, askers, repliers)


def _wanted(frame: Frame, askers: tuple[Span, ...], repliers: tuple[Span, ...]) -> Frame:
    """What was asked for: talks are among all, a withdrawal or a pause is the asker's."""
    if frame.label == "CONSULT":
        return named(cast(cast(frame, "recipient", ()), "actor", (*askers, *repliers)), "wanted")
    return named(cast(frame, "actor", askers), "wanted") if frame.label == "RETREAT" else frame


def _exchange(stage: Stage, frame: Frame) -> tuple[Frame, Frame] | None:
    """The request without an addressee of its own and the answer that a frame stands in, between, or is."""
    acts = stage.acts(stage.sentence_number(stage.tree.range(frame.trigger)[0]))
    asked = next((f for f in acts if f.label == "REQUEST" and not _addressed(stage, stage.head(f))), None)
    later = (f for f in acts if asked is not None and f.label in listed("reply") and f.trigger > asked.trigger)
    answered = next((f for f in later if acting(stage, stage.head(f))), None)
    inside = asked is not None and answered is not None and asked.trigger <= frame.trigger <= answered.trigger
    return (asked, answered) if asked is not None and answered is not None and inside else None


def _addressed(stage: Stage, verb: int) -> bool:
    """Whether a verb says whom it asks: an object that is somebody."""
    return bool(stage.named_by(stage.tree.children(verb, "obj", "iobj")))


def carried_on(stage: Stage, frame: Frame) -> Frame:
    """Thus "the offensive began on Saturday" goes on with the act of the sentence before, whoever else acts near it."""
    head = stage.head(frame)
    number = stage.sentence_number(head)
    if number == 0 or not _takes_up(stage.tree, head):
        return frame
    before = [f for n in (number - 1, number - 2) if n >= 0 for f in reversed(stage.acts(n)) if f.label == frame.label]
    whole = next((f for f in before if f.spans("actor") and f.spans("recipient")), None)
    if whole is None:
        return frame
    for role in ("actor", "recipient"):
        frame = cast(frame, role, whole.spans(role), inferred=True)
    return named(frame, "carried-on")


def _takes_up(tree: Tree, noun: int) -> bool:
    """Whether a definite noun for an operation stands right before a verb of phase."""
    if not 0 < noun < len(tree.tokens) - 1 or tree.tokens[noun - 1].text.lower() not in {"the", "this"}:
        return False
    after = (k for k in range(noun + 1, len(tree.tokens)) if tree.tokens[k].upos not in {"AUX", "ADV"})
    verb = next(after, noun)
    return tree.lemma(noun) in listed("operation") and tree.lemma(verb) in listed("phase")


def distant_war(stage: Stage, frame: Frame) -> Frame:
    """A war named by its country or its length has the parties that its own words give, not those around it."""
    noun = stage.head(frame)
    tree = stage.tree
    if frame.label != "ASSAULT" or tree.lemma(noun) not in listed("war") or tree.tokens[noun].upos not in NOUNS:
        return frame
    if not DISTANT & set(tree.cases(noun)):
        return frame
    own = {s for c in tree.children(noun, "nmod") if _takes_part(tree, c) for s in stage.named_by(tree.conjuncts(c))}
    kept = tuple(a for a in frame.arguments if a.role not in PARTIES or a.span in own)
    return named(replace(frame, arguments=kept), "distant-war") if len(kept) < len(frame.arguments) else frame


def _takes_part(tree: Tree, noun: int) -> bool:
    return bool({"between", "against", "with", "on", "by"} & set(tree.cases(noun)))


def uprooted(stage: Stage, frame: Frame) -> Frame:
    """Civilians who "were transferred from A to B" are displaced, whatever deal let them go."""
    verb = stage.head(frame)
    tree = stage.tree
    if frame.label != "RETREAT" or tree.lemma(verb) not in listed("uprooting") or not tree.is_passive(verb):
        return frame
    people = frozenset(_lexicon.table(FILE)["uprooting"]["people"])
    subject = tree.passive_subject(verb)
    moved = [k for s in (subject,) if s is not None for k in _counted(tree, s)]
    if not any(tree.lemma(k) in people for k in moved) or not frame.spans("from", "to"):
        return frame
    return named(replace(frame, label="DISPLACE", mode="evacuate"), "uprooted")


def _counted(tree: Tree, subject: int) -> list[int]:
    """The nouns of a coordinated subject, and those that its numbers count ("thousands of refugees")."""
    nouns = list(tree.conjuncts(subject))
    return nouns + [c for noun in nouns for c in tree.children(noun, "nmod")]


def told_in_full(stage: Stage, frame: Frame) -> Frame:
    """What a headline wants or plans has the actors that the body gives it: "A asks B for withdrawal"."""
    tree, number = stage.tree, stage.sentence_number(stage.tree.range(frame.trigger)[0])
    at = stage.reading.frames.index(frame)
    factuality = next((q.factuality for q in stage.reading.qualifiers if q.frame == at), "CT+")
    if number != 0 or factuality != "U" or not _is_headline(stage, frame.trigger):
        return frame
    parties = stage.groups(frame, "actor", "recipient")
    later = (f for f in stage.reading.frames if stage.sentence_number(tree.range(f.trigger)[0]) > 0)
    same = (f for f in later if (f.label, f.mode) == (frame.label, frame.mode) and f.spans("actor"))
    full = next((f for f in same if f.mode and _shares_ground(stage, f, frame)), None)
    if full is None or stage.groups(full, "actor") <= parties & stage.groups(frame, "actor"):
        return frame
    return named(cast(frame, "actor", full.spans("actor"), inferred=True), "told-in-full")


def _is_headline(stage: Stage, span: Span) -> bool:
    heads = (p.span for p in stage.reading.document.parts if p.kind is PartKind.HEADLINE)
    return any(head.contains(span) for head in heads)


def _shares_ground(stage: Stage, left: Frame, right: Frame) -> bool:
    """Whether two acts leave or reach places told with a word in common."""
    words = [
        {w.lower().removesuffix("'s") for s in f.spans("from", "to", "where") for w in _split(s.of(stage.text))}
        for f in (left, right)
    ]
    return bool(words[0] & words[1])


def _split(words: str) -> list[str]:
    return [w for w in words.replace("-", " ").split() if w[:1].isupper()]


def presupposing(stage: Stage, frame: Frame) -> Frame:
    """Whoever does "not coordinate the assault with B" does it, against whom he acted before; B does not."""
    head, tree = stage.head(frame), stage.tree
    if not is_presupposed(tree, frame):
        return frame
    who = acting(stage, tree.tokens[head].head)
    if not who:
        return frame
    groups = {stage.group(s) for s in who}
    number = stage.sentence_number(head)
    before = [f for n in (number - 1, number - 2) if n >= 0 for f in reversed(stage.acts(n)) if f.label == frame.label]
    same = next((f for f in before if groups & stage.groups(f, "actor") and f.spans("recipient")), None)
    frame = cast(frame, "actor", who)
    if same is not None and not frame.spans("recipient"):
        frame = cast(frame, "recipient", same.spans("recipient"), inferred=True)
    return named(frame, "presupposing")


def is_presupposed(tree: Tree, frame: Frame) -> bool:
    """Whether an act is the object of a verb that leaves it untouched when negated: "not coordinating the assault"."""
    head = tree.head_in(frame.trigger)
    token = tree.tokens[head]
    governed = frame.kind is FrameKind.EVENT and token.deprel == "obj" and token.upos == "NOUN"
    definite = any(tree.tokens[c].text.lower() in {"the", "its", "their", "this"} for c in tree.below[head])
    return governed and definite and tree.lemma(token.head) in listed("presupposed")
