# What can be done here: `make help`. Needs Python 3.11 or newer, git and make, and nothing else.

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench messages clean
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
# Without what Python compiles, each process of ours would compile five hundred modules anew.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
SOURCES := src tests scripts benchmarks

help: ## say what can be done here
	@echo "make demo      open the product with sample data on http://127.0.0.1:8000"
	@echo "make test      run all tests"
	@echo "make check     style, order of imports, types, templates, migrations, translations, API"
	@echo "make setup     make the environment alone (.venv/bin/kelisim)"
	@echo "make bench     measure"
	@echo "make messages  collect the texts to translate into src/kelisim/locale/"
	@echo "make clean     remove the environment and caches; data in var/ stays"
	@echo
	@echo "KELISIM_PORT and KELISIM_HOME change port and folder; DATABASE_URL names another PostgreSQL."

python:
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed and was not found: install it, for example apt-get install python3." >&2; exit 1; fi
.PHONY: python

.venv/.ready: pyproject.toml uv.lock scripts/bootstrap.py | python
	@$(PYTHON) scripts/bootstrap.py run

.venv/.ready-dev: pyproject.toml uv.lock scripts/bootstrap.py | python
	@$(PYTHON) scripts/bootstrap.py dev

setup: .venv/.ready ## make the environment alone

demo: .venv/.ready ## open the product with sample data
	@exec $(BIN)/kelisim demo

test: .venv/.ready-dev ## run all tests
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

check: .venv/.ready-dev ## everything that can be said without running it
	@$(BIN)/python scripts/check.py

bench: | python ## measure, beside peers
	@$(PYTHON) scripts/bootstrap.py bench
	@$(BIN)/python -m benchmarks

messages: .venv/.ready-dev ## collect the texts to translate
	@$(BIN)/python scripts/messages.py extract

clean: ## remove the environment and caches
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
