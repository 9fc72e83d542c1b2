# `make nightly` and `make test` make the environment they need on first use.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
REGISTRY ?=
.DEFAULT_GOAL := help

.PHONY: help nightly test lint docs bench lock clean

help: ## show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile

$(VENV)/run.stamp: requirements.lock
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11 或更高版本；可用 make PYTHON=python3 指定"; exit 3; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@

nightly: $(VENV)/run.stamp ## one nightly run: the demo county, or your own with REGISTRY=sites.xlsx
ifeq ($(strip $(REGISTRY)),)
	$(BIN)/python schedule.py demo
else
	$(BIN)/python schedule.py import $(REGISTRY)
	$(BIN)/python schedule.py nightly
endif

test: lint ## everything CI runs: lint, types, import law, tests
	$(BIN)/python -m pytest -n 2 --dist loadfile --ignore=tests/end --ignore=tests/real
	# whole nights mostly wait: four at a time, the longest first, or the last of them runs alone
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder tests/end tests/real

lint: $(VENV)/dev.stamp ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/dev.stamp ## write the generated pages of docs/ anew
	$(BIN)/python -m checks docs
	$(BIN)/python -m tests.county --docs

bench: $(VENV)/dev.stamp ## measure speed against stock Scrapy and linkinator (docs/benchmarks.md)
	$(BIN)/python -m bench

# to be made with the oldest Python that pyproject.toml lets in: a newer one pins what the oldest cannot install
lock: $(VENV)/dev.stamp ## pin the newest versions that fit pyproject.toml
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-find-links -o requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-find-links --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean: ## remove the environment and caches (never the data folder)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build *.egg-info
