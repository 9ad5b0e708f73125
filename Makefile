# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-long check browser bench docs pictures lock clean

demo: $(READY)  ## the main job on real input: build/demo/office, build/demo/board, build/demo/public
	$(BIN)/danbiet demo build/demo

test: $(READY) browser  ## everything
	$(BIN)/pytest -n 2 --dist loadfile -m "not long"

test-long: $(READY)  ## fault campaigns
	$(BIN)/pytest -m long

check: $(READY)  ## lint, formatting, types, floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)  ## a table of ratios, each measured side by side in one run
	$(BIN)/python -m benchmarks

docs: $(READY)  ## the examples in docs/ that show what the program says, made again from build/demo
	$(BIN)/python -m tests.documents build/demo

pictures: $(READY) browser  ## the picture of the README, taken of build/demo
	$(BIN)/python -m tests.pictures build/demo docs/pictures/trang-dau.png

browser:  ## Debian's Chromium and a font with all Vietnamese letters, where they are missing
	@sh .ci/browser

lock: $(READY)  ## rewrite the hash-pinned lock from pyproject.toml
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra dev --quiet pyproject.toml --output-file requirements.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

clean:
	rm -rf build dist $(VENV)
