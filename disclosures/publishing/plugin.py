"""The MkDocs plugin: gives the guide pages the book's frame, and writes the rendered pages after the build.

``DANBIET_FROM`` names the published folder whose verified log the pages are made from (default ``build/demo/public``);
an absent or unverified log fails the build with its code and sentence.
"""

from __future__ import annotations

import os
import re
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from disclosures.pages import pages
from disclosures.pages.render import frame, policy
from disclosures.publishing.published import published_view
from disclosures.words import error_sentence
from ledger.errors import LedgerError

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from disclosures.pages import View

_FOLDER = "build/demo/public"
_TYPOGRAPHY = re.compile(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css")
_LICENCE = "assets/stylesheets/LICENSE.txt"
_ICONS = """The stylesheet is that of Material for MkDocs, under the licence below.
It holds icons of Material Design Icons (Apache-2.0), Font Awesome Free (CC BY 4.0) and Octicons (MIT).
"""
_SECTION = re.compile(r'<h2 id="([^"]+)">')


class Options(Config):
    """The plugin takes none: everything it needs stands in the published folder."""


class DanbietPlugin(BasePlugin[Options]):
    """Everything on the site that people did not write comes through here."""

    def __init__(self) -> None:
        self.view: View | None = None
        self.shell_only = False
        self._typography = ""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the view from the published folder, unless the publisher gave it."""
        if self.view is None:
            try:
                self.view = published_view(Path(os.environ.get("DANBIET_FROM", _FOLDER)))
            except LedgerError as error:
                raise PluginError(f"{error.code}: {error_sentence(error)}") from None
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep of the theme's files the one that the guide pages use, its typography, with the theme's licence."""
        ours = Path(config.docs_dir)
        kept = []
        for file in files:
            if _TYPOGRAPHY.fullmatch(file.src_uri):
                self._typography = file.src_uri
            elif not file.abs_src_path or ours not in Path(file.abs_src_path).parents:
                continue
            kept.append(file)
        licence = metadata.distribution("mkdocs-material").read_text("licenses/LICENSE") or ""
        kept.append(File.generated(config, _LICENCE, content=f"{_ICONS}\n{licence}"))
        return Files(kept)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002 - MkDocs passes them by name
        """Give the guide pages the partials and the values that every rendered page has."""
        if self.view is None or env.loader is None:
            raise PluginError("no view")
        env.loader = ChoiceLoader([PrefixLoader({"danbiet": PackageLoader("disclosures.pages")}), env.loader])
        env.globals |= {"frame": frame(self.view), "policy": policy(), "typography": self._typography}
        return env

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002 - MkDocs passes them by name
        """Hang the name of each section in the margin, as on every other page."""
        lead, *sections = _SECTION.split(html)
        names = zip(sections[::2], sections[1::2], strict=True)
        return lead + "".join(_section(anchor, *rest.split("</h2>", 1)) for anchor, rest in names)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002 - MkDocs passes them by name
        """Leave out MkDocs' own sitemap and 404 page."""
        return ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the rendered pages beside the guide pages."""
        if self.view is None or self.shell_only:
            return
        for page in pages(self.view):
            target = Path(config.site_dir, *page.path.split("/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(page.make())


def _section(anchor: str, name: str, content: str) -> str:
    return (
        f'<section class="sec" aria-labelledby="{anchor}">\n<h2 id="{anchor}">{name}</h2>\n'
        f'<div class="md-typeset">{content}</div>\n</section>\n'
    )
