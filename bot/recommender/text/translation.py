"""Turn what members type in other languages into the English words that the reader of requests knows.

Only phrases of the word files are replaced; whatever else stands there, such as a title, stays as it is. Each word of
the result knows which part of the typed text it comes from.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from bot.models.words import NOT_BEFORE, NOTHING
from bot.recommender.text.tokens import plain

_UNSPACED = r"\u0e00-\u0e7f\u1100-\u11ff\u3005-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
"""Thai, Hangul, kana and hanzi, where phrases stand without spaces around them or carry endings."""
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LETTERS = re.compile(r"[^\W\d_]+")
LONGEST_ENDING = 1
"""What is left over of a run of these letters, up to this length, is a particle or an ending."""

SHORTEST_NAME, SHORTEST_HANGUL_NAME, LONGEST_NAME = 2, 3, 14
"""Characters of a name that is looked for in these scripts."""
Phrases = Mapping[str, Sequence[tuple[str, str]]]
"""Phrases with their English, by their first character, the longest first."""


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
    foreign
        Whether it was typed in another language.
    """

    typed: str
    pieces: tuple[Piece, ...]
    foreign: bool = False

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
        For each language, its phrases with their English.
    is_english
        Whether a word is one of an English request.
    """

    def __init__(self, translations: Mapping[str, Mapping[str, str]], is_english: Callable[[str], bool]) -> None:
        self._languages = {language: _by_start(phrases) for language, phrases in translations.items()}
        self._is_english = is_english

    def translate(self, typed: str, is_name: Callable[[str], bool]) -> Translation:
        """Return a text in English.

        Parameters
        ----------
        typed
            In plain lower case.
        is_name
            Whether a text is exactly the name of a title or a person, which is not translated.
        """
        phrases = self._phrases_for(typed)
        if phrases is None:
            return Translation(typed, (Piece(typed, 0, len(typed), verbatim=True),))
        pieces: list[Piece] = []
        for piece in _pieces(typed, phrases, is_name):
            if piece.text == NOT_BEFORE:
                _negate_last(pieces)
            elif piece.verbatim and pieces and pieces[-1].verbatim:
                before = pieces.pop()
                pieces.append(Piece(before.text + piece.text, before.start, piece.end, verbatim=True))
            else:
                pieces.append(piece)
        return Translation(typed, tuple(_tidied(pieces)), foreign=True)

    def _phrases_for(self, typed: str) -> Phrases | None:
        """Return the phrases of the language that a text is in; None if it is in English."""
        if _IS_UNSPACED.search(typed):
            # These scripts tell their language themselves, and Korean is mixed with English words.
            return {
                start: [one for phrases in self._languages.values() for one in phrases.get(start, ())]
                for start in set(typed)
                if _IS_UNSPACED.match(start) or start.isdecimal()
            }
        words = _LETTERS.findall(typed)
        english = Counter(word for word in words if self._is_english(word))
        best, found = 0, None
        for phrases in self._languages.values():
            covered = _covered(typed, phrases)
            foreign = (covered - english).total()
            if foreign > best and foreign >= (english - covered).total():
                best, found = foreign, phrases
        return found


def _by_start(phrases: Mapping[str, str]) -> Phrases:
    """Sort phrases by their first character, the longest first."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for phrase, english in phrases.items():
        key = " ".join(plain(phrase).split())
        if key:
            found[key[0]].append((key, english))
    return {start: sorted(some, key=lambda one: -len(one[0])) for start, some in found.items()}


def _covered(typed: str, phrases: Phrases) -> Counter[str]:
    """Return the words of a text that a language's phrases cover."""
    place = 0
    words: Counter[str] = Counter()
    while place < len(typed):
        if found := _phrase_at(typed, place, phrases):
            words.update(_LETTERS.findall(found[0]))
            place += len(found[0])
        else:
            place += 1
    return words


def _pieces(typed: str, phrases: Phrases, is_name: Callable[[str], bool]) -> Iterator[Piece]:
    place = 0
    while place < len(typed):
        found = _phrase_at(typed, place, phrases)
        name = _name_at(typed, place, is_name)
        if name and len(name) >= len(found[0] if found else ""):
            yield Piece(f" {name} ", place, place + len(name), verbatim=False)
            place += len(name)
        elif found:
            phrase, english = found
            text = english if english == NOT_BEFORE else f" {english} " if english != NOTHING else " "
            yield Piece(text, place, place + len(phrase), verbatim=False)
            place += len(phrase)
        elif _IS_UNSPACED.match(typed[place]):
            after = place + 1
            while after < len(typed) and _IS_UNSPACED.match(typed[after]):
                if _phrase_at(typed, after, phrases) or _name_at(typed, after, is_name):
                    break
                after += 1
            left_over = typed[place:after]
            touches = place > 0 and _IS_UNSPACED.match(typed[place - 1]) is not None
            is_ending = len(left_over) <= LONGEST_ENDING and (touches or after < len(typed))
            yield Piece(" " if is_ending else f" {left_over} ", place, after, verbatim=False)
            place = after
        else:
            yield Piece(typed[place], place, place + 1, verbatim=True)
            place += 1


def _phrase_at(typed: str, place: int, phrases: Phrases) -> tuple[str, str] | None:
    """Return the longest phrase that stands here: as whole words, in scripts that part words by spaces."""
    for phrase, english in phrases.get(typed[place], ()):
        end = place + len(phrase)
        if not typed.startswith(phrase, place):
            continue
        if not _IS_UNSPACED.match(phrase[0]) and not _starts_a_word(typed, place):
            continue
        if not _IS_UNSPACED.match(phrase[-1]) and _goes_on(typed, end):
            continue
        return phrase, english
    return None


def _name_at(typed: str, place: int, is_name: Callable[[str], bool]) -> str | None:
    """Return the longest name that begins here, in scripts where it may run on into other words."""
    if not _IS_UNSPACED.match(typed[place]):
        return None
    if place and _HANGUL.match(typed[place - 1]) and _HANGUL.match(typed[place]):
        return None  # inside a Korean word
    shortest = SHORTEST_HANGUL_NAME if _HANGUL.match(typed[place]) else SHORTEST_NAME
    for length in range(min(LONGEST_NAME, len(typed) - place), shortest - 1, -1):
        name = typed[place : place + length]
        if not name[-1].isspace() and is_name(name):
            return name
    return None


def _tidied(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Leave single spaces between pieces: lengths and the like are read letter by letter."""
    ends_in_space = True
    for place, piece in enumerate(pieces):
        text = piece.text
        if not piece.verbatim:
            text = " ".join(text.split())
            after = pieces[place + 1] if place + 1 < len(pieces) else None
            needs_space = after is not None and not (after.verbatim and after.text[:1].isspace())
            text = f"{'' if ends_in_space or not text else ' '}{text}{' ' if text and needs_space else ''}"
        if text:
            yield Piece(text, piece.start, piece.end, piece.verbatim)
            ends_in_space = text[-1].isspace()


def _goes_on(text: str, place: int) -> bool:
    """Say whether a word goes on here, also behind a hyphen: Kim Su-hyun's *su* is no Spanish word."""
    return text[place : place + 1].isalnum() or (
        text[place : place + 1] == "-" and text[place + 1 : place + 2].isalnum()
    )


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
