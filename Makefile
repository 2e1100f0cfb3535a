# make run      opens the window; with no display it takes the tour into ./tour instead
# make test     what a change has to pass; .ci/run has the slow tests too, and those of tests/torture
# make bench    how fast it trains, against the notebook's loop: tables, and build/bench.json (a quarter of an hour)
# make torture  every fault of tests/torture, as often as it has to be survived (up to an hour), and a table of them
# make translations   brings resources/translations up to date with the sources, and compiles what is translated
# make package  both programs in a folder and an archive each, into dist/ (ten minutes); ARGS=--no-archives for folders
# make test-package   those, started where it is hardest, and a table of their sizes and times (ten minutes)
# make setup    .venv with the pinned versions, as both of them do first
# make clean    removes everything that was made here
#
# PYTHON=python3.12 and TORCH=cpu|cuda choose what .venv is made from (see scripts/setup.sh); after `make clean`
# for a .venv that is there already. ARGS="..." are handed to the program.

PYTHON_IN_VENV := .venv/bin/python

.PHONY: run test bench torture translations package test-package setup clean

run: .venv/.ready
	@$(PYTHON_IN_VENV) main.py $(ARGS)

setup: .venv/.ready

test: .venv/.ready-test
	$(PYTHON_IN_VENV) -m ruff check
	$(PYTHON_IN_VENV) -m ruff format --check
	$(PYTHON_IN_VENV) -m mypy
	.venv/bin/lint-imports
	OMP_NUM_THREADS=1 $(PYTHON_IN_VENV) -m pytest -n 2 --dist loadgroup -m "not slow and not torture" $(ARGS)

bench: .venv/.ready-bench
	@PYTHONPATH=. $(PYTHON_IN_VENV) tests/benchmarks/bench.py $(ARGS)

torture: .venv/.ready-test
	@$(PYTHON_IN_VENV) tests/torture/run.py $(ARGS)

translations: .venv/.ready
	@$(PYTHON_IN_VENV) scripts/translations.py

package: .venv/.ready-package
	@$(PYTHON_IN_VENV) packaging/build.py $(ARGS)

test-package: .venv/.ready-test
	$(PYTHON_IN_VENV) -m pytest tests/package/programs.py $(ARGS)

.venv/.ready: pyproject.toml constraints.txt scripts/setup.sh
	@scripts/setup.sh

.venv/.ready-test: pyproject.toml constraints.txt scripts/setup.sh
	@scripts/setup.sh test

.venv/.ready-package: pyproject.toml constraints.txt scripts/setup.sh
	@scripts/setup.sh package

.venv/.ready-bench: pyproject.toml constraints.txt scripts/setup.sh
	@scripts/setup.sh bench

clean:
	rm -rf .venv build dist tour .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find ae_model ae_gui tests -name __pycache__ -prune -exec rm -rf {} +
