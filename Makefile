# Everything is done inside .venv, which the first target that needs it makes.
#   ARGS=...      handed on: make test ARGS='-k timeline', make app ARGS='--server.port 8600'
#   PYTHON=...    the Python that .venv is made with, if not the first one found from 3.11 on
#   ADDRESS=...   who may open the app: this machine alone, or with 0.0.0.0 its network too
#   SECONDS=...   how long each test of make fuzz goes on looking
#   CHROMIUM=...  the browser that the tests drive, if not the first one found

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --no-input --disable-pip-version-check
NODE := $(BIN)/python tools/node.py
NPM := $(VENV)/npm
ARGS ?=
ADDRESS ?= 127.0.0.1
SECONDS ?= 120
PYTHON ?=
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help app test fuzz lint format bench pins renderings clean

help:  ## say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' Makefile | column -t -s @ 2>/dev/null \
		|| sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1   \2/p' Makefile

app: $(VENV)/app.stamp  ## open the app in a browser
	$(BIN)/streamlit run streamlit_app.py --server.address $(ADDRESS) $(ARGS)

test: $(VENV)/dev.stamp  ## run every test, those in a browser too
	@chromium=$$($(BIN)/python tools/chromium.py --install --headless) || exit 1; \
		CHROMIUM="$$chromium" $(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

fuzz: $(VENV)/dev.stamp  ## read made-up bad files till the time is up
	FUZZ_SECONDS=$(SECONDS) $(BIN)/python -m pytest -q tests/strangers/test_fuzz.py $(ARGS)

lint: $(VENV)/dev.stamp $(VENV)/npm.stamp  ## check style, types and who imports whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(NODE) $(NPM)/node_modules/eslint/bin/eslint.js --max-warnings 0 -c tools/npm/eslint.config.mjs layers/web/assets tests/scripts
	$(NODE) $(NPM)/node_modules/typescript/bin/tsc -p tools/npm/tsconfig.json

format: $(VENV)/dev.stamp  ## put the code into the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/bench.stamp  ## measure how fast it is; with ARGS=--all other tools beside it
	@chromium=$$($(BIN)/python tools/chromium.py --install) || exit 1; \
		CHROMIUM="$$chromium" $(BIN)/python -m bench $(ARGS)

renderings: $(VENV)/dev.stamp  ## compare pictures as Chromium, Inkscape and rsvg-convert draw them
	@chromium=$$($(BIN)/python tools/chromium.py --install) || exit 1; \
		CHROMIUM="$$chromium" $(BIN)/python -m tools.renderings

pins: $(VENV)/python.stamp  ## choose the newest versions that pyproject.toml allows
	$(BIN)/python tools/pins.py

clean:  ## remove .venv and everything else that was made here
	rm -rf $(VENV) build dist test-results .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/python.stamp: tools/venv.sh
	@tools/venv.sh $(VENV)
	@touch $@

$(VENV)/app.stamp: $(VENV)/python.stamp requirements.txt pyproject.toml
	@echo "Installing what the app needs into $(VENV), once ..."
	@$(PIP) install --quiet -r requirements.txt
	@$(PIP) install --quiet --no-deps --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/app.stamp requirements-dev.txt
	@echo "Installing what tests and checks need into $(VENV), once ..."
	@$(PIP) install --quiet -r requirements-dev.txt
	@touch $@

$(VENV)/npm.stamp: $(VENV)/dev.stamp tools/npm/package.json tools/npm/package-lock.json
	@echo "Installing what checks the scripts into $(NPM), once ..."
	@mkdir -p $(NPM)
	@cp tools/npm/package.json tools/npm/package-lock.json $(NPM)/
	@$(NODE) npm ci --prefix $(NPM) --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(VENV)/bench.stamp: $(VENV)/dev.stamp requirements-bench.txt
	@echo "Installing the tools to compare with into $(VENV), once ..."
	@$(PIP) install --quiet -r requirements-bench.txt
	@touch $@
