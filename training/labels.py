"""The label sets of every head, in a fixed order that the manifest carries to the runtime."""

from __future__ import annotations

from typing import Final

from casus.model import vocabulary
from casus.model.vocabulary import (
    ACTOR_KINDS,
    EXTENTS,
    FACTUALITIES,
    QUANTITY_ROLES,
    RELATIONS,
    STANCES,
    STATUSES,
    TYPES,
)

MODES: Final[dict[str, str]] = {
    "CONSULT": "visit multilateral phone third-party",
    "RETREAT": "withdraw release disarm ceasefire access resign return",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone"
    " heavy-weapons crowd-control unconventional clash capture",
    "DISPLACE": "flee evacuate return",
}
# Whoever is known for nothing comes first.
SECTORS: Final = ["UNK", *(sector for sector in vocabulary.SECTORS if sector != "UNK")]
ENTITIES: Final = ("PER", "ORG", "LOC", "NORP", "DATE")


def _bio(names: tuple[str, ...] | list[str]) -> list[str]:
    return ["O", *(f"{prefix}-{name}" for name in names for prefix in "BI")]


# One token may play a part of each group at once ("ten soldiers" is a recipient and a quantity): a softmax per group.
PARTY: Final = _bio(["actor", "recipient", "other"])
SETTING: Final = ["O", "where", "from", "to", "via", "near", "time", "instrument"]
SAYING: Final = ["O", "source", "cue"]
STATE_PARTY: Final = _bio(["subject", "object"])
STATE_SETTING: Final = ["O", "time"]

# Semantic roles of PropBank, an auxiliary task on the same projections; dropped at export.
PROPBANK: Final = ["O", "ARG0", "ARG1", "ARG2", "LOC", "TMP", "OTHER"]

HEADS: Final[dict[str, list[str]]] = {
    "entity": _bio(list(ENTITIES)),
    "event": ["O", *TYPES, "I"],
    "state": ["O", *RELATIONS, "I"],
    "mode": [name for type_ in TYPES for name in (type_, *(f"{type_}.{m}" for m in MODES.get(type_, "").split()))],
    "status": list(STATUSES),
    "factuality": list(FACTUALITIES),
    "stance": ["none", *STANCES],
    "state_factuality": list(FACTUALITIES),
    "state_stance": ["none", *STANCES],
    "extent": ["none", *EXTENTS],
    "mention": ["O", "B", "I"],
    "kind": list(ACTOR_KINDS),
    "sector": SECTORS,
}
# The pair heads score a trigger against every token; each lists its groups, one softmax per group.
GROUPS: Final[dict[str, dict[str, list[str]]]] = {
    "event": {"party": PARTY, "setting": SETTING, "quantity": ["O", *QUANTITY_ROLES], "saying": SAYING},
    "state": {"party": STATE_PARTY, "setting": STATE_SETTING, "saying": SAYING},
    "propbank": {"propbank": PROPBANK},
}


def index(labels: list[str]) -> dict[str, int]:
    """Label to number."""
    return {label: number for number, label in enumerate(labels)}


def treebank_relation(name: str) -> str:
    """A dependency label without the rare subtypes: the kept ones are frequent and tell roles apart."""
    base = name.split(":")[0]
    return name if name in KEPT_SUBTYPES else base


KEPT_SUBTYPES: Final = frozenset(
    (
        "nsubj:pass",
        "nsubj:outer",
        "obl:agent",
        "obl:tmod",
        "obl:npmod",
        "obl:unmarked",
        "nmod:poss",
        "nmod:tmod",
        "nmod:unmarked",
        "aux:pass",
        "acl:relcl",
        "csubj:pass",
        "compound:prt",
        "advcl:relcl",
        "nmod:desc",
        "det:predet",
        "cc:preconj",
    )
)
