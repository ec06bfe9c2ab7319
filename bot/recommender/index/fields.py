"""The fields that titles are compared by."""

from __future__ import annotations

from enum import StrEnum


class Field(StrEnum):
    """A field that titles are compared by. Each is compared separately and has its own weight."""

    GENRE = "genre"
    TAG = "tag"
    WORDS = "words"
    CAST = "cast"
    CREW = "crew"
    COUNTRY = "country"
    SERVICE = "service"
    KIND = "kind"
