"""What members ask of the bundled catalogue in plain words, and what a good answer holds; see ``requests.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NotRequired, TypedDict, cast

import pytest

from bot.recommender import Candidate, Pick, Recommender, candidates_of
from bot.recommender.text.tokens import plain
from tests.bundled import bundled_catalogue

HERE = Path(__file__).resolve().parent
SHOWN = 5
LOOKED_AT = 10


class Asked(TypedDict):
    """One request of the file."""

    typed: str
    understood: NotRequired[list[str]]
    first: NotRequired[list[str]]
    each: NotRequired[list[str]]
    none: NotRequired[list[str]]
    country: NotRequired[str]
    longest: NotRequired[int]
    years: NotRequired[list[int]]
    among: NotRequired[list[str]]
    never: NotRequired[list[str]]
    nothing: NotRequired[bool]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The bundled catalogue, ready to be asked."""

    recommender: Recommender
    candidates: dict[str, Candidate]
    titles: dict[str, str]

    def liked(self, words: str) -> str | None:
        """Find a title by its exact name."""
        return self.titles.get(plain(words))

    def titled(self, words: str) -> str | None:
        """Find a title by its exact name."""
        return self.titles.get(plain(words))

    def person(self, words: str, *, certainly: bool) -> str | None:  # noqa: ARG002
        """Find nobody."""
        return None

    def carried(self, pick: Pick) -> set[str]:
        """Give the tags of a pick; for an anthology those of the instalments that it stands for as well."""
        return {tag for key in (pick.key, *pick.members) for tag in self.candidates[key].tag_ids}


@cache
def bundled() -> Shelf:
    catalogue = bundled_catalogue()
    groups = {tag.id: tag.group for tag in catalogue.tags}
    titles: dict[str, str] = {}
    for entry in catalogue.entries:
        for name in entry.anthology.names:
            titles[plain(name)] = entry.anthology.id
    for entry in catalogue.entries:
        for instalment in entry.anthology.instalments:
            for name in instalment.names:
                titles.setdefault(plain(name), instalment.id)
    candidates = [one for entry in catalogue.entries for one in candidates_of(entry.anthology, groups)]
    return Shelf(Recommender(candidates, catalogue.tags), {one.key: one for one in candidates}, titles)


def requests() -> list[Asked]:
    return cast("list[Asked]", tomllib.loads((HERE / "requests.toml").read_text("utf-8"))["request"])


def faults(shelf: Shelf, asked: Asked, picks: tuple[Pick, ...]) -> Iterator[str]:
    """Say what of an answer is not as it should be."""
    if missing := set(asked.get("first", ())) - shelf.carried(picks[0]):
        yield f"the first pick, {picks[0].key}, is not {missing}"
    if (among := set(asked.get("among", ()))) and not among & {pick.key for pick in picks}:
        yield f"none of {among} is among {[pick.key for pick in picks]}"
    for pick in picks[:SHOWN]:
        one = shelf.candidates[pick.key]
        if asked.get("each") and not shelf.carried(pick) & set(asked.get("each", ())):
            yield f"{pick.key} carries none of what was asked for: {shelf.carried(pick)}"
        if unwanted := set(asked.get("none", ())) & set(one.tag_ids):
            yield f"{pick.key} carries {unwanted}"
        if one.anthology in asked.get("never", ()):
            yield f"{pick.key} is of an anthology that may not be shown"
        yield from outside(one, asked)


def outside(one: Candidate, asked: Asked) -> Iterator[str]:
    """Say which limits of place and time a candidate breaks."""
    if (country := asked.get("country")) and country not in one.countries:
        yield f"{one.key} comes from {one.countries}"
    if (longest := asked.get("longest")) and not 0 < (one.minutes or 0) <= longest:
        yield f"{one.key} runs {one.minutes} minutes"
    if (years := asked.get("years")) and not years[0] <= (one.year or 0) <= years[1]:
        yield f"{one.key} is from {one.year}"


@pytest.mark.parametrize("asked", requests(), ids=lambda asked: asked["typed"])
def test_what_a_member_asks_for_is_what_the_member_gets(asked: Asked) -> None:
    shelf = bundled()
    understood = shelf.recommender.understand(asked["typed"], shelf)
    if "understood" in asked:
        assert [f"{wish.kind} {wish.value}" for wish in understood.wishes] == asked["understood"]
    ranking = shelf.recommender.recommend(understood.request, LOOKED_AT)
    if asked.get("nothing"):
        assert not ranking.picks
        assert ranking.nearest
        assert all(pick.misses for pick in ranking.nearest)
        return
    assert ranking.picks, f"nothing at all for {understood.wishes}"
    assert not list(faults(shelf, asked, ranking.picks)), understood.wishes


def test_there_are_enough_requests_and_none_is_asked_twice() -> None:
    typed = [asked["typed"] for asked in requests()]
    assert len(set(typed)) == len(typed) >= 60


def test_every_key_and_tag_of_the_requests_is_known() -> None:
    shelf = bundled()
    known = {tag for one in shelf.candidates.values() for tag in one.tag_ids}
    for asked in requests():
        assert set(asked.get("among", ())) | set(asked.get("never", ())) <= shelf.candidates.keys()
        assert set(asked.get("first", ())) <= known
