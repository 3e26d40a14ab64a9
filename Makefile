# Two commands are all a new user needs: `make run` and `make test`. Both do all set-up.

VENV ?= .venv
BIN := $(VENV)/bin
# Optional packages: EXTRAS=postgresql for a database that several replicas share, EXTRAS=semantic for
# a second opinion in finding, or both: EXTRAS="postgresql semantic".
EXTRAS ?=
# The first Python that is new enough; another one: make run PYTHON=/path/to/python
ifndef PYTHON
PYTHON := $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$each; break; }; done)
endif
SET_UP = $(PYTHON) scripts/set_up.py $(VENV)

.DEFAULT_GOAL := help
.PHONY: help run test fast coverage soak bench mutants format lock peers audit wheel clean new-enough for-running for-testing

help: ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: for-running ## set up and start: on Telegram with BOT_TOKEN, else the preview on loopback
	@exec $(BIN)/python -m bot run-or-preview

test: for-testing ## set up and run every check
	@$(BIN)/python -m tests

fast: for-testing ## run the quick tests only, in about a minute
	@$(BIN)/python -m pytest -q -n 3 --dist worksteal -m "not slow and not browser and not postgres"

coverage: for-testing ## run the tests and show what they cover (takes half as long again)
	@$(BIN)/python -m pytest -q -n 2 --cov --cov-report=term:skip-covered

# Tests that have a long form.
LONG := tests/reliability tests/quality/oracle tests/unit/dialogue/test_walks.py \
	tests/unit/rules/test_verdict_properties.py tests/unit/understanding/test_values.py

soak: for-testing ## run the reliability tests in their long form; goes on where it was stopped (hours)
	@SOAK=1 nice -n 15 $(BIN)/python -m pytest -q $(LONG)
	@nice -n 15 $(BIN)/python -m tests.reliability.soak

bench: for-testing ## measure speed: the conversation alone, packs, the store alone, beside a flood, and load beside a bare echo bot
	@nice -n 15 $(BIN)/python -m benchmarks.respond
	@nice -n 15 $(BIN)/python -m benchmarks.finding
	@nice -n 15 $(BIN)/python -m benchmarks.packs
	@nice -n 15 $(BIN)/python -m benchmarks.flood
	@nice -n 15 $(BIN)/python -m benchmarks.abuse
	@nice -n 15 $(BIN)/python -m benchmarks.store
	@nice -n 15 $(BIN)/python -m benchmarks.load
	@nice -n 15 $(BIN)/python -m benchmarks.visitors
	@nice -n 15 $(BIN)/python -m benchmarks.office

MUTMUT ?= /tmp/mutmut
mutants: for-testing ## change the rules in every small way and list the changes no test notices (about an hour)
	@$(MUTMUT)/bin/python -c "import mutmut" 2> /dev/null || { echo "make mutants needs mutmut in a virtual environment of its own: python3 -m venv /tmp/mutmut && /tmp/mutmut/bin/pip install --require-hashes -r requirements-dev.lock && /tmp/mutmut/bin/pip install mutmut; another folder than /tmp/mutmut: make mutants MUTMUT=<folder>"; exit 2; }
	@nice -n 15 $(MUTMUT)/bin/python -m tests.quality.mutation

# aiogram wants an older pydantic than the bot has: the libraries have a folder of their own.
peers: new-enough ## install aiogram, pyTelegramBotAPI and grammY into .cache/peers; their tests run then
	@$(PYTHON) -m venv .cache/peers && .cache/peers/bin/pip install --quiet aiogram pyTelegramBotAPI
	@command -v npm >/dev/null && npm install --silent --prefix .cache/peers grammy || echo "grammY is left out: it needs npm"

audit: for-testing ## look for known vulnerabilities in what is pinned (ADVISORIES=all.zip without a network)
	@$(if $(ADVISORIES),ADVISORIES=$(ADVISORIES)) $(BIN)/python -m tests.quality.audit

format: for-testing ## format and fix the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

wheel: for-testing ## build the package into dist/
	@$(BIN)/python -m hatchling build -t wheel

# Universal locks: one file for every platform. Extras stay in the pins, so that they do not rot.
PIN := uv pip compile --universal --no-strip-extras --generate-hashes --python-version 3.11 --no-header --upgrade --quiet
lock: ## pin the newest allowed version of every dependency, with hashes (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 2; }
	$(PIN) pyproject.toml -o requirements.lock
	$(PIN) pyproject.toml --extra postgresql --constraint requirements.lock -o requirements-postgresql.lock
	$(PIN) pyproject.toml --extra postgresql --constraint requirements-postgresql.lock --group dev -o requirements-dev.lock
	$(PIN) pyproject.toml --extra semantic --constraint requirements.lock -o requirements-semantic.lock
	$(PIN) --group set-up -o requirements-uv.lock

clean: ## remove the environment and all caches
	rm -rf $(VENV) dist .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage

# The script leaves alone what is installed already.
for-running: new-enough
	@$(SET_UP) requirements.lock $(EXTRAS:%=requirements-%.lock)

for-testing: new-enough
	@$(SET_UP) requirements-dev.lock

new-enough:
	@test -n "$(PYTHON)" || { echo "razmena: needs Python 3.11 or newer, and there is none on the path (python3 is $$(python3 --version 2>&1 | head -n 1)); name one: make run PYTHON=/path/to/python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "razmena: needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1 | head -n 1); name another: make run PYTHON=/path/to/python3.12" >&2; exit 2; }
