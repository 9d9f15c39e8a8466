"""Reads the open corpora into one form: documents as words, with whatever each corpus annotates."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casus.steps.tokens import tokenize
from training.labels import treebank_relation

Range = tuple[int, int]
Labelled = tuple[int, int, str]
ANY = "?"
"""The label of words that may or may not carry one: they train nothing."""
_LONGEST = 10  # words of a mention in a chain


@dataclass(slots=True)
class Act:
    """An event or state claim over word numbers. `groups` holds the labelled ranges of each label group."""

    trigger: Range
    label: str
    attributes: dict[str, str]
    groups: dict[str, list[Labelled]]
    event: str = ""
    content_of: str = ""


@dataclass(slots=True)
class Party:
    """One mention of an actor."""

    words: Range
    actor: str
    kind: str
    sector: str


@dataclass(slots=True)
class Document:
    """Words of one document; a layer that the corpus does not annotate is None."""

    words: list[str]
    starts: list[int]
    trains_starts: bool = True
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None  # word number of the head, -1 for roots
    deprels: list[str] | None = None
    entities: list[Labelled] | None = None
    entity_labels: frozenset[str] = frozenset()  # what the corpus annotates completely
    frames: list[tuple[int, list[Labelled]]] | None = None
    acts: dict[str, list[Act]] | None = None
    parties: list[Party] = field(default_factory=list)
    spans: list[Range] = field(default_factory=list)  # code points of the words
    source: dict[str, Any] = field(default_factory=dict)


# ------------------------------------------------------------------------------------------------- coded reports


def read_reports(path: Path) -> list[Document]:
    """Reports in the reading format."""
    with path.open(encoding="utf-8") as lines:
        return [_report(json.loads(line)) for line in lines]


def read_silver(path: Path, texts: Path) -> list[Document]:
    """
    Readings that keep offsets (see `training.handcoding`), joined with the reports in `texts` that they were read from.

    Raises ValueError if a text is not the one that was coded.
    """
    with texts.open(encoding="utf-8") as lines:
        by_id = {raw["id"]: raw["text"] for raw in map(json.loads, lines)}
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        text = raw.get("text") or by_id.get(raw["id"], "")
        if hashlib.sha256(text.encode()).hexdigest() != raw["text_sha256"]:
            raise ValueError(f"{texts} does not hold the text of {raw['id']} that {path} was coded from")
        documents.append(_report({**raw, "text": text}))
    return documents


class _Words:
    """Code-point spans to word ranges of one report."""

    def __init__(self, text: str) -> None:
        self.spans = list(tokenize(text, 0, len(text)))

    def range(self, span: list[int] | None) -> Range | None:
        if not span:
            return None
        inside = [n for n, (start, end) in enumerate(self.spans) if start < span[1] and span[0] < end]
        return (inside[0], inside[-1] + 1) if inside else None


def _report(raw: dict[str, Any]) -> Document:
    words = _Words(raw["text"])
    document = Document([raw["text"][a:b] for a, b in words.spans], [], spans=words.spans, source=raw)
    document.starts = sorted({found[0] for sentence in raw["sentences"] if (found := words.range(sentence))})
    mentions: dict[str, list[Range]] = defaultdict(list)
    for actor in raw["actors"]:
        for span in actor["mentions"]:
            if found := words.range(span):
                mentions[actor["id"]].append(found)
                document.parties.append(Party(found, actor["id"], actor["kind"], actor["sector"] or "UNK"))
    document.acts = {
        "event": _merge([a for claim in raw["claims"] if (a := _event(claim, words, mentions))]),
        "state": _merge([a for state in raw["states"] if (a := _state(state, words, mentions))]),
    }
    return document


def _merge(acts: list[Act]) -> list[Act]:
    """Claims on one trigger (18 of 9,086) become one act with the arguments of both."""
    merged: dict[int, Act] = {}
    for act in acts:
        first = merged.setdefault(act.trigger[0], act)
        if first is not act:
            for group, found in act.groups.items():
                first.groups[group] += found
    return list(merged.values())


def _event(claim: dict[str, Any], words: _Words, mentions: dict[str, list[Range]]) -> Act | None:
    trigger = words.range(claim["trigger"])
    if not trigger:
        return None
    party = [(*found, _role(r["role"])) for r in claim["roles"] if (found := _where(r, trigger, words, mentions))]
    party += _elsewhere(claim["roles"], party, mentions)
    setting = [(*found, p["role"]) for p in claim["places"] if (found := words.range(p.get("span")))]
    setting += [(*found, "time") for found in [words.range((claim["time"] or {}).get("span"))] if found]
    setting += [(*found, "instrument") for found in [words.range(claim.get("instrument"))] if found]
    quantity = [(*found, q["role"]) for q in claim["quantities"] if (found := words.range(q.get("span")))]
    mode = claim["type"] + (f".{claim['mode']}" if claim["mode"] else "")
    attributes = {"mode": mode, "status": claim["status"], "factuality": claim["factuality"], "stance": _stance(claim)}
    groups = {
        "party": party,
        "setting": setting,
        "quantity": quantity,
        "saying": _saying(claim, trigger, words, mentions),
    }
    return Act(trigger, claim["type"], attributes, groups, claim["event"], claim.get("content_of") or "")


def _state(state: dict[str, Any], words: _Words, mentions: dict[str, list[Range]]) -> Act | None:
    trigger = words.range(state["trigger"])
    if not trigger:
        return None
    party = [
        (*f, side)
        for side in ("subject", "object")
        for p in state[side + "s"]
        if (f := _where(p, trigger, words, mentions))
    ]
    party += _elsewhere([*state["subjects"], *state["objects"]], party, mentions)
    setting = [(*found, "time") for found in [words.range((state["time"] or {}).get("span"))] if found]
    attributes = {
        "extent": state.get("extent") or "none",
        "state_factuality": state["factuality"],
        "state_stance": _stance(state),
    }
    return Act(
        trigger,
        state["relation"],
        attributes,
        {"party": party, "setting": setting, "saying": _saying(state, trigger, words, mentions)},
    )


def _role(name: str) -> str:
    return name if name in ("actor", "recipient") else "other"


def _stance(raw: dict[str, Any]) -> str:
    return str(raw["attribution"][0]["stance"]) if raw["attribution"] else "none"


def _saying(raw: dict[str, Any], trigger: Range, words: _Words, mentions: dict[str, list[Range]]) -> list[Labelled]:
    found: list[Labelled] = []
    for saying in raw["attribution"]:
        if cue := words.range(saying.get("cue")):
            found.append((*cue, "cue"))
        if source := _where(saying["source"], trigger, words, mentions):
            found.append((*source, "source"))
    return found + _elsewhere([saying["source"] for saying in raw["attribution"]], found, mentions)


def _elsewhere(
    parties: list[dict[str, Any]], found: list[Labelled], mentions: dict[str, list[Range]]
) -> list[Labelled]:
    """Other mentions of the same actors: neither right nor wrong, since any mention of an actor names it."""
    taken = {(a, b) for a, b, _ in found}
    actors = {party.get("actor") for party in parties} - {None}
    return [(*m, ANY) for actor in sorted(actors) for m in mentions.get(actor, []) if m not in taken]


def _where(party: dict[str, Any], trigger: Range, words: _Words, mentions: dict[str, list[Range]]) -> Range | None:
    """The span of a role or, where the sentence does not name the actor (16 % of the roles), its nearest mention.

    Mentions before the trigger come first: a reader resolves backwards.
    """
    if found := words.range(party.get("span")):
        return found
    known = mentions.get(party.get("actor") or "", [])
    return min(known, key=lambda m: (m[0] > trigger[0], abs(m[0] - trigger[0])), default=None)


# ----------------------------------------------------------------------------------------------------- treebanks


def read_treebank(path: Path) -> list[Document]:
    """A CoNLL-U file; sentence ids stay in `source` so that other layers can be attached."""
    documents: list[Document] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("# newdoc") for line in lines) or not documents:
            documents.append(Document([], [], upos=[], xpos=[], heads=[], deprels=[], source={"sentences": {}}))
        rows = [c for line in lines if line and line[0] != "#" and (c := line.split("\t")) and c[0].isdigit()]
        if rows:
            name = next((line.split("=")[1].strip() for line in lines if line.startswith("# sent_id")), "")
            _append(documents[-1], rows, name)
    return [document for document in documents if document.words]


def _append(document: Document, rows: list[list[str]], name: str) -> None:
    offset = len(document.words)
    document.source["sentences"][name] = (offset, offset + len(rows))
    document.starts.append(offset)
    document.words += [row[1] for row in rows]
    _column(document.upos).extend(row[3] for row in rows)
    _column(document.xpos).extend(row[4] for row in rows)
    _column(document.heads).extend(offset + int(row[6]) - 1 if row[6] != "0" else -1 for row in rows)
    _column(document.deprels).extend(treebank_relation(row[7]) for row in rows)


def _column(column: list[Any] | None) -> list[Any]:
    assert column is not None
    return column


def attach_entities(documents: list[Document], path: Path, labels: frozenset[str]) -> int:
    """Add entities to treebank documents: sentences are paired by id, and must have the same words."""
    known = {row["id"]: row for row in _rows(path) if row.get("tokens")}
    attached = 0
    for document in documents:
        found: list[Labelled] = []
        for name, (start, end) in document.source["sentences"].items():
            row = known.get(name)
            if row is None or [row["text"][a:b] for a, b in row["tokens"]] != document.words[start:end]:
                break
            found += [(start + s["tok"][0], start + s["tok"][1], s["label"]) for s in row["spans"]]
        else:
            document.entities, document.entity_labels = found, labels
            attached += 1
    return attached


def attach_coreference(documents: list[Document], path: Path) -> int:
    """Add chains of mentions to treebank documents with the same words; how many documents got them.

    Long mentions carry whole relative clauses, which reports are not coded with, and stay out.
    """
    known = {row["id"]: row for row in _rows(path)}
    attached = 0
    for document in documents:
        name = next(iter(document.source["sentences"])).rpartition("-")[0]
        row = known.get(name)
        if row and [row["text"][a:b] for a, b in row["tokens"]] == document.words:
            chains = [[m["tok"] for m in chain if m["tok"][1] - m["tok"][0] <= _LONGEST] for chain in row["clusters"]]
            document.parties = [
                Party((a, b), f"c{n}", "", "") for n, chain in enumerate(chains) if len(chain) > 1 for a, b in chain
            ]
            attached += 1
    return attached


def attach_frames(documents: list[Document], path: Path) -> int:
    """Add PropBank frames to treebank documents."""
    known = {row["id"]: row for row in _rows(path)}
    attached = 0
    for document in documents:
        frames: list[tuple[int, list[Labelled]]] = []
        for name, (start, end) in document.source["sentences"].items():
            row = known.get(name)
            if row and row["tokens"] == document.words[start:end]:
                frames += [
                    (start + f["tok"], [(start + a, start + b, _propbank(r)) for r, a, b in f["args"] if _propbank(r)])
                    for f in row["frames"]
                ]
        document.frames = frames or None
        attached += len(frames)
    return attached


def _propbank(role: str) -> str:
    if role[:2] in ("R-", "C-") or role in ("V", "REL", "ARGM-REL"):
        return ""
    name = role.removeprefix("ARGM-")
    return name if name in ("ARG0", "ARG1", "ARG2", "LOC", "TMP") else "OTHER"


# ------------------------------------------------------------------------------------------------- entity corpora


def read_entities(path: Path, labels: frozenset[str], group: int = 4) -> list[Document]:
    """Sentences with entities; `group` neighbours make a document, since these corpora keep no document order."""
    rows = [row for row in _rows(path) if row.get("tokens") and row["split"] == "train"]
    return [_joined(rows[n : n + group], labels) for n in range(0, len(rows), group)]


def _joined(rows: list[dict[str, Any]], labels: frozenset[str]) -> Document:
    document = Document([], [], entities=[], entity_labels=labels)
    assert document.entities is not None
    for row in rows:
        offset = len(document.words)
        document.starts.append(offset)
        document.words += [row["text"][a:b] for a, b in row["tokens"]]
        document.entities += [
            (offset + s["tok"][0], offset + s["tok"][1], s["label"]) for s in row["spans"] if "tok" in s
        ]
    return document


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
