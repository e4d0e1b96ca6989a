"""Text as it comes in files: any encoding, perhaps with markup. Text as it goes in: plain."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

FALLBACK = "kinbridge.windows"
MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
NEW_LINE = {"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
SILENT = {"script", "style", "template", "noscript"}


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 are nearly always Windows-1252, whole file or single letters alike."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(FALLBACK, _as_windows)


def encoding_of(start: bytes) -> str:
    """The encoding of a file that begins with these bytes."""
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start[1:2] == b"\0":
        return "utf-16-le"
    if start[:1] == b"\0":
        return "utf-16-be"
    return "utf-8-sig"


class _Plain(HTMLParser):
    """Keeps the words of a marked-up text, a line for each block, and nothing that runs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if tag in NEW_LINE:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        if tag in NEW_LINE:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def has_markup(text: str) -> bool:
    return MARKUP.search(text) is not None


def plain(text: str) -> str:
    """The words of a text without its markup. A text such as "ages < 5" stays as it is."""
    if not has_markup(text):
        return text
    parser = _Plain()
    parser.feed(text)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.words).split("\n"))
    return "\n".join(line for line in lines if line)


def storable(text: str) -> str:
    """Without the characters that no database text may hold: NUL, and halves of a pair."""
    return UNSTORABLE.sub("", text)
