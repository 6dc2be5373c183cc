# The two commands a stranger needs are `make run` and `make test`; the rest is for those who change things.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export PYTHONHASHSEED ?= 0
# the tests start Python a hundred times: what was compiled once is kept
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install run test check static browser bench screenshots translations docs lock clean

help: ## show this help
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(STAMP) ## make the environment in .venv
$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src $(VENV)/lib >/dev/null || true
	@touch $@

run: install ## plan the example runner, then serve the web app with her in it to play with
	@$(BIN)/ironstride tour
	@$(BIN)/ironstride serve --demo

test: static browser ## everything that CI runs
	@HYPOTHESIS_PROFILE=ci $(BIN)/pytest -n 2 --dist worksteal tests

check: static ## format, lint, types, contracts, catalogue, fast tests
	@HYPOTHESIS_PROFILE=quick $(BIN)/pytest -n 2 --dist worksteal -m "not slow" tests

static: install
	@$(BIN)/ruff format --check src tests tools benchmarks
	@$(BIN)/ruff check src tests tools benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/ironstride catalogue check

browser: install ## a Chromium for the browser tests, if there is none
	@$(BIN)/python tools/ensure_browser.py

bench: install ## timings and ratios
	@$(BIN)/python -m benchmarks

screenshots: install browser ## photograph every page into docs/pictures/web
	@$(BIN)/python tools/screenshots.py

translations: install ## gather the web app's texts and compile the German ones
	@$(BIN)/python tools/translations.py

docs: install ## write the generated reference pages
	@$(BIN)/python tools/make_docs.py

lock: ## pin versions and hashes anew (needs uv)
	@uv pip compile --universal --generate-hashes --no-header --no-annotate --group dev pyproject.toml -o requirements.lock

clean: ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache out
