# The few commands a newcomer needs. `make install` once, `make check` before every commit.
.PHONY: install check lint types layers test demo

PYTHON ?= python3

install:
	$(PYTHON) -m venv .venv
	.venv/bin/pip install -q -e ".[dev]"

check: lint types layers test

lint:
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .

types:
	.venv/bin/mypy

layers:
	.venv/bin/lint-imports

test:
	.venv/bin/pytest

demo:
	.venv/bin/casus demo
