"""CAMEO codes of acts, with their labels, quad classes and Goldstein scores."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from casus.resources.load import read_tsv, resource
from casus.schemes.facts import Facts, facts_of
from casus.schemes.rules import Code, decide
from casus.store.rows import ClaimRow, EventRow


@dataclass(frozen=True, slots=True)
class CameoCode:
    """What the code list says of one code. `goldstein` is -10 (conflict) to 10 (cooperation), as text of the list."""

    code: str
    label: str
    quad: str
    goldstein: str

    @property
    def root(self) -> str:
        """The first two digits."""
        return self.code[:2]

    @property
    def base(self) -> str:
        """The first three digits."""
        return self.code[:3]


def derive(told: Facts | ClaimRow | EventRow) -> Code:
    """The CAMEO code of an act, leading zero kept ("0356")."""
    return decide("cameo", told if isinstance(told, Facts) else facts_of(told))


@lru_cache(maxsize=1)
def code_list() -> dict[str, CameoCode]:
    """All codes with a Goldstein score."""
    rows = read_tsv(resource("schemes", "cameo_codes.tsv"), ("code", "label", "quad", "goldstein"))
    return {code: CameoCode(code, label, quad, goldstein) for code, label, quad, goldstein in rows}
