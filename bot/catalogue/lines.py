"""On which line of a TOML text each key, table and array element stands; tomli itself does not say."""

from __future__ import annotations

import re
from collections import defaultdict

Place = tuple[str | int, ...]
"""The way to a value: ``("instalments", 2, "cast", 0, "name")``, counted from 0."""

_TOKEN = re.compile(
    r'''(?P<string>"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')'''
    r"""|(?P<comment>\#[^\n]*)|(?P<newline>\n)|(?P<mark>[\[\]{},=])|(?P<bare>[^\s\[\]{},="'#]+)""",
    re.DOTALL,
)


class Lines:
    """The lines of one TOML text that tomli accepts.

    Parameters
    ----------
    text
        The whole text, with any line ends.
    """

    def __init__(self, text: str) -> None:
        text = text.replace("\r\n", "\n")
        self._lines: dict[Place, int] = {(): 1}
        self._tables: defaultdict[Place, int] = defaultdict(int)
        self._tokens: list[tuple[str, str, int]] = []
        line = 1
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup or ""
            if kind != "comment":
                self._tokens.append((kind, match.group(), line))
            line += match.group().count("\n")
        self._tokens.append(("newline", "\n", line))
        self._at = 0
        self._read_text()

    def line_of(self, place: Place) -> int:
        """Give the line of a place, or of the nearest thing around it that stands in the text."""
        while place not in self._lines:
            place = place[:-1]
        return self._lines[place]

    def _read_text(self) -> None:
        table: Place = ()
        while self._at < len(self._tokens):
            kind, text, line = self._tokens[self._at]
            if kind == "newline":
                self._at += 1
            elif text == "[" and kind == "mark":
                table = self._read_header(line)
            else:
                self._read_pair(table)

    def _read_header(self, line: int) -> Place:
        """Read ``[people]`` or ``[[people]]`` and give the place of the table that begins there."""
        array = self._tokens[self._at + 1][:2] == ("mark", "[")
        self._at += 2 if array else 1
        *outer, last = self._read_key("]")
        self._at += 2 if array else 1
        place: Place = ()
        for part in outer:
            place = (*place, part)
            if self._tables[place]:
                place = (*place, self._tables[place] - 1)
        place = (*place, last)
        if array:
            self._lines.setdefault(place, line)
            self._tables[place] += 1
            place = (*place, self._tables[place] - 1)
        self._lines.setdefault(place, line)
        return place

    def _read_key(self, end: str) -> list[str]:
        """Read the parts of a key up to its end; the end itself stays."""
        parts: list[str] = []
        while self._at < len(self._tokens):
            kind, text, _ = self._tokens[self._at]
            if kind in {"mark", "newline"} and text in {end, "\n"}:
                break
            parts += [text[1:-1]] if kind == "string" else [part for part in text.split(".") if part]
            self._at += 1
        return parts or [""]

    def _read_pair(self, table: Place) -> None:
        line = self._tokens[self._at][2]
        place = (*table, *self._read_key("="))
        for known in range(len(table) + 1, len(place) + 1):
            self._lines.setdefault(place[:known], line)
        self._at += 1
        self._read_value(place)

    def _read_value(self, place: Place) -> None:
        if self._at >= len(self._tokens):
            return
        kind, text, line = self._tokens[self._at]
        self._lines.setdefault(place, line)
        self._at += 1
        if (kind, text) == ("mark", "["):
            self._read_array(place)
        elif (kind, text) == ("mark", "{"):
            self._read_inline_table(place)
        elif kind == "bare":
            while self._tokens[self._at][0] == "bare":
                self._at += 1

    def _read_array(self, place: Place) -> None:
        element = 0
        while self._at < len(self._tokens):
            kind, text, _ = self._tokens[self._at]
            if (kind, text) == ("mark", "]"):
                self._at += 1
                return
            if kind == "newline" or text == ",":
                element += text == ","
                self._at += 1
            else:
                self._read_value((*place, element))

    def _read_inline_table(self, place: Place) -> None:
        while self._at < len(self._tokens):
            kind, text, _ = self._tokens[self._at]
            if (kind, text) == ("mark", "}"):
                self._at += 1
                return
            if kind == "newline" or text == ",":
                self._at += 1
            else:
                self._read_pair(place)
