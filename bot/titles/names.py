"""The titles and people that words of a request may name, as visible in one server."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz

from bot.models.ids import PersonId, key_of_person
from bot.models.known_works import KNOWN_KEY
from bot.search import Confidence, Subject, TitleSearch
from bot.search.known_works import KnownWorks
from bot.search.normalise import fold
from bot.search.typed import readings
from bot.titles.server_catalogue import ServerCatalogue

NEAR_NAME = 80.0
"""From this likeness on (0 to 100, rapidfuzz's ratio), a misspelt name stands for a person."""
NEAR_WORD = 60.0
"""The same for the one word of it that has slips: Christopher Nolan is not Christopher Nathan."""
SHORTEST_SLIPPED = 5
"""Letters of that word, at least: Lee Min-ho is not Lee Min-hong, and Lee Je-hoon not Lee Ji-hoon."""
TITLES = frozenset({Subject.ANTHOLOGY, Subject.INSTALMENT})
PEOPLE = frozenset({Subject.PERSON})


class NotLookedUpError(Exception):
    """A title that has to be looked up first, which waits for the store.

    Parameters
    ----------
    words
        What the title was called.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class CatalogueNames:
    """Finds titles and people for the reader of requests.

    Parameters
    ----------
    search
        The index of the bundled catalogue.
    works
        The known works.
    catalogue
        What is visible in the asker's server.
    tag_words
        Names of tags and their synonyms of one word, in lower case: "I love romance" means the genre, whatever film is
        called so.
    """

    def __init__(
        self,
        search: TitleSearch,
        works: KnownWorks,
        catalogue: ServerCatalogue,
        tag_words: Collection[str],
    ) -> None:
        self._search = search
        self._works = works
        self._catalogue = catalogue
        self._known: dict[str, str | None] = {}
        self._tag_words = tag_words

    def liked(self, words: str) -> str | None:
        """Return the key of the title or known work that these words name after "like".

        Raises
        ------
        NotLookedUpError
            Until :meth:`know` has said which title that is.
        """
        if words not in self._known:
            if not self._may_be_title(words):
                return None
            raise NotLookedUpError(words)
        key = self._known[words]
        return None if key and key.startswith(KNOWN_KEY) and words.casefold() in self._tag_words else key

    def _may_be_title(self, words: str) -> bool:
        """Say whether it is worth looking words up: most of those behind "like" or "finished" are no title at all."""
        if self._called(words, TITLES) or self._works.find(words) or self._works.near(words):
            return True
        found = self._search.find(words, 1, subjects=TITLES, delta=self._catalogue.delta)
        return found.certainty in {Confidence.SURE, Confidence.UNSURE} or any(one.says_more for one in readings(words))

    def know(self, words: str, key: str | None) -> None:
        """Note the key of the title that words name; None if they name none."""
        self._known[words] = key

    def titled(self, words: str) -> str | None:
        """Return the key of the visible title that is called exactly so; an anthology before its stories."""
        found = sorted(self._called(words, TITLES), key=len)
        return next((key for key in found if self._catalogue.shows(key)), None)

    def person(self, words: str, *, certainly: bool) -> str | None:
        """Return the id of the visible person of this name; one that is near, unless only the name itself counts."""
        found = self._called(words, PEOPLE)
        if not found and not certainly:
            near = self._search.find(words, 1, subjects=PEOPLE, delta=self._catalogue.delta)
            sure = near.certainty is Confidence.SURE
            found = [match.key for match in near.matches if sure or _is_slip(fold(words), fold(match.name))]
        return next((who for who in found if self._catalogue.shows(key_of_person(PersonId(who)))), None)

    def _called(self, words: str, subjects: Collection[Subject]) -> list[str]:
        own = self._catalogue.delta.called(words, subjects) if self._catalogue.delta else []
        return [*own, *self._search.called(words, subjects)]


def _is_slip(typed: str, name: str) -> bool:
    """Say whether a typed name is another with slips, all of them in one word: Bong Joon-ho is not Song Jong-ho."""
    ours, theirs = typed.split(), name.split()
    if fuzz.ratio(typed, name) < NEAR_NAME:
        return False
    if len(ours) != len(theirs):
        return True
    others = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    return len(others) <= 1 and all(
        min(len(one), len(other)) >= SHORTEST_SLIPPED and one[0] == other[0] and fuzz.ratio(one, other) >= NEAR_WORD
        for one, other in others
    )
