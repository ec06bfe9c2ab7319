"""The sides from which two titles are compared."""

from __future__ import annotations

from enum import StrEnum


class Field(StrEnum):
    """The sides from which two titles are compared; each is measured by itself."""

    GENRE = "genre"
    TAG = "tag"
    WORDS = "words"
    CAST = "cast"
    CREW = "crew"
    COUNTRY = "country"
    SERVICE = "service"
    KIND = "kind"
