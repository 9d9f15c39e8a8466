"""Days."""

from __future__ import annotations

from datetime import date

import pytest

from casus.errors import InputError
from casus.model.when import in_order


def test_days_in_order_pass_and_others_do_not() -> None:
    """One day is a time, too; open ends always are."""
    one, two = date(2031, 5, 6), date(2031, 5, 7)
    in_order(one, two)
    in_order(one, one)
    in_order(two, None)
    with pytest.raises(InputError, match="from 2031-05-07 to 2031-05-06 ends before it begins"):
        in_order(two, one)
