"""Turn what members type in other languages into the English words that the reader of requests knows.

Only phrases of the word files are replaced; whatever else stands there, such as a title, stays as it is. Each word of
the result knows which part of the typed text it comes from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from bot.models.words import NOT_BEFORE, NOTHING
from bot.recommender.text.tokens import plain

_UNSPACED = r"\u0e00-\u0e7f\u1100-\u11ff\u3005-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
"""Thai, Hangul, kana and hanzi, where phrases stand without spaces around them or carry endings."""
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_FREE = re.compile(r"\b([a-z]+)-free\b")
LONGEST_ENDING = 1
"""What is left over of a run of these letters, up to this length, is a particle or an ending."""


class Piece(Struct, frozen=True):
    """A part of the English text, and where in the typed text it comes from.

    Parameters
    ----------
    text
        The English.
    start, end
        The typed characters that it stands for.
    verbatim
        Whether it is just what was typed.
    """

    text: str
    start: int
    end: int
    verbatim: bool


class Translation(Struct, frozen=True):
    """A typed text in English.

    Parameters
    ----------
    typed
        The text as it was typed, in plain lower case.
    pieces
        The English, piece by piece.
    """

    typed: str
    pieces: tuple[Piece, ...]

    @property
    def english(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return which typed characters some of the English comes from."""
        first = last = 0
        place = 0
        for piece in self.pieces:
            after = place + len(piece.text)
            if place <= start < after:
                first = piece.start + (start - place if piece.verbatim else 0)
            if place < end <= after:
                last = piece.start + (end - place) if piece.verbatim else piece.end
                break
            place = after
        return first, max(first, last)


class Translator:
    """Replaces phrases of other languages.

    Parameters
    ----------
    translations
        Every phrase with its English.
    """

    def __init__(self, translations: Mapping[str, str]) -> None:
        by_start: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for phrase, english in translations.items():
            key = " ".join(plain(phrase).split())
            by_start[key[:1]].append((key, english))
        self._by_start: dict[str, Sequence[tuple[str, str]]] = {
            start: sorted(phrases, key=lambda one: -len(one[0])) for start, phrases in by_start.items() if start
        }

    def translate(self, typed: str) -> Translation:
        """Return a text in English. ``typed`` is plain lower case."""
        pieces: list[Piece] = []
        for piece in self._pieces(typed):
            if piece.text == NOT_BEFORE:
                _negate_last(pieces)
            elif piece.verbatim and pieces and pieces[-1].verbatim:
                before = pieces.pop()
                pieces.append(Piece(before.text + piece.text, before.start, piece.end, verbatim=True))
            else:
                pieces.append(piece)
        return Translation(typed, tuple(pieces))

    def _pieces(self, typed: str) -> Iterator[Piece]:
        place = 0
        while place < len(typed):
            free = _FREE.match(typed, place) if _starts_a_word(typed, place) else None
            if free:
                yield Piece(f"not {free[1]}", place, free.end(), verbatim=False)
                place = free.end()
                continue
            found = self._phrase_at(typed, place)
            if found:
                phrase, english = found
                text = english if english == NOT_BEFORE else f" {english} " if english != NOTHING else " "
                yield Piece(text, place, place + len(phrase), verbatim=False)
                place += len(phrase)
                continue
            after = place + 1
            if _IS_UNSPACED.match(typed[place]):
                while after < len(typed) and _IS_UNSPACED.match(typed[after]) and not self._phrase_at(typed, after):
                    after += 1
                left_over = typed[place:after]
                touches = place > 0 and _IS_UNSPACED.match(typed[place - 1]) is not None
                is_ending = len(left_over) <= LONGEST_ENDING and (touches or after < len(typed))
                yield Piece(" " if is_ending else f" {left_over} ", place, after, verbatim=False)
            else:
                yield Piece(typed[place], place, after, verbatim=True)
            place = after

    def _phrase_at(self, typed: str, place: int) -> tuple[str, str] | None:
        """Return the longest phrase that stands here: as whole words, in scripts that part words by spaces."""
        for phrase, english in self._by_start.get(typed[place], ()):
            end = place + len(phrase)
            if not typed.startswith(phrase, place):
                continue
            if not _IS_UNSPACED.match(phrase[0]) and not _starts_a_word(typed, place):
                continue
            if not _IS_UNSPACED.match(phrase[-1]) and end < len(typed) and typed[end].isalnum():
                continue
            return phrase, english
        return None


def _starts_a_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum() or _IS_UNSPACED.match(text[place - 1]) is not None


def _negate_last(pieces: list[Piece]) -> None:
    """Put "not" before the last piece that says anything."""
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        if not piece.text.strip():
            continue
        if piece.verbatim:
            word = re.search(r"\w+\W*$", piece.text)
            cut = word.start() if word else 0
            pieces[place : place + 1] = [
                Piece(piece.text[:cut], piece.start, piece.start + cut, verbatim=True),
                Piece(f" not {piece.text[cut:]}", piece.start + cut, piece.end, verbatim=False),
            ]
        else:
            pieces[place] = Piece(f" not{piece.text}", piece.start, piece.end, verbatim=False)
        return
