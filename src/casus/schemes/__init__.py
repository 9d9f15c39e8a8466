"""
Codes of other schemes, derived from acts by documented rules: CAMEO, ACLED, UCDP and PLOVER.

    from casus.schemes import acled
    acled.derive(claim)          # Code(value="Air/drone strike", rule="acled.air-strike")

Codes are views, never stored: the same claim always gives the same code, and the rule that gave it can be looked up in
docs/schemes.md.
"""

from __future__ import annotations

from casus.schemes import acled as acled
from casus.schemes import cameo as cameo
from casus.schemes import plover as plover
from casus.schemes import ucdp as ucdp
from casus.schemes.facts import Facts as Facts
from casus.schemes.rules import Code as Code

SCHEMES = ("plover", "cameo", "acled", "ucdp")
"""The schemes there are rules for."""
