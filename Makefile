.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/sh
# Without it each of the many processes would compile the program again.
unexport PYTHONDONTWRITEBYTECODE

# One more than cores: browsers and servers are waited for.
WORKERS ?= 3
BIN := .venv/bin
# Flask-Principal, which Flask-Security rests on, is published as source only.
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-binary flask-principal
CATALOGUES := $(wildcard app/translations/*/LC_MESSAGES/*.po reports/locale/*/LC_MESSAGES/*.po)
PURE_TESTS := $(wildcard tests/questionnaire tests/tips tests/reports tests/test_architecture.py)
ROOMS := $(wildcard app questionnaire tips reports)
# The extra stands apart, so that all else is tested and measured without it, as most will run it.
WITH_SEMANTIC := PYTHONPATH="$(CURDIR)/.cache/semantic"
UV_COMPILE := .cache/lock/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

.PHONY: help run test lint fast bench lock clean system-run system-test catalogues

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

run: system-run .venv/.run catalogues ## Install what is missing and serve the site at http://127.0.0.1:8000
	$(BIN)/checkbot migrate
	$(BIN)/checkbot tips load
	$(BIN)/checkbot serve

test: system-test lint catalogues .cache/semantic/.ready ## Everything: linters, types and all tests
	$(BIN)/pytest -n $(WORKERS) --dist worksteal
	$(WITH_SEMANTIC) $(BIN)/pytest -q tests/questionnaire/test_semantic.py

lint: .venv/.dev ## Style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(ROOMS)

fast: .venv/.dev catalogues ## The tests of the pure packages only, in seconds
	$(BIN)/pytest -q $(PURE_TESTS)

bench: system-test .venv/.dev catalogues .cache/semantic/.ready ## Speed, as ratios to plain Flask on this machine
	$(BIN)/python -m tests.bench
	$(WITH_SEMANTIC) $(BIN)/python -m tests.bench understanding

lock: .cache/lock/bin/uv ## Bring the locked dependencies up to date
	$(UV_COMPILE) --upgrade pyproject.toml -o requirements.txt
	$(UV_COMPILE) --upgrade --extra dev --constraint requirements.txt pyproject.toml -o requirements-dev.txt
	sed -n 's/^semantic = \["\(.*\)"\]$$/\1/p' pyproject.toml | $(UV_COMPILE) --upgrade --constraint requirements.txt - -o requirements-semantic.txt

clean: ## Remove what was made, except the data
	rm -rf .venv .cache .hypothesis .pytest_cache $(CATALOGUES:.po=.mo)
	find $(ROOMS) tests -name __pycache__ -prune -exec rm -rf {} +

system-run:
	@.ci/system run

system-test:
	@.ci/system test

catalogues: $(CATALOGUES:.po=.mo)

%.mo: %.po | .venv/.run
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

$(BIN)/pip: | system-run
	"$$(.ci/python)" -m venv --clear .venv

# A path file and a script, as an editable install would need a build backend and leave its egg-info here.
$(BIN)/checkbot: .ci/link | $(BIN)/pip
	$(BIN)/python .ci/link

.venv/.run: requirements.txt $(BIN)/checkbot | $(BIN)/pip
	$(PIP) -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	$(PIP) -r requirements-dev.txt
	@touch $@

.cache/semantic/.ready: requirements-semantic.txt | $(BIN)/pip
	rm -rf $(@D)
	$(PIP) --target $(@D) -r requirements-semantic.txt
	@touch $@

.cache/lock/bin/uv: | system-run
	"$$(.ci/python)" -m venv --clear .cache/lock
	.cache/lock/bin/pip install --quiet --disable-pip-version-check uv
