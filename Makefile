# Two commands do everything on a fresh Debian or macOS machine with Python 3.11 or later: make demo, make test.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready

.PHONY: demo test nightly lint bench templates coverage clean

demo: $(READY)
	$(BIN)/epreuve demo

test: $(READY)
	$(BIN)/python -m pytest -n auto

nightly: $(READY)
	$(BIN)/python tools/year.py --hourly

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[bench]"
	for bench in bench/*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

templates: $(READY)
	$(BIN)/python tools/build_templates.py

coverage: $(READY)
	$(BIN)/python -m pytest -n auto --cov=pipeline --cov-branch --cov-report=term-missing:skip-covered

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $(READY)
