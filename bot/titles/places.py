"""Which instalments of an anthology a season, an episode, a number or a year means; pure."""

from __future__ import annotations

from msgspec import Struct

from bot.models.catalogue import Anthology, Instalment, Kind
from bot.search.normalise import fold
from bot.search.typed import SPECIAL, Reading

MOST_SEASONS = 100
"""How far a range of seasons is followed."""


class Place(Struct, frozen=True):
    """What a reading means in one anthology.

    Parameters
    ----------
    instalments
        Those that are meant, in order; none where the catalogue has nothing there.
    whole
        Whether the anthology as a whole is meant: its year was typed, and nothing else.
    around
        The season of which an episode was typed that it does not have.
    part
        Whether a season, a range of them or a year was typed of which the catalogue tells story by story: even a single
        story is then only a part of what is meant.
    """

    instalments: tuple[Instalment, ...] = ()
    whole: bool = False
    around: Instalment | None = None
    part: bool = False

    @property
    def is_there(self) -> bool:
        """Whether the catalogue has what is meant."""
        return self.whole or bool(self.instalments)


def place_of(anthology: Anthology, reading: Reading) -> Place:
    """Give what the season, episode, number, special or year of a reading means; everything where it says none of them.

    A year narrows down what a season or a number leaves: ``True Detective: Season 1 (2014)``. A year that none of
    those has says that another work is meant, so nothing is there.
    """
    if not reading.has_place:
        return _by_year(anthology, reading) if reading.year is not None else Place(whole=True)
    found = _by_place(anthology, reading)
    if reading.year is not None:
        found = tuple(one for one in found if one.year in {None, reading.year})
    if reading.episode is not None and len(found) == 1 and _lacks(found[0], reading.episode):
        return Place(around=found[0])
    names_a_season = reading.season is not None and reading.episode is None
    return Place(found, part=names_a_season and any(one.episode is not None for one in found))


def _lacks(instalment: Instalment, episode: int) -> bool:
    """Say whether an instalment is a whole season that has fewer episodes; never where their number is not known."""
    is_season = instalment.episode is None and instalment.episodes is not None
    return is_season and not 1 <= episode <= (instalment.episodes or 0)


def _by_year(anthology: Anthology, reading: Reading) -> Place:
    of_year = tuple(one for one in anthology.instalments if one.year == reading.year)
    one_season = anthology.kind is Kind.SEASONAL and len(of_year) == 1 and not reading.label
    if anthology.began == reading.year and not one_season:
        return Place(whole=True)
    return Place(of_year)


def _by_place(anthology: Anthology, reading: Reading) -> tuple[Instalment, ...]:  # noqa: PLR0911  # a rule a line
    if reading.occasion is not None:
        return _specials(anthology, reading.occasion)
    if reading.number is not None:
        return _by_number(anthology, reading.number)
    if reading.episode is None:
        assert reading.season is not None
        return _by_seasons(anthology, reading.season, reading.last)
    if reading.season is None:
        return _by_episode(anthology.instalments, reading.episode) or _in_order(anthology, reading.episode)
    in_season = _by_season(anthology, reading.season)
    if len(in_season) == 1 and in_season[0].episode is None:
        return in_season  # the season is one story: its episode is inside it
    found = _by_episode(in_season, reading.episode)
    has_seasons = any(one.season is not None for one in anthology.instalments)
    if not found and not has_seasons and reading.season == 1:
        return _by_episode(anthology.instalments, reading.episode)
    return found


def _specials(anthology: Anthology, occasion: str) -> tuple[Instalment, ...]:
    """Give the instalments that are called a special of that occasion; else those that it names, or that have its tag.

    Without an occasion only those that are called a special are meant.
    """

    def called(*words: str) -> tuple[Instalment, ...]:
        return tuple(
            one for one in anthology.instalments if any(all(word in fold(name) for word in words) for name in one.names)
        )

    if occasion == SPECIAL:
        return called(SPECIAL)
    tagged = tuple(one for one in anthology.instalments if occasion in one.tags)
    return called(occasion, SPECIAL) or called(occasion) or tagged


def _by_seasons(anthology: Anthology, first: int, last: int | None) -> tuple[Instalment, ...]:
    """Give the instalments of a season, or of a range of seasons if the catalogue has the last one of them."""
    if last is None:
        return _by_season(anthology, first)
    seasons = [_by_season(anthology, season) for season in range(first, min(last, first + MOST_SEASONS) + 1)]
    return tuple(one for season in seasons for one in season) if _by_season(anthology, last) else ()


def _by_season(anthology: Anthology, season: int) -> tuple[Instalment, ...]:
    found = tuple(one for one in anthology.instalments if one.season == season)
    has_seasons = any(one.season is not None for one in anthology.instalments)
    return found if found or has_seasons else _in_order(anthology, season)


def _by_episode(instalments: tuple[Instalment, ...], episode: int) -> tuple[Instalment, ...]:
    return tuple(one for one in instalments if one.episode == episode)


def _by_number(anthology: Anthology, number: int) -> tuple[Instalment, ...]:
    marked = tuple(one for one in anthology.instalments if one.mark in {f"#{number}", str(number)})
    return marked or _by_season(anthology, number) or _only_episode(anthology, number)


def _only_episode(anthology: Anthology, number: int) -> tuple[Instalment, ...]:
    """Give the episode of this number where nothing is counted in seasons."""
    if any(one.season is not None for one in anthology.instalments):
        return ()
    return _by_episode(anthology.instalments, number)


def _in_order(anthology: Anthology, number: int) -> tuple[Instalment, ...]:
    """Give the instalment at a place in the order, where the anthology counts its seasons by nothing else.

    The place of a single film or episode is our own and nobody's number, so it is never guessed from.
    """
    if anthology.kind is not Kind.SEASONAL:
        return ()
    return tuple(one for one in anthology.instalments if one.number == number)
