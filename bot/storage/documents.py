"""Frozen dataclasses as JSON text, and the number that says which fields they had when it was written."""

from __future__ import annotations

import zlib

import msgspec


def to_text(value: object) -> str:
    """Write a dataclass, or a tuple of them, as JSON text; a ``msgspec.json.Decoder`` of its type reads it back."""
    return msgspec.json.encode(value).decode()


def shape_of(*kinds: type) -> int:
    """Give a number that changes as soon as a field, its type or an enum's value does, anywhere within these types.

    It is computed from the types themselves, so that nobody has to remember to raise it, and fits a 32-bit INTEGER.
    Takes some milliseconds: ask once.
    """
    schemas, definitions = msgspec.json.schema_components(kinds)
    for definition in definitions.values():
        definition.pop("description", None)  # a docstring that is reworded changes no document
    return zlib.crc32(msgspec.json.encode((schemas, definitions), order="deterministic")) & 0x7FFF_FFFF
