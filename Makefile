# `make run` and `make test` are all a new machine needs: a Python 3.11 or newer and the package registry.
PYTHON ?= python3
# What `make run` installs first: `try` (the bot and the local page) or `server` (the bot alone, half the size).
FOR ?= try
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check lock format install install-try install-dev clean help
.DEFAULT_GOAL := help

help: ## list what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.installed-$(FOR) ## install and start the bot (without a token: the local page); FOR=server installs no page
	@$(BIN)/python -m bot run

test: $(VENV)/.installed-dev ## run the tests
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.installed-dev ## format and lint (ruff), types (pyright strict), catalogue and settings (bot check)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/basedpyright
	@$(BIN)/python -m bot check

format: $(VENV)/.installed-dev ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# Versions already locked stay as they are: a dependency added to pyproject.toml adds its own lines and no others.
# `make lock ARGS=--upgrade` takes the newest. Each lock is bound to the one before, so that all three agree.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links pyproject.toml --extra build

lock: $(VENV)/.installed-dev ## write the three locks with their hashes
	@$(LOCK) $(ARGS) -o requirements.lock
	@$(LOCK) $(ARGS) --extra try -c requirements.lock -o requirements-try.lock
	@$(LOCK) $(ARGS) --extra try --extra dev -c requirements-try.lock -o requirements-dev.lock

install: $(VENV)/.installed-server ## install what a server needs, and nothing else

install-try: $(VENV)/.installed-try ## add what `try` and `ask` need

install-dev: $(VENV)/.installed-dev ## add what the tests and checks need

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Anthologist needs Python 3.11 or newer; this is %d.%d. Name another: make PYTHON=python3.12 ..." % sys.version_info[:2])'
	@$(PYTHON) -m venv $(VENV)

# Each installation adds to the one before and takes nothing away (`make clean` does), so going from one to another costs
# what the other adds. The locks agree, so none changes a version that another put there.
$(VENV)/.installed-server: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the locked versions into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q bot cogs  # else the first start does it, and every one where nothing may be written
	@touch $@

$(VENV)/.installed-try: requirements-try.lock $(VENV)/.installed-server
	@echo "Installing the local page into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-try.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed-try
	@echo "Installing the tools for the tests into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean: ## remove the virtual environment
	@rm -rf $(VENV)
