# Moodline. `make help` lists what there is. Every target makes what it needs, in .venv.

PYTHON ?= python3
UV     ?= uv
JOBS   ?= 4
ARGS   ?=

# Exported so that an empty UV (`make test UV=`) turns uv off.
export UV

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

PY := $(BIN)/python

# A Python named on the command line is taken or refused; the default may give way to a newer one.
ENVIRONMENT := "$(PYTHON)" tools/environment.py
ifeq ($(origin PYTHON),command line)
EXACT := --exact
endif

define need
@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "moodline: no $(PYTHON) here. Moodline needs Python 3.11 or newer; \
name one like this: make $@ PYTHON=/path/to/python3.12" >&2; exit 1; }
@$(ENVIRONMENT) $(1) $(EXACT)
endef

CHECKS := lint types contracts spelling scenarios locks sections

.DEFAULT_GOAL := help
.PHONY: help play test check checks $(CHECKS) golden-all test-all coverage bench browser docs fmt lock upgrade wheel clean

help: ## this list
	@echo "make TARGET, where TARGET is one of:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

play: ## start Moodline (ARGS="play ID" and the like reach it)
	$(call need,play)
	@$(BIN)/moodline $(ARGS)

test: ## the whole test suite (ARGS="tests/engine -k mood" narrows it; JOBS=4 at a time)
	$(call need,test)
	$(PY) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

check: ## everything: the tests, then all the checks below
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory checks
	@echo "make check: all passed"

checks: $(CHECKS) ## all the checks but the tests

lint: ## ruff: mistakes and form
	$(call need,test)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: ## mypy --strict
	$(call need,test)
	$(PY) -m mypy

contracts: ## who may import whom
	$(call need,test)
	$(BIN)/lint-imports

spelling: ## codespell
	$(call need,test)
	$(PY) -m codespell_lib

scenarios: ## every shipped scenario, proved by `moodline check`
	$(call need,play)
	$(BIN)/moodline check --strict scenarios/*.yaml

locks: ## do the locks still hold what pyproject.toml asks for?
	$(call need,test)
	$(PY) -m tools.locks check

sections: ## does every section of the benchmarks run?
	$(call need,test)
	$(PY) -m pytest -q -n 2 tests/benchmarks/each_section.py

golden-all: ## the golden transcripts on every supported Python that is here
	$(call need,test)
	$(PY) -m tools.interpreters tests/engine/call/test_golden.py

test-all: ## the whole suite on every supported Python that is here
	$(call need,test)
	$(PY) -m tools.interpreters -n $(JOBS) $(ARGS)

coverage: ## the suite once more, counting the lines it reaches
	$(call need,test)
	$(PY) -m coverage run -m pytest $(ARGS)
	$(PY) -m coverage report

bench: ## the benchmarks; prints their tables
	$(call need,test)
	$(PY) -m tests.benchmarks $(ARGS)

browser: ## exported pages in headless Chromium, graphs in Mermaid; fetches them, and says so where none is to be had
	$(call need,test)
	$(PY) -m pytest -rs tests/engine/records/exports/in_a_browser.py \
		tests/engine/debrief/page_in_a_browser.py tests/engine/workshop/graph_in_mermaid.py $(ARGS)

docs: ## write anew the tables that the documentation takes from the code (ARGS=picture: the picture)
	$(call need,test)
	$(PY) -m tools.docs $(ARGS)

fmt: ## put the code in form
	$(call need,test)
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

lock: ## write the locks anew after a change of dependencies; what still fits keeps its version
	$(call need,test)
	$(PY) -m tools.locks write

upgrade: ## write the locks anew with the newest versions
	$(call need,test)
	$(PY) -m tools.locks write --upgrade

wheel: ## build dist/moodline-*.whl
	$(call need,test)
	$(PY) -m hatchling build -t wheel

clean: ## remove everything that make made
	rm -rf .venv .venvs build dist htmlcov .coverage .coverage.* snapshot_report.html
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .benchmarks
	find engine tui tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
