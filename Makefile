# `make run` and `make test` are all a new machine needs: a Python 3.11 or newer and the package registry.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check lock format install install-dev clean help
.DEFAULT_GOAL := help

help: ## list what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.installed ## install into .venv and start the bot (with no token: the local page)
	@$(BIN)/python -m bot run

test: $(VENV)/.installed-dev ## run the tests
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.installed-dev ## format and lint (ruff), types (pyright strict)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/basedpyright

format: $(VENV)/.installed-dev ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: $(VENV)/.installed-dev ## write the locked versions with their hashes anew
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links pyproject.toml --extra build -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links pyproject.toml --extra build --extra dev -c requirements.lock -o requirements-dev.lock

install: $(VENV)/.installed ## install what the bot needs, and nothing else

install-dev: $(VENV)/.installed-dev ## install what the bot and its tests need

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Anthologist needs Python 3.11 or newer; this is %d.%d. Name another: make PYTHON=python3.12 ..." % sys.version_info[:2])'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the locked versions into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q bot cogs  # else the first start does it, and every one where nothing may be written
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the tools for the tests into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean: ## remove the virtual environment
	@rm -rf $(VENV)
