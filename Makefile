# Sanbao's commands. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
KERNELS := $(VENV)/.kernels
DEMO_DATABASE := var/demo.sqlite3
COMMUNITIES ?=

# pip tells of its own newer releases otherwise, in the middle of the first start.
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test lint lint-python lint-pages format schema migrations lock web browser screenshots bench clean

help: ## Show this list.
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 12

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sanbao needs Python 3.11 or newer; try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(KERNELS): $(READY)
	@$(BIN)/sanbao-solver prepare
	@touch $@

web: $(READY) ## Build the pages (needs no Node: one comes with the environment).
	@$(BIN)/python src/web/build.py

demo: web $(KERNELS) ## A believable street, one weekly run over it, then serve. RESET=1 starts over, COMMUNITIES=N makes it larger.
	@$(if $(RESET),rm -f $(DEMO_DATABASE)*)
	@SANBAO_DATABASE_URL=sqlite:///$(DEMO_DATABASE) $(BIN)/sanbao demo $(if $(COMMUNITIES),--communities $(COMMUNITIES))

browser:
	@.ci/browser

test: web browser $(KERNELS) ## Every test: SQLite, PostgreSQL and a real browser.
	@$(BIN)/python src/web/build.py test
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

screenshots: web browser $(KERNELS) ## Pictures of the pages for the documentation, into docs/screenshots.
	@$(BIN)/python -m tests.web.screenshots $(ARGS)

lint: lint-python lint-pages ## Style, types, import rules, the committed contract.

lint-python: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/sanbao schema --check

lint-pages: $(READY)
	@$(BIN)/python src/web/build.py lint

format: $(READY) ## Put the code in order.
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

schema: $(READY) ## Write the contract (schema/schema.graphql), the solver's JSON Schemas and the reference pages.
	@$(BIN)/sanbao schema
	@$(BIN)/python -m sanbao_solver.schema_documents
	@$(BIN)/python -m tests.docs.reference

migrations: $(READY) ## Write a migration for what the models say anew.
	@$(BIN)/python -m tortoise -c sanbao.core.db.FOR_TORTOISE makemigrations

lock: $(READY) ## Resolve the dependencies anew.
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --no-emit-index-url --no-emit-find-links --extra dev pyproject.toml -o requirements-dev.lock

bench: $(KERNELS) ## The solver beside four others, written to docs/performance.md. ARGS=--help lists the choices.
	@$(BIN)/python -m tests.solver_bench $(ARGS)

clean: ## Remove what was built or made for the demo.
	rm -rf $(VENV) var dist build src/sanbao/web
