# Two commands are all a new user needs: `make run` and `make test`. Both do all set-up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What is installed beyond the usual: EXTRAS=postgresql for a database that several replicas share.
EXTRAS ?=
LEARNT_FROM := $(wildcard knowledge/entries/*/*.yaml) knowledge/lexicon.yaml knowledge/outside.yaml

.DEFAULT_GOAL := help
.PHONY: help run test fast soak bench mutants format lock audit clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.prepared $(EXTRAS:%=$(VENV)/.run-%) ## set up and start: on Telegram with BOT_TOKEN, else the preview on loopback
	@$(BIN)/python -m bot run-or-preview

test: $(VENV)/.test ## set up and run every check
	@$(BIN)/python -m tests

fast: $(VENV)/.test ## the tests alone, on both cores
	@$(BIN)/python -m pytest -q -n 2

soak: $(VENV)/.test ## the reliability tests in their long form (about a quarter of an hour)
	@SOAK=1 nice -n 15 $(BIN)/python -m pytest -q tests/reliability

bench: $(VENV)/.test ## speed: the conversation alone, beside a flood, and load beside a bare echo bot
	@nice -n 15 $(BIN)/python -m benchmarks.respond
	@nice -n 15 $(BIN)/python -m benchmarks.flood
	@nice -n 15 $(BIN)/python -m benchmarks.load

MUTMUT ?= /tmp/mutmut
mutants: $(VENV)/.test ## change the rules in every small way and see which changes no test notices (about an hour)
	@$(MUTMUT)/bin/python -c "import mutmut" 2> /dev/null || { echo "make mutants needs mutmut in a virtual environment of its own: python3 -m venv /tmp/mutmut && /tmp/mutmut/bin/pip install --require-hashes -r requirements-dev.lock && /tmp/mutmut/bin/pip install mutmut; another folder than /tmp/mutmut: make mutants MUTMUT=<folder>"; exit 2; }
	@nice -n 15 $(MUTMUT)/bin/python -m tests.quality.mutation

audit: $(VENV)/.test ## known vulnerabilities of what is pinned (ADVISORIES=all.zip without a network)
	@$(if $(ADVISORIES),ADVISORIES=$(ADVISORIES)) $(BIN)/python -m tests.quality.audit

format: $(VENV)/.test ## put the code into the house's form
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

# Universal locks: one file for every platform. Extras stay in the pins, so that they do not rot.
PIN := uv pip compile --universal --no-strip-extras --generate-hashes --python-version 3.11 --no-header --upgrade --quiet
lock: ## pin the newest allowed version of every dependency, with hashes (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 2; }
	$(PIN) pyproject.toml -o requirements.lock
	$(PIN) pyproject.toml --extra postgresql --constraint requirements.lock -o requirements-postgresql.lock
	$(PIN) pyproject.toml --extra postgresql --constraint requirements-postgresql.lock --group dev -o requirements-dev.lock
	$(PIN) --group set-up -o requirements-uv.lock

clean: ## remove what set-up made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Razmena needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) --version`. Name another with: make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 2; }

# Each stamp stands for one finished set-up; a changed lock file makes it anew.
$(VENV)/.run: requirements.lock | $(BIN)/python
	@echo "Setting up (once, about half a minute) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# What the bot learns from the entries is learnt ahead of time, so that it answers at once.
$(VENV)/.prepared: $(LEARNT_FROM) $(VENV)/.run
	@$(BIN)/python -m knowledge prepare
	@touch $@

$(VENV)/.run-%: requirements-%.lock $(VENV)/.run
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.test: requirements-dev.lock $(VENV)/.run
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
