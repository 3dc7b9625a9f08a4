# make             serve both languages with live reload; PORT=8001 for another port
# make build       write site/
# make check       the checks of sources and built pages, without a browser
# make test        every check
# make browsers    a reader's walk in Chromium, Firefox and WebKit, all of which must be there
# make pictures    draw the link pictures and the icons again, after a title or the favicon has changed
# make addresses   list the site's new addresses and heading ids, which others may link to from then on
# make overdue     name the pages whose review is late, which stops no build
# make lock        renew the locks from pyproject.toml
# make engines     build with other engines too, and compare
# make bench       how fast pages come over a slow link; make bench-growth: how the build and pages grow with the site
# make clean       remove all that these make
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python -m

.PHONY: serve build check test browsers pictures addresses overdue lock engines bench bench-growth clean

# While serving, the theme's notice of its end says nothing that helps with the page at hand.
serve: export NO_MKDOCS_2_WARNING := 1
serve: $(VENV)/ready
	@$(VENV)/bin/python -c 'import socket, sys; socket.create_server(("127.0.0.1", int(sys.argv[1])))' "$(PORT)" 2>/dev/null \
		|| { echo "Port $(PORT) is taken, or is no port. Try another: make PORT=8001"; exit 1; }
	$(RUN) mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: $(VENV)/ready
	$(RUN) mkdocs build --strict

check: $(VENV)/ready-test
	@$(RUN) ruff check --quiet --output-format concise
	@$(RUN) ruff format --check --quiet || { echo "Some Python is not in form. Run: $(RUN) ruff format"; exit 1; }
	$(RUN) pytest -m "not browser and not weekly"

test: $(VENV)/ready-test
	@$(RUN) ruff check --quiet --output-format concise
	@$(RUN) ruff format --check --quiet || { echo "Some Python is not in form. Run: $(RUN) ruff format"; exit 1; }
	$(RUN) pytest

browsers: $(VENV)/ready-test
	$(RUN) pytest tests/test_walk.py -m ""

pictures: $(VENV)/ready-test
	$(RUN) overrides.tools.link_pictures
	$(RUN) overrides.tools.icons

overdue: $(VENV)/ready
	@$(RUN) overrides.tools.overdue_reviews

addresses: build
	$(RUN) overrides.tools.published_urls

engines: $(VENV)/ready-test
	$(RUN) tests.engines

bench: $(VENV)/ready-test
	$(RUN) tests.benchmark

bench-growth: $(VENV)/ready-test
	$(RUN) tests.benchmark.growth

# Hashes of every dependency, for every system; no package host is written.
LOCK = $(RUN) uv pip compile --universal --generate-hashes --upgrade --quiet --custom-compile-command "make lock"
lock: $(VENV)/ready-test
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --group test --group lock --constraint requirements.txt --output-file requirements-test.txt
	for engine in properdocs mkdocs-ng zensical; do \
		$(LOCK) --group $$engine --no-deps --output-file tests/engines/$$engine.txt || exit; \
	done

clean:
	rm -rf $(VENV) site site.new site.old .pytest_cache

# What a target needs is fetched when the text of its lock changes, not its date. pip fetches all before it removes
# anything, so that without a network the environment stays as it was.
$(VENV)/ready: requirements.txt
$(VENV)/ready-test: requirements-test.txt
$(VENV)/ready $(VENV)/ready-test:
	@if cmp -s $< $@; then touch $@; exit; fi; \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null \
		|| { echo "This site needs Python 3.11.5 or later; $(PYTHON) is older or missing. Try: make PYTHON=python3.12"; exit 1; }; \
	$(PYTHON) -c 'import ensurepip' 2>/dev/null \
		|| { echo "$(PYTHON) cannot make environments. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }; \
	echo "Fetching what $(if $(findstring test,$(notdir $@)),the checks need (up to 200 MB),serves and builds (up to 30 MB)) into $(VENV), once ..."; \
	$(PYTHON) -m venv $(VENV) \
		&& $(RUN) pip install --quiet --disable-pip-version-check --require-hashes --requirement $< 2>$(VENV)/pip.log \
		|| { echo "Could not fetch it. Is there a network? The whole message is in $(VENV)/pip.log"; exit 1; }; \
	cp requirements.txt $(VENV)/ready; cp $< $@
