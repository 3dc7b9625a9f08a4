"""What this site adds to a MkDocs build: each event in the order in which MkDocs calls it, and what is done there.

English is built first; when its pages are there, it builds the other languages and finishes the pages of all.
"""

import logging
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from jinja2 import Environment, TemplateError
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from yaml import YAMLError

# The command ``mkdocs`` looks beside itself for what it imports, ``python -m mkdocs`` in the working folder.
ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from overrides import checks, languages, preview
from overrides.checks.source import is_stub
from overrides.extensions.citations import CitationError
from overrides.finish import finish, publish
from overrides.finish.publish import PublishError
from overrides.outputs import care_card_embeds, reference_exports
from overrides.site import FinishError, is_unused

log = logging.getLogger("mkdocs.hooks")
# Set in the environment while serving: the builds of other languages are not told by MkDocs.
PREVIEW = "PREVIEW"
# Files that finishing steps write, and to which pages link.
WRITTEN_LATER = (*care_card_embeds.FILES, *reference_exports.FILES)


def on_startup(*, command: str, dirty: bool) -> None:
    os.chdir(ROOT)  # Paths in the configuration are from here, wherever the command is given
    preview.listen()
    if command == "serve":
        os.environ[PREVIEW] = "1"
    # Files that MkDocs dates (the packed sitemap) carry the same date in every build of one tree.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")


def on_config(config: MkDocsConfig) -> None:
    if is_default_language(config):
        config.site_dir = publish.build_aside(config.site_dir)
    add_extensions(config)
    described = config.extra.get("languages") or languages.describe_all()
    config.extra |= languages.template_variables(config.theme["language"], config.site_url, described)
    if not config.extra["alternates"]:
        config.theme.static_templates.add("languages.html")
    config.extra["preview"] = PREVIEW in os.environ


def on_pre_build(config: MkDocsConfig) -> None:
    if is_default_language(config):
        checks.report(config)


def on_files(files: Files, *, config: MkDocsConfig) -> None:
    for file in files.documentation_pages():
        if is_stub(Path(file.abs_src_path)):  # A page that moved is in no menu
            file.inclusion = InclusionLevel.NOT_IN_NAV
    for file in list(files):  # Of what the theme's folders bring, before it is copied
        if is_unused(file.src_uri, is_default_language(config)):
            files.remove(file)
    for name in WRITTEN_LATER:  # Pages link to them
        files.append(File.generated(config, name, content=""))


def on_pre_page(page: Page, *, config: MkDocsConfig, files: Files) -> None:
    if config.extra["preview"]:
        page.render = partial(preview.render, page)


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> None:
    env.policies["json.dumps_kwargs"] = languages.SHORT_JSON
    env.filters["split"] = str.split  # Zensical's templates have it
    env.bytecode_cache = preview.compiled if config.extra["preview"] else None
    for name in WRITTEN_LATER:  # Links have been checked
        files.remove(files.get_file_from_path(name))


def on_post_build(config: MkDocsConfig) -> None:
    if not is_default_language(config):
        return
    build_other_languages(config)
    finish(Path(config.site_dir), config, preview=PREVIEW in os.environ)
    # A strict build that warned of something is about to stop, and is not put in place.
    if not any(isinstance(each, CountHandler) and each.counts for each in logging.getLogger("mkdocs").handlers):
        log.info(f"Put in place: {publish.put_in_place()}")


def on_build_error(error: Exception) -> None:
    publish.discard()
    if isinstance(error, MkDocsException):
        return
    if isinstance(error, (CitationError, FinishError, PublishError, YAMLError)):
        log.error(error)
    elif isinstance(error, OSError) and error.filename:
        log.error(f"{error.filename}: {error.strerror}. Another place for the site: mkdocs build --site-dir FOLDER")
    elif preview.said.ours():
        log.debug("What follows from the mistakes:", exc_info=error)
        raise Abort("Stopped by the mistakes that are named above.")
    elif isinstance(error, TemplateError):
        log.error(f"{preview.place(error)}: {str(error).rstrip('.')}. Mend the template.")
    else:
        return
    raise Abort("Stopped.")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    server.unwatch(config.docs_dir)  # It is in docs/, which is watched; watched twice, one change makes two builds
    server.builder = preview.keep_serving(builder, server.root)
    preview.show(preview.said.mistakes(), server.root)


def is_default_language(config: MkDocsConfig) -> bool:
    return config.theme["language"] == languages.DEFAULT_LANGUAGE


def add_extensions(config: MkDocsConfig) -> None:
    """Our own Markdown extensions, after the others; a faulty option stops the build."""
    extensions = config.extra["extensions"]
    try:
        Markdown(extensions=[*extensions], extension_configs=extensions)
    except Exception as error:
        raise ConfigurationError(f"{config.config_file_path}: extra.extensions: {error!r}") from error
    config.markdown_extensions += extensions
    config.mdx_configs |= extensions


def build_other_languages(config: MkDocsConfig) -> None:
    """With the same strictness, each into a folder of the same site."""
    for code, path in list(languages.configurations().items())[1:]:
        site = {"site_dir": f"{config.site_dir}/{code}", "site_url": f"{config.site_url}{code}/"}
        other = load_config(str(path), strict=config.strict, **site)
        other.extra["languages"] = config.extra["languages"]
        other.plugins.on_startup(command="build", dirty=False)
        build(other)
