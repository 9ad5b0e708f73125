"""What a browser would make of a page, as far as tests ask: its text, its tags, its links, its inline code."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "br", "wbr", "path", "circle", "input", "img"}
BLOCKS = {
    "br", "caption", "dd", "details", "div", "dt", "h1", "h2", "h3", "li", "main", "ol", "p", "section", "summary",
    "td", "th", "tr", "ul",
}  # fmt: skip


class Document(HTMLParser):
    """A parsed page: ``text``, ``tags`` with attribute names, ``links``, ``ids``, inline ``scripts``, ``styles``."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.policy: str | None = None
        self._open: list[str] = []
        self.feed(page.decode())
        self.close()

    @property
    def text(self) -> str:
        """Every text node, one after the other; a block begins with a space."""
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and what it leads to."""
        values = dict(attrs)
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value for name, value in attrs if name in {"href", "src", "action"} and value]
        self.ids += [value for name, value in attrs if name == "id" and value]
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        if tag in BLOCKS:
            self.pieces.append(" ")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself opens nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Every tag closes the one that was opened last."""
        opened = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        """Text, by where it stands."""
        inside = self._open[-1] if self._open else ""
        if inside == "script":
            self.scripts.append(data)
        elif inside == "style":
            self.styles.append(data)
        else:
            self.pieces.append(data)
