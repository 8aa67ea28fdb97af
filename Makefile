# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# On all cores; a few tests by hand are faster without: `pytest tests/test_score.py`.
ON_ALL_CORES := -n logical --dist worksteal

# Where `make install` puts the command: for everyone where you may, else for you.
PREFIX ?= $(if $(filter 0,$(shell id -u)),/usr/local,$(HOME)/.local)
HOUSE := $(PREFIX)/share/partnerkit

.PHONY: demo install uninstall test pytest coverage search fuzz torture lint types docs bench test-lowest dist audit constraints clean

demo: $(VENV)/installed ## Install partnerkit and show the heat map of the example portfolio.
	$(BIN)/partnerkit heatmap examples/portfolio --today 2026-04-10

install: ## Put the `partnerkit` command on the PATH, with Word files, public holidays, other languages and account lists (PREFIX= says where).
	$(PYTHON) -m venv --clear $(HOUSE)
	$(HOUSE)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r constraints/extras.txt -r constraints/build.txt
	$(HOUSE)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation .
	mkdir -p $(PREFIX)/bin
	ln -sf $(HOUSE)/bin/partnerkit $(PREFIX)/bin/partnerkit
	@case ":$$PATH:" in *":$(PREFIX)/bin:"*) echo "installed: try partnerkit --help";; \
	*) echo "installed; now put it on the PATH, and add this line to the file that your shell starts with:"; \
	echo '  export PATH="$(PREFIX)/bin:$$PATH"';; esac

uninstall: ## Take away what `make install` has put there.
	rm -rf $(HOUSE) $(PREFIX)/bin/partnerkit

test: $(VENV)/tested ## Install what the tests need and run them, with the linter and the type checker beside them.
	$(MAKE) --no-print-directory --jobs=3 pytest lint types

pytest: $(VENV)/tested
	$(BIN)/python -m pytest $(ON_ALL_CORES)

# Measured apart from `make test`, since it takes the tests twice their time; its floor is in pyproject.toml.
coverage: $(VENV)/tested ## See which lines and branches no test runs.
	$(BIN)/python -m pytest $(ON_ALL_CORES) --cov --cov-report=term-missing:skip-covered

search: $(VENV)/tested ## Try the properties with values that no test has seen, and all combinations of which `make test` tries a few.
	$(BIN)/python -m pytest -m "hypothesis or searched" --hypothesis-profile=search

fuzz: $(VENV)/tested ## Ask every command about mutated files for some minutes (MINUTES=, SEED=).
	$(BIN)/python tools/fuzzing.py --minutes $(or $(MINUTES),5) $(if $(SEED),--seed $(SEED))

torture: $(VENV)/tested ## Kill a thousand runs that write, and let two users edit one file.
	$(BIN)/python tools/torturing.py --kills $(or $(KILLS),1000) --edits 200

lint: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/tested
	$(BIN)/mypy

docs: $(VENV)/tested ## Write the generated pages and pictures again.
	$(BIN)/python tools/docs.py

bench: $(VENV)/installed ## Measure speed and memory, side by side with the peers (FILES=).
	$(if $(FILES),FILES=$(FILES)) $(BIN)/python benchmarks/run.py

# Properties try our own logic with many values, and no version of a library makes them another.
test-lowest: ## Run the tests with the lowest versions that the dependency ranges allow, all but the properties.
	$(PYTHON) -m venv .venv-lowest
	.venv-lowest/bin/python -m pip --disable-pip-version-check --quiet install uv
	.venv-lowest/bin/uv pip compile --quiet --resolution lowest-direct --all-extras pyproject.toml -o .venv-lowest/lowest.txt
	.venv-lowest/bin/uv pip install --quiet --python .venv-lowest/bin/python -c .venv-lowest/lowest.txt -e . -r constraints/test.in
	.venv-lowest/bin/python -m pytest -m "not hypothesis" $(ON_ALL_CORES)

dist: ## Build what is released, check it, and try the wheel where nothing else is.
	$(PYTHON) -m venv --clear .venv-dist
	.venv-dist/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r constraints/release.txt
	$(PYTHON) -c "import shutil; shutil.rmtree('dist', ignore_errors=True)"
	.venv-dist/bin/python -m build --no-isolation
	.venv-dist/bin/twine check --strict dist/*
	$(PYTHON) -m venv --clear .venv-dist
	.venv-dist/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r constraints/runtime.txt
	.venv-dist/bin/python -m pip --disable-pip-version-check --quiet install --no-deps dist/*.whl
	cd .venv-dist && bin/partnerkit init try --company Orbit && bin/partnerkit validate try && bin/partnerkit heatmap try

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-emit-index-url

audit: ## Look for known vulnerabilities in what is pinned, where their list can be reached.
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip --disable-pip-version-check --quiet install pip-audit
	.venv-audit/bin/pip-audit --strict --disable-pip --require-hashes -r constraints/extras.txt
	.venv-audit/bin/pip-audit --strict --disable-pip --require-hashes -r constraints/test.txt

constraints: ## Pin what is new in constraints/*.in and keep the other versions (needs uv; UPGRADE=--upgrade renews all).
	$(COMPILE) $(UPGRADE) pyproject.toml -o constraints/runtime.txt
	$(COMPILE) $(UPGRADE) --extra word --extra holidays --extra languages --extra accounts pyproject.toml -c constraints/runtime.txt -o constraints/extras.txt
	$(COMPILE) $(UPGRADE) constraints/build.in -o constraints/build.txt
	$(COMPILE) $(UPGRADE) pyproject.toml constraints/test.in -c constraints/runtime.txt -o constraints/test.txt
	$(COMPILE) $(UPGRADE) constraints/release.in -c constraints/runtime.txt -o constraints/release.txt

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(name, ignore_errors=True) for name in ('$(VENV)', '.venv-lowest', '.venv-dist', '.venv-audit', 'dist')]"

$(VENV)/python:
	$(PYTHON) -m venv $(VENV)
	@echo made > $@

$(VENV)/installed: $(VENV)/python pyproject.toml constraints/runtime.txt constraints/build.txt
	$(PIP) install --require-hashes -r constraints/runtime.txt -r constraints/build.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@echo made > $@

$(VENV)/tested: $(VENV)/installed constraints/test.txt
	$(PIP) install --require-hashes -r constraints/test.txt
	@echo made > $@
