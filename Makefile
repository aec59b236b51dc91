.DEFAULT_GOAL := help
.PHONY: help demo demo-reset install lint check test pictures
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PYTEST := $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder # the browser's long files first
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check --no-input install -qq
INSTALL := $(if $(shell command -v uv),uv pip install --quiet --python $(BIN)/python,$(PIP))
QUICK := -m "not browser and not faults and not pdf" --ignore=tests/walls --ignore=tests/demo/test_commands.py

help: ## Say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

demo: .venv/installed ## Build the demo where it is not there yet, and serve it (PORT=8000)
	@$(BIN)/trinn demo --port $(PORT)

demo-reset: .venv/installed ## Throw the demo's data away and build it anew
	@$(BIN)/trinn demo --reset --no-serve --port $(PORT)

install: .venv/installed ## Make .venv and install what the lock lists

lint: .venv/installed ## Look at form, style, types and who imports whom
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

check: lint ## The quick half of the tests, under a minute
	@$(PYTEST) $(QUICK)

test: .venv/installed ## Everything: form, types, both databases, queue, PDF and browser
	@sh tests/prepare.sh
	@$(MAKE) --no-print-directory lint
	@$(PYTEST)
	@TRINN_TEST_DATABASE=postgresql $(PYTEST)  # what may differ there

pictures: .venv/installed ## Take the guides' pictures anew, of the demo in Chromium
	@$(BIN)/python -m tests.browser.pictures

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Trinn needs Python 3.11 or newer: make PYTHON=python3.11")'
	@$(PYTHON) -m venv --without-pip .venv

.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what requirements.lock lists; this takes about a minute."
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@
