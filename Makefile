# make         install kgraph into .venv and build the graph of the articles in seeds/
# make test    install the tools too and run every check
# make format  format the code and mend what ruff can mend
# make figures measure the quality anew, and write it where it is told
# make clean   remove what the others made
#
# Needs Python 3.11 or newer (make PYTHON=python3.12 to choose one), git, and nothing else.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test format figures clean

demo: $(VENV)/.installed
	$(BIN)/kgraph build seeds -o out

test: $(VENV)/.installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

figures: $(VENV)/.installed-dev
	$(BIN)/python tests/figures.py

clean:
	rm -rf $(VENV) out dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing kgraph and its models into $(VENV); this takes a minute or two ..."
	@$(PIP) install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "Installing kgraph and its tools into $(VENV); this takes a minute or two ..."
	@$(PIP) install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(BIN)/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "kgraph needs Python 3.11 or newer, and $(or $(PYTHON),python3) is not." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make virtual environments; Debian and Ubuntu keep that" >&2; \
		echo "in a package of its own: apt install python3-venv" >&2; exit 1; }
