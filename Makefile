# make: serve with live reload. make build: write site/. make test: every check. make lock: renew requirements.txt.
# make browsers: a reader's walk in Chromium, Firefox and WebKit, all of which must be there.
# make pictures: draw the link pictures again, after a title has changed.
# make addresses: list the site's new addresses and heading ids, which others may link to from then on.
# make overdue: the pages whose review is late, which stops no build.
# make bench: how fast pages come over a slow link. make bench-growth: how the build and pages grow with the site.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve build test browsers pictures addresses overdue bench bench-growth lock clean

serve: $(VENV)/ready
	$(RUN) mkdocs serve --dev-addr 127.0.0.1:8000

build: $(VENV)/ready
	$(RUN) mkdocs build --strict

test: $(VENV)/ready
	$(RUN) pytest

browsers: $(VENV)/ready
	$(RUN) pytest tests/test_walk.py -m ""

pictures: $(VENV)/ready
	$(RUN) overrides.tools.link_pictures

overdue: $(VENV)/ready
	@$(RUN) overrides.tools.overdue_reviews

addresses: build
	$(RUN) overrides.tools.published_urls

bench: $(VENV)/ready
	$(RUN) tests.benchmark

bench-growth: $(VENV)/ready
	$(RUN) tests.benchmark.growth

# Hashes of every dependency, for every system; no package host is written.
lock: $(VENV)/ready
	$(RUN) uv pip compile pyproject.toml --group test --group lock --universal --generate-hashes --upgrade \
		--custom-compile-command "make lock" --quiet --output-file requirements.txt

clean:
	rm -rf $(VENV) site site.new site.old .pytest_cache

# The environment; made anew when the requirements change.
$(VENV)/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' \
		|| { echo "This site needs Python 3.11.5 or later; $(PYTHON) is older. Try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(RUN) pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@
