"""Pages without the whitespace that templates leave between lines, and inline scripts without comments."""

import re
from pathlib import Path

from rjsmin import jsmin

from overrides.finish import site as finished
from overrides.finish.site import Configuration

# An element that keeps its whitespace, or whitespace with a line break in it.
WHITESPACE = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)|\s*\n\s*", re.DOTALL)
INLINE_SCRIPT = re.compile(r"(<script>)(.*?)(?=</script>)", re.DOTALL)


def pages(site: Path, config: Configuration) -> None:
    for path, _ in finished.pages(site, config):
        html = INLINE_SCRIPT.sub(lambda script: script[1] + jsmin(script[2]), path.read_text("utf-8"))
        path.write_text(WHITESPACE.sub(lambda match: match[1] or "\n", html), "utf-8")
