# make setup    install everything into .venv          make test    the tests, on real servers
# make demo     sample invoices, live (ONCE=1: and end) make lint    style, types, contracts, migrations, locks
# make axe      accessibility of every page   make shots    the pictures in docs/img
# make chaos    real kills (KILLS, SEED, STATE)   make chaos-sim  every crash point, random crashes (SEED, N, STATE)
# P2P_DATA and P2P_PORT choose the folder and the port; PYTHON the interpreter; ARGS is passed to pytest.

MAKEFLAGS += --no-print-directory
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.PHONY: setup dev demo bench-demo chaos chaos-sim chaos-bugs test axe shots lint lock clean

setup: .venv/installed

dev: .venv/installed-dev

demo: setup
	$(BIN)/python manage.py demo $(if $(ONCE),--once)

bench-demo: setup
	$(BIN)/python manage.py bench_demo

# Real kills: KILLS faults (20), as SEED chooses; STATE=file goes on where a run was ended; DEFAULTS=1 takes the
# product's own lease and tick.
chaos: setup
	$(BIN)/python -m chaos.kills $(if $(KILLS),--kills $(KILLS)) $(if $(SEED),--seed $(SEED)) \
		$(if $(STATE),--state $(STATE)) $(if $(DEFAULTS),--defaults) $(ARGS)

# One history again: make chaos-sim SEED=85 JOURNEYS=short,clean FAULTS='slow@9:25 crash@29' [KEYS=ignored] [BLIND=1]
chaos-sim: setup
	$(BIN)/python -m chaos.sim $(if $(SEED),--seed $(SEED)) $(if $(N),--crashes $(N)) \
		$(if $(JOURNEYS),--journeys $(JOURNEYS)) $(if $(KEYS),--keys $(KEYS)) $(if $(BLIND),--blind) \
		$(if $(filter undefined,$(origin FAULTS)),,--faults "$(FAULTS)") $(if $(STATE),--state $(STATE)) $(ARGS)

chaos-bugs: setup
	$(BIN)/python -m chaos.bugs $(ARGS)

test: setup dev
	bin/system-packages
ifdef ARGS
	$(BIN)/python -m pytest $(ARGS)
else
	bin/test-all
endif

# Every page in light and dark at each width; `make test` takes each page once.
axe: setup dev
	bin/system-packages
	$(BIN)/python -m pytest tests/browser/test_axe.py $(ARGS)

# Every page, photographed on a running system for docs/portal.md.
shots: setup dev
	bin/system-packages
	$(BIN)/python -m tests.browser.shots

lint: setup dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	DATABASE_URL= REDIS_URL= $(BIN)/mypy .
	$(BIN)/lint-imports
	DATABASE_URL= REDIS_URL= $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python bin/check_locks.py
	$(BIN)/python bin/check_docs.py
	DATABASE_URL= REDIS_URL= $(BIN)/python bin/write_reference.py --check

# The newest versions that the sources allow. Commit the result.
lock: dev
	$(COMPILE) --upgrade --output-file=requirements.txt requirements.in
	$(COMPILE) --upgrade --output-file=requirements-dev.txt requirements-dev.in

requirements.txt: requirements.in
	@echo "requirements.in is newer than its lock: run 'make lock' where you meant to change it." && touch $@

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*

.venv/bin/python:
	@python="$$(bin/find-python)" && echo "Making .venv with $$python ..." && "$$python" -m venv --clear .venv

.venv/installed: requirements.txt | .venv/bin/python
	@echo "Installing requirements.txt ..."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing requirements-dev.txt ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@
