# make run        set up and start the concierge on http://127.0.0.1:8000/
# make test       set up and run every test
# make test-all   the same, with every case where a test takes a sample of them
# make test-fast  those without browsers, killed nodes, measurements and long waits: for the daily loop
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?= -n auto --dist worksteal
STAMP := $(VENV)/.installed

# Tests start some hundred processes: what they import is compiled once, even where the environment says otherwise.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup run test test-all test-fast test-llm check bench schema lint types format chromium counterparts clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Lobby needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing dependencies into $(VENV) (a minute on the first run) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

run: setup
	@$(BIN)/bot run

test: setup chromium counterparts
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

# Where a test takes a sample of its cases (tests/support/sampling.py), all of them.
test-all: export LOBBY_TRY_ALL := 1
test-all: test

test-fast: setup
	@$(BIN)/python -m pytest $(PYTEST_ARGS) -m "not browser and not crash and not bench and not slow"

# What must hold with any language model, tried with a real small one: 220 MB on the first run, some minutes every time.
test-llm: setup
	@.ci/model
	@$(BIN)/python -m pytest -n 0 tests/llm

# Debian's Chromium for the browser tests, where it is missing and may be installed.
chromium:
	@.ci/chromium

# Slack and Telegram servers that others wrote, to compare our stand-ins with; tests that need a missing one say so.
counterparts: setup
	@.ci/counterparts

format: setup
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: setup
	@$(BIN)/mypy

check: lint types test

# sql/schema.sql anew, after a migration or a function has changed.
schema: setup
	@$(BIN)/python -m tests.sql.schema

bench: setup
	@$(BIN)/python -m bench

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache
