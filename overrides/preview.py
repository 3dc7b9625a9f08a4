"""What differs while serving: what stays as it was is not made again, and mistakes are named in the browser.

A built site holds nothing of this.
"""

import html
import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

log = logging.getLogger("mkdocs.hooks.preview")
# What rendering leaves in a page, but for its links, which lead to files of one build.
RENDERED = ("content", "toc", "_title_from_render", "present_anchor_ids")
BOX = """<details open id="preview-mistakes" lang="en" style="position:fixed;inset:auto 0 0;z-index:2147483647;\
max-height:50vh;overflow:auto;padding:12px 16px;border-top:4px solid #b00020;background:#fff;color:#111;\
font:15px/1.5 monospace;white-space:pre-wrap;overflow-wrap:anywhere"><summary>Mistakes</summary>"""
BOX_END = "</details><!-- preview-mistakes -->"


class Said(logging.Handler):
    """Warnings and errors of the build that is under way, those of MkDocs too."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("mkdocs.livereload"):  # What a browser asks for is no mistake
            self.records.append(record)

    def ours(self) -> list[logging.LogRecord]:
        return [record for record in self.records if record.name.startswith("mkdocs.hooks")]

    def mistakes(self) -> list[str]:
        """Ours, if there are any: those of MkDocs follow from them, and do not say what to do."""
        return [*dict.fromkeys(record.getMessage() for record in self.ours() or self.records)]


class Compiled(BytecodeCache):
    """Templates that an earlier build compiled; Jinja takes one only while its text is the same."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


said = Said()
compiled = Compiled()
# What each page was rendered from, and what came of it, by the path of its source.
_rendered: dict[str, tuple[tuple, dict[str, object], dict[str, dict[str, str]]]] = {}


def listen() -> None:
    logging.getLogger("mkdocs").addHandler(said)


def render(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Render a page as MkDocs does, unless it would be what it was; what MkDocs warns of is rendered again."""
    source, whole = page.file.abs_src_path, ingredients(page, config, files)
    if source not in _rendered or _rendered[source][0] != whole:
        _rendered.pop(source, None)
        warnings = CountHandler(level=logging.WARNING)
        logging.getLogger("mkdocs").addHandler(warnings)
        try:
            Page.render(page, config, files)
        finally:
            logging.getLogger("mkdocs").removeHandler(warnings)
        if not warnings.counts:
            links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
            _rendered[source] = whole, {name: getattr(page, name) for name in RENDERED}, links
        return
    _, made, links = _rendered[source]
    vars(page).update(made)
    page.links_to_anchors = {files.get_file_from_path(uri): anchors for uri, anchors in links.items()}


def ingredients(page: Page, config: MkDocsConfig, files: Files) -> tuple:
    """All that rendering goes by: the text with what it brings in, the options, and the files to which it can link.

    Extensions read other files in their preprocessors alone.
    """
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    lines = page.markdown.split("\n")
    for preprocessor in markdown.preprocessors:
        lines = preprocessor.run(lines)
    options = config.markdown_extensions, config.mdx_configs, config.validation, config.use_directory_urls
    targets = sorted((file.src_uri, file.url, file.inclusion.name) for file in files)
    return lines, markdown.htmlStash.rawHtmlBlocks, options, targets


def place(error: Exception) -> str:
    """File and line of ours, templates too, in which an error came up."""
    frames = [(Path(frame.filename).as_posix(), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [f"overrides/{name.rpartition('/overrides/')[2]}:{line}" for name, line in frames if "/overrides/" in name]
    return ours[-1] if ours else "overrides:1"


def code() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in Path("overrides").rglob("*.py")}


def keep_serving(builder: Callable[[], None], root: str) -> Callable[[], None]:
    """A builder that goes on with the last good site; after a build that failed, MkDocs would answer nothing more."""
    loaded = code()
    logging.getLogger("mkdocs.commands.build").filters.clear()  # It would keep back what an earlier build said, too

    def build() -> None:
        said.records.clear()
        stopped = []
        try:
            for path in sorted({path for path, _ in loaded.items() ^ code().items()}):
                log.warning(f"{path}: still runs as it was at the start. Press Ctrl+C, and start again.")
            builder()
        except MkDocsException as error:
            stopped = [f"{error.message} The last good site is shown until this is mended."]
        except Exception as error:
            log.exception(f"{place(error)}: {error!r}")
            stopped = ["Stopped. The last good site is shown until this is mended."]
        show([*said.mistakes(), *stopped], root)
        for line in stopped:
            log.error(line)

    return build


def show(mistakes: list[str], root: str) -> None:
    """Write the mistakes into each page that is served, in place of those of the last build."""
    box = BOX + html.escape("".join(f"\n{line}" for line in mistakes), quote=False) + BOX_END if mistakes else ""
    for path in Path(root).rglob("*.html"):
        page = path.read_text("utf-8")
        before, _, rest = page.partition(BOX)
        page = before + rest.rpartition(BOX_END)[2]
        at = page.rindex("</body>") if "</body>" in page else len(page)  # Care cards for other sites leave it out
        path.write_text(page[:at] + box + page[at:], "utf-8")
