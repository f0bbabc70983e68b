# What a user or developer does with a checkout. All it takes is Python 3.11 or newer with venv and pip; nothing is
# installed outside .venv. `make help` lists the targets.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-ray test-browser check external bench fuzz diff train weights peers schema wheel clean data-given

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
PYTHONS := python3.11 python3
PINS := pyproject.toml constraints.txt
# The browser of make test-browser: Debian's
CHROMIUM := /usr/bin/chromium
# Further words for pytest: make test ARGS="-k units"
ARGS ?=
# How long make fuzz goes on
MINUTES ?= 10

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | awk -F '\t' '{ printf "make %-13s %s\n", $$1, $$2 }'

run: $(VENV)/run.stamp ## install into .venv, extract the claims of docs/examples and show them
	@mkdir -p out
	$(BIN)/zhclaims extract docs/examples -o out/examples.jsonl
	$(BIN)/zhclaims show out/examples.jsonl

test: $(VENV)/dev.stamp ## install into .venv and run the tests (ARGS="-k units" for some of them)
	$(BIN)/python -m pytest --ignore=tests/external --ignore=tests/ray --ignore=tests/browser $(ARGS)

test-ray: $(VENV)/ray.stamp ## install Ray too (240 MB) and run the tests that need it
	$(BIN)/python -m pytest tests/ray $(ARGS)

test-browser: $(VENV)/dev.stamp ## run the tests of the page of review in Chromium (apt-get install chromium)
	@command -v $(CHROMIUM) >/dev/null || { echo "make test-browser: there is no $(CHROMIUM); as root: apt-get install -y chromium" >&2; exit 2; }
	$(BIN)/python -m pytest tests/browser $(ARGS)

check: $(VENV)/dev.stamp ## lint (ruff) and check types (mypy)
	$(BIN)/ruff check .
	$(BIN)/mypy

external: data-given $(VENV)/dev.stamp ## DATA=DIR: the proofs and scores over real text that is not in the repository
	ZHCLAIMS_DATA="$$(cd "$(DATA)" && pwd)" $(BIN)/python -m pytest tests/external
	$(BIN)/python scripts/external.py "$(DATA)"

data-given:
	@test -d "$(DATA)" || { echo "make $(MAKECMDGOALS): '$(DATA)' is no folder; say where the data is: make $(MAKECMDGOALS) DATA=DIR" >&2; exit 2; }

bench: $(VENV)/dev.stamp ## [DATA=DIR]: speed, memory and cost by length, over the corpora or DIR/news/news.jsonl, into docs/performance.md
	$(BIN)/python scripts/bench.py $(if $(DATA),"$(DATA)/news/news.jsonl") --write docs/performance.md

fuzz: $(VENV)/dev.stamp ## [MINUTES=10] [DATA=DIR]: random and mutated documents through the pipeline
	$(BIN)/python scripts/fuzz.py --minutes $(MINUTES) $(if $(DATA),"$(DATA)/news/news.jsonl")

diff: $(VENV)/run.stamp ## [BASE=REF]: what changed on dev since the last tag or commit: scores with intervals, claims gained and lost
	$(BIN)/python scripts/diff.py $(BASE)

train: $(VENV)/run.stamp ## [DATA=DIR]: train the model that is shipped from corpora/first, calibrated with half of DIR/news/gold.jsonl too
	@test -n "$(DATA)" || echo 'make train: no DATA=DIR with news/gold.jsonl, so the confidences are calibrated on corpora/first alone' >&2
	$(BIN)/zhclaims train corpora/first $(if $(DATA),--calibrate "$(DATA)/news/gold.jsonl") -o models/default

weights: data-given $(VENV)/fit.stamp ## DATA=DIR: fit anew by what entity, property and time are chosen, on corpora/first and the marks of corpora/news
	@mkdir -p out
	$(BIN)/python scripts/join_marks.py "$(DATA)/news/news.jsonl" -o out/joined.jsonl
	$(BIN)/python scripts/unlabelled.py "$(DATA)/news/news.jsonl" --without out/joined.jsonl "$(DATA)/news/gold.jsonl" -o out/unlabelled.jsonl
	$(BIN)/python scripts/fit_about.py corpora/first/train.jsonl corpora/first/dev.jsonl out/joined.jsonl --unlabelled out/unlabelled.jsonl --write
	$(BIN)/python scripts/fit_when.py corpora/first/train.jsonl corpora/first/dev.jsonl out/joined.jsonl --write

peers: $(VENV)/dev.stamp ## [DATA=DIR]: install other tools into out/peers, run them on corpora/first test (and DIR/seeds), write docs/benchmarks.md
	$(BIN)/python scripts/compare_peers.py $(if $(DATA),--data "$(DATA)")

schema: $(VENV)/run.stamp ## write extract/record.schema.json anew from the record types
	$(BIN)/python scripts/write_schema.py

wheel: $(VENV)/run.stamp ## build the wheel into dist/
	$(PIP) wheel --no-deps --wheel-dir dist .

clean: ## remove .venv and all that was made (out, build, dist, caches)
	rm -rf $(VENV) out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find extract tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/run.stamp: $(PINS)
	@set -e; python=; \
	for name in $(PYTHONS); do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python=$$name; break; fi; \
	done; \
	if test -z "$$python"; then \
	  echo 'Python 3.11 or newer is needed, and none of these is one: $(PYTHONS). Install it, or name yours:' >&2; \
	  echo '  make $(or $(MAKECMDGOALS),run) PYTHONS=/path/to/python3' >&2; \
	  exit 1; \
	fi; \
	echo "Installing into $(VENV) with $$python (about a minute)"; \
	"$$python" -m venv --clear $(VENV)
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

$(VENV)/fit.stamp: $(VENV)/dev.stamp
	$(PIP) install -c constraints.txt -e '.[fit]'
	@touch $@

$(VENV)/ray.stamp: $(VENV)/dev.stamp
	$(PIP) install -c constraints.txt -e '.[cluster]'
	@touch $@
