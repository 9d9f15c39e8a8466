"""Tellings for tests: what two reports may say of a shelling, and how they may differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from casus.merge.features import Compared
from casus.merge.judging import Judgement, judge, shipped_weights
from casus.merge.telling import REGION, SPOT, Telling, Where, Who

DAY: Final = date(2031, 5, 6).toordinal()
FRONT: Final = Who(("act:nf", "n:northern front"), ("northern", "front"), "REB", "XDV", True)
ARMY: Final = Who(("act:da", "n:dorvan army"), ("dorvan", "army"), "MIL", "XDV", True)
UNION: Final = Who(("act:cu", "n:civic union"), ("civic", "union"), "PTY", "XKE", True)
DORVAN: Final = Where("t:1", 41.5, 70.25, 3.0, "XDV", SPOT)
KELMAR: Final = Where("t:2", 44.0, 73.0, 3.0, "XDV", SPOT)
PROVINCE: Final = Where("t:3", 41.6, 70.3, 60.0, "XDV", REGION)


def telling(number: int = 1, **changes: Any) -> Telling:
    """The Northern Front shelled the army in Dorvan on 5 May, told on the 6th by report `number`."""
    plain = Telling(
        telling_id=f"e-{number:016x}",
        published=DAY,
        doc_id=f"d-{number:016x}",
        position=0,
        types=("ASSAULT",),
        modes=("heavy-weapons",),
        triggers=("shell",),
        words=("northern", "front", "shell", "dorvan", "kill", "soldier"),
        actors=(FRONT,),
        recipients=(ARMY,),
        places=(DORVAN,),
        first=DAY - 1,
        last=DAY - 1,
    )
    return replace(plain, **changes)


def judged(a: Telling, b: Telling) -> Judgement:
    """What is thought of two tellings that are each other's closest match."""
    x, y = Compared.of(a), Compared.of(b)
    from casus.merge.features import features

    return judge(x, y, shipped_weights(), {**features(x, y), "closest": 1.0})
