"""Frozen records as JSON text, and the number that says which fields they had when it was written."""

from __future__ import annotations

import sqlite3
import zlib
from typing import TypeVar

import msgspec

T = TypeVar("T")


def to_text(value: object) -> str:
    """Write a record, or a tuple of them, as JSON text; :func:`from_text` reads it back."""
    return msgspec.json.encode(value).decode()


def from_text(text: str, decoder: msgspec.json.Decoder[T]) -> T:
    """Read what :func:`to_text` wrote.

    Raises
    ------
    sqlite3.DatabaseError
        If the text is anything else: the file was damaged, or changed by hand.
    """
    try:
        return decoder.decode(text)
    except msgspec.DecodeError as error:
        damage = sqlite3.DatabaseError(f"a document of the catalogue cannot be read: {error}")
        damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise damage from error


def shape_of(*kinds: type) -> int:
    """Give a number that changes as soon as a field, its type or an enum's value does, anywhere within these types.

    It is computed from the types themselves, so that nobody has to remember to raise it, and fits a 32-bit INTEGER.
    Takes some milliseconds: ask once.
    """
    schemas, definitions = msgspec.json.schema_components(kinds)
    for definition in definitions.values():
        definition.pop("description", None)  # a docstring that is reworded changes no document
    return zlib.crc32(msgspec.json.encode((schemas, definitions), order="deterministic")) & 0x7FFF_FFFF
