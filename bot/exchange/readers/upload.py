"""Read an uploaded file: check that it is text, then read it as JSON or CSV, within fixed limits."""

from __future__ import annotations

from bot.exchange.formats import Broken, BrokenFileError, ParsedFile
from bot.exchange.readers.csv_files import read_csv
from bot.exchange.readers.json_files import read_json
from bot.models import limits

_BOM = "\ufeff"
_MAGIC = (
    (b"PK\x03\x04", Broken.ZIPPED),
    (b"PK\x05\x06", Broken.ZIPPED),
    (b"\x1f\x8b", Broken.ZIPPED),
    (b"7z\xbc\xaf", Broken.ZIPPED),
    (b"Rar!", Broken.ZIPPED),
    (b"\x28\xb5\x2f\xfd", Broken.ZIPPED),
    (b"\xfd7zXZ", Broken.ZIPPED),
    (b"BZh", Broken.ZIPPED),
    (b"\xd0\xcf\x11\xe0", Broken.OLD_EXCEL),
    (b"\xff\xfe", Broken.UTF_16),
    (b"\xfe\xff", Broken.UTF_16),
)
"""First bytes of other files that are often named ``.csv``."""


def read_upload(content: bytes) -> ParsedFile:
    """Read JSON as ``/curate export`` writes it, or CSV as spreadsheets do.

    Raises
    ------
    BrokenFileError
        If the whole file cannot be read; it says why, and where. Faults of single values are not raised but stored
        with their rows.
    """
    text = _text(content)
    if text.startswith(("{", "[")):
        return read_json(text)
    return read_csv(text)


def _text(content: bytes) -> str:
    if len(content) > limits.FILE_BYTES:
        raise BrokenFileError(Broken.TOO_LARGE, number=len(content))
    for start, why in _MAGIC:
        if content.startswith(start):
            raise BrokenFileError(why)
    if (nul := content.find(b"\0")) >= 0:
        raise BrokenFileError(Broken.NUL, line=_line_of(content, nul), place=nul + 1)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        wrong = error.start
        text = f"0x{content[wrong]:02x}"
        raise BrokenFileError(Broken.NOT_UTF_8, line=_line_of(content, wrong), place=wrong + 1, text=text) from error
    text = text.removeprefix(_BOM)
    if not text.strip():
        raise BrokenFileError(Broken.EMPTY)
    # Blank lines before JSON are dropped; before CSV they stay, so that line numbers are right.
    stripped = text.lstrip()
    return stripped if stripped.startswith(("{", "[")) else text


def _line_of(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1
