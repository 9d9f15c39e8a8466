"""`python -m tests.cli.toy …`: the real command line in a process of its own, with an engine that needs no data.

TOY_DELAY is how many seconds it takes to read one report.
"""

from __future__ import annotations

import os
import sys
import time
from types import ModuleType

from casus.cli import main
from casus.model.reading import Reading
from casus.pipeline import Pipeline
from casus.settings import Settings
from tests.store.building import ToyEngine


class SlowToy(ToyEngine):
    """The toy engine, with time to interrupt it."""

    def __call__(self, reading: Reading) -> Reading:
        time.sleep(float(os.environ.get("TOY_DELAY", "0")))
        return super().__call__(reading)


def build_engine(settings: Settings) -> Pipeline:
    """The slow toy under the name of the real one."""
    return Pipeline(settings.engine, (SlowToy(),), ())


if __name__ == "__main__":
    engine = ModuleType("casus.engine")
    vars(engine).update(build_engine=build_engine, ENGINES={Settings().engine: build_engine})
    sys.modules["casus.engine"] = engine
    main()
