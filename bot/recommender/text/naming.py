"""The titles and people that a request names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.recommender.requests import IN_ROLE, Wish, WishKind
from bot.recommender.text.cursor import Cursor
from bot.recommender.text.phrases import (
    ALL_OF,
    BEFORE_NAMES_ALONE,
    BEFORE_PLACES,
    CONTRASTS,
    CREDITS,
    ENDS_A_CLAUSE,
    JOINS,
    LIKE_PHRASES,
    PRONOUNS,
    SEEN_PHRASES,
)
from bot.recommender.text.stopwords import FILLERS, NEGATIONS, STOP_WORDS

MOST_LOOKED_UP = 40
"""Texts of one request that are looked up as names: each takes milliseconds, and "like like like ..." has hundreds."""
LONGEST_NAME = 4
"""Words of a person's name."""
LONGEST_TITLE = 10
"""Words of a title behind "like"."""
FEWEST_TELLING = 2
"""Words of a title that begins a clause, stop words aside."""
LONGEST_MISSPELT = 2
"""Words of a person's name that is found though misspelt, wherever it stands."""
LONGEST_SEEN_TITLE = 6
"""Words of a title behind "not"."""


class NameReader(Cursor):
    """Reads titles behind "like", "seen" and "not", and people."""

    def _like(self) -> Sequence[Wish] | None:
        phrase = self._any_of(LIKE_PHRASES)
        if not phrase:
            return None
        kind = WishKind.UNLIKE if self._negated else WishKind.LIKE
        wishes = self._titles_from(self._place + len(phrase), kind, self._names.liked)
        if wishes is None:
            if self._lexicon.at(self._words[self._place :]) is not None:
                return None  # "obsessed with true crime"
            self._place += len(phrase)
            return ()
        self._negated = False
        return wishes

    def _seen(self) -> Sequence[Wish] | None:
        phrase = self._any_of(SEEN_PHRASES)
        if not phrase:
            return None
        start = self._place + len(phrase)
        start += len(next((words for words in ALL_OF if self._at(words, start)), ()))
        return self._titles_from(start, WishKind.SEEN, self._names.titled)

    def _titles_from(self, start: int, kind: WishKind, find: Callable[[str], str | None]) -> Sequence[Wish] | None:
        """Read titles joined by "and" or commas; None if there is none."""
        found = self._title_from(start, find)
        if found is None:
            return None
        wishes: list[Wish] = []
        while found is not None:
            key, end = found
            wishes.append(Wish(kind, key, self._typed_from(start, end)))
            self._place = end
            start = end + 1
            if self._words[end : end + 2] == [",", "and"]:
                start += 1
            found = self._title_from(start, find) if self._words[end : end + 1] in JOINS else None
        return wishes

    def _is_pronoun(self, start: int, end: int) -> bool:
        return end == start + 1 and self._words[start] in PRONOUNS

    def _title_from(self, start: int, find: Callable[[str], str | None]) -> tuple[str, int] | None:
        """Find the title that starts here: the longest run of words that names one, first up to a word like "but"."""
        contrast = next(
            (n for n in range(start, len(self._words)) if self._words[n] in CONTRASTS | {";"}), len(self._words)
        )
        longest = start + LONGEST_TITLE
        near = range(min(contrast, longest), start, -1)
        far = range(min(len(self._words), longest), contrast, -1)
        for end in (*near, *far):
            if self._tokens[end - 1].ends_a_clause or self._is_pronoun(start, end):
                continue
            if self._looked_up >= MOST_LOOKED_UP:
                return None
            self._looked_up += 1
            if key := find(self._typed_from(start, end)):
                return key, end
        return None

    def _title(self) -> Sequence[Wish] | None:
        """Read a title of several words that begins a clause: "reply 1988 was perfect, what now".

        In another script, it is one wherever it stands: nothing is called so by chance.
        """
        if self._negated:
            return None
        if not self._words[self._place].isascii() and (key := self._names.titled(self._typed(1))):
            return [self._wish(WishKind.LIKE, key, 1)]
        if self._place and not self._tokens[self._place - 1].ends_a_clause:
            return None
        for length in range(LONGEST_SEEN_TITLE, 1, -1):
            words = self._words[self._place : self._place + length]
            telling = [word for word in words if word not in STOP_WORDS]
            if len(words) < length or len(telling) < FEWEST_TELLING or self._lexicon.names(words):
                continue
            if self._names.titled(self._typed(length)):
                found = self._titles_from(self._place, WishKind.LIKE, self._names.titled)
                if found is not None:
                    return found
        return None

    def _unwanted_title(self) -> Sequence[Wish] | None:
        """Read a title behind "not", which is not wanted itself: "not black mirror"."""
        if not self._negated:
            return None
        for length in range(LONGEST_SEEN_TITLE, 0, -1):
            words = self._words[self._place : self._place + length]
            if len(words) < length or self._lexicon.names(words):
                continue
            if any(token.ends_a_clause for token in self._tokens[self._place : self._place + length]):
                continue
            if key := self._names.titled(self._typed(length)):
                return [self._wish(WishKind.NOT_TITLE, key, length)]
        return None

    def _person_with_role(self) -> Sequence[Wish] | None:
        """Read a person behind "with", "directed by" and the like, who may be misspelt there."""
        for phrase, role in CREDITS.items():
            if not self._at(phrase):
                continue
            after = self._place + len(phrase)
            name = self._name_length(after, says_who=phrase in BEFORE_NAMES_ALONE)
            for length in range(LONGEST_NAME, 0, -1):
                if length == 1 and (name > 1 or self._is_known(self._words[after])):
                    break  # no other Christopher is meant by "Christopher Nolan", and nobody by "strong women"
                if found := self._person_at(after, length, certainly=False):
                    value = f"{found}{IN_ROLE}{role}" if role else found
                    return self._people(value, len(phrase) + length)
            if name and phrase not in BEFORE_PLACES and self._lexicon.at(self._words[self._place :]) is None:
                # Their words would find others: a driver for Adam Driver.
                self._place = after
                is_name = phrase in BEFORE_NAMES_ALONE or self._has_capitals(after)
                return [self._wish(WishKind.NOBODY if is_name else WishKind.UNKNOWN, self._typed(name), name)]
            if phrase in BEFORE_NAMES_ALONE:
                self._place = after
                return ()
        return None

    def _name_length(self, start: int, *, says_who: bool) -> int:
        """Count the words of what is somebody's name or nothing that is known; 0 where it may be anything else.

        A name is words that mean nothing else, where only a name can stand, where two have capitals, or where one is no
        word at all.

        Parameters
        ----------
        says_who
            Whether only a name can stand there.
        """
        # As they were typed: "hanks" is no misspelt "thanks" here.
        words = [token.word for token in self._tokens[start : start + LONGEST_NAME]]
        bare: list[bool] = []
        while len(bare) < len(words):
            phrase = self._lexicon.at(words[len(bare) :])
            bare += [False] * phrase[1] if phrase else [self._means_nothing(words[len(bare)])]
        length = next((place for place, one in enumerate(bare) if not one), len(bare))
        if any(bare[:2]) and self._has_capitals(start):
            length = max(length, 2)
        elif not says_who and (length == 1 or all(map(self._is_known, words[:length]))):
            return 0
        while self._breaks_off(start, length):
            length += 1
        return length

    def _has_capitals(self, start: int) -> bool:
        return self._typed_from(start, start + 2) in self._capitalised

    def _means_nothing(self, word: str) -> bool:
        """Say whether a word is no filler, year or sign."""
        says_something = word in ENDS_A_CLAUSE or word.isdecimal() or self._is_filler(word) or word in NEGATIONS
        return not says_something

    def _is_known(self, word: str) -> bool:
        return self._is_word(word) or self._lexicon.is_english(word)

    def _breaks_off(self, start: int, length: int) -> bool:
        """Say whether a hyphen follows these words: *Kang* goes on in "Song Kang-ho"."""
        last, after = start + length - 1, start + length
        return after < len(self._tokens) and self._text[self._tokens[last].end : self._tokens[after].start] == "-"

    def _person(self) -> Sequence[Wish] | None:
        """Read a person's full name, wherever it stands."""
        shortest = 1 if not self._words[self._place].isascii() else 2
        for length in range(LONGEST_NAME, shortest - 1, -1):
            if found := self._person_at(self._place, length, certainly=not self._may_be_misspelt(length)):
                return self._people(found, length)
        return None

    def _may_be_misspelt(self, length: int) -> bool:
        """Say whether words may be a name with slips: two that mean nothing else."""
        words = self._words[self._place : self._place + length]
        return length == LONGEST_MISSPELT and len(words) == length and not any(map(self._says_something, words))

    def _says_something(self, word: str) -> bool:
        return len(word) == 1 or self._is_filler(word) or word in NEGATIONS or self._lexicon.is_english(word)

    def _person_at(self, start: int, length: int, *, certainly: bool) -> str | None:
        words = self._words[start : start + length]
        if len(words) < length or any(token.ends_a_clause for token in self._tokens[start : start + length]):
            return None
        if self._breaks_off(start, length):
            return None
        if length == 1 and self._lexicon.at(words) is not None:
            return None
        if not certainly:
            if self._looked_up >= MOST_LOOKED_UP or all(word in STOP_WORDS or word in FILLERS for word in words):
                return None
            if self._negated and self._lexicon.names(words):
                return None  # "nothing with animal cruelty"
            self._looked_up += 1
        return self._names.person(self._typed_from(start, start + length), certainly=certainly)

    def _people(self, value: str, length: int) -> Sequence[Wish]:
        return [self._wish(WishKind.NOT_PERSON if self._negated else WishKind.PERSON, value, length)]
