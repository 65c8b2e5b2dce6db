# Everything a contributor or an operator types. `make` alone lists the targets.

PYTHON ?= python3
BIN := .venv/bin
WHERE ?= tests
# The locks hold for every platform, and name no registry: each machine uses its own.
COMPILE = var/lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate $(LOCK_FLAGS)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install install-dev vectors assets run test lint test-long bench screenshots sounds lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' \
		| while IFS="$$(printf '\t')" read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

install: .venv/.run-stamp ## Create .venv with what the product needs to run

install-dev: .venv/.dev-stamp node_modules/.dev-stamp ## The same, and what the tests need

# The pinned source, with what it says it is built by. What it is built for, other machines may lack.
vectors: install ## Build the password hash for this machine's processor: a third cheaper; needs a C compiler
	mkdir -p var
	awk '/^argon2-cffi-bindings==/{p=1} p{print} p&&!/\\$$/{exit}' requirements.lock > var/argon2.lock
	CFLAGS="-O3 -march=native" $(BIN)/python -m pip install --quiet --no-cache-dir --force-reinstall --no-deps \
		--no-binary argon2-cffi-bindings --require-hashes -r var/argon2.lock

assets: web_kit/static/dist/efp.css ## Build the stylesheets from the DSFR

run: install assets ## Start the sites and the worker with demo data; Ctrl-C stops all
	@$(BIN)/python -m idp.demo.run

test: lint assets ## Lint, check the types, then run every test once (under five minutes)
	$(BIN)/python -m pytest -n 2 $(WHERE)

lint: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test-long: install-dev assets ## The long tests: races by the hundred, crowds, every state of every page in every view
	$(BIN)/python -m pytest -m long $(WHERE)

bench: install-dev ## Measure the hot paths on a scratch PostgreSQL (BENCH=--quick for a glance)
	@$(BIN)/python -m tests.bench $(BENCH)

screenshots: install-dev assets ## Take a picture of every page into var/screenshots, and renew those of the README
	$(BIN)/python -m tests.browser.screenshots

lock: var/lock/bin/uv ## Renew the pinned versions (LOCK_FLAGS=--upgrade takes the newest)
	$(COMPILE) --group build --output-file requirements.lock
	$(COMPILE) --group dev --constraints requirements.lock --output-file requirements-dev.lock

sounds: install ## Record the characters of the spoken captcha again, with eSpeak NG
	$(BIN)/python -m pip install --quiet --upgrade --target var/sounds espeakng-loader==0.2.4
	PYTHONPATH=var/sounds $(BIN)/python -m idp.connectors.captcha.local.make_sounds

clean: ## Remove all that the other targets have made
	rm -rf .venv node_modules var web_kit/static/dist *.egg-info
	rm -rf .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -type d -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "EFP Connect needs Python 3.11 or newer (make PYTHON=python3.12 chooses another)."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.run-stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev-stamp: requirements-dev.lock .venv/.run-stamp
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

var/lock/bin/uv:
	$(PYTHON) -m venv var/lock
	var/lock/bin/pip install --quiet uv

node_modules/.run-stamp: package.json package-lock.json
	@command -v npm >/dev/null \
		|| { echo "npm is missing: install Node.js 20.19 or newer (it brings npm), then run make again."; exit 1; }
	npm ci --omit=dev
	@touch $@

# Added to what builds the pages: `npm ci` would fetch that again.
node_modules/.dev-stamp: node_modules/.run-stamp
	npm install --include=dev --no-save
	@touch $@

web_kit/static/dist/efp.css: node_modules/.run-stamp web_kit/build_styles.mjs $(wildcard web_kit/static/css/*)
	npm run build
