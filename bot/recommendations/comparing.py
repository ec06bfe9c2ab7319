"""Answers `/compare`: two titles side by side."""

from __future__ import annotations

from msgspec.structs import replace

from bot.models.queries import Asker, SearchKind
from bot.recommendations.questions import two_titles
from bot.recommendations.results import Compared, OneTitle, WholeAndPart
from bot.recommendations.understanding import without_premise
from bot.titles.results import AnthologyResult, InstalmentResult, PersonResult, TitleResult
from bot.titles.service import TitleService


class ComparisonService:
    """Compares what the asker's server can see.

    Parameters
    ----------
    titles
        Finds the title that was meant.
    """

    def __init__(self, titles: TitleService) -> None:
        self._titles = titles

    async def compare(self, first: str, second: str, asker: Asker) -> Compared | WholeAndPart | OneTitle | TitleResult:
        """Compare two titles, which may also both be typed into the first.

        If one is not found, the closest matches to it are returned; if both are the same title, only that one.
        """
        if second.strip():
            return await self._pair(first, second, asker)
        said, maybe = two_titles(first)
        if said is not None:
            return await self._pair(*said, asker)
        for one, other in maybe:
            found = await self._pair(one, other, asker)
            if isinstance(found, Compared | WholeAndPart):
                return found
        return OneTitle(first)

    async def _pair(self, first: str, second: str, asker: Asker) -> Compared | WholeAndPart | TitleResult:
        found: list[AnthologyResult | InstalmentResult] = []
        for typed in (first, second):
            result = await self._titles.look_up(typed, asker, SearchKind.TITLE)
            if isinstance(result, AnthologyResult | InstalmentResult):
                found.append(result)
            elif not isinstance(result, PersonResult):
                return result
        for whole, part in (found, reversed(found)):
            if isinstance(whole, AnthologyResult) and isinstance(part, InstalmentResult) and _is_part(part, whole):
                return WholeAndPart(whole, part)
        if _key(found[0]) == _key(found[1]):
            return await self._titles.get(_key(found[0]), asker) or found[0]
        return await self._compared(found[0], found[1], asker) or found[0]

    async def _compared(
        self, first: AnthologyResult | InstalmentResult, second: AnthologyResult | InstalmentResult, asker: Asker
    ) -> Compared | None:
        """Compare two results; None if one of the titles has just been removed."""
        catalogue = await self._titles.server_catalogues.of(asker.server)
        recommender = await catalogue.recommender()
        one, other = _key(first), _key(second)
        if one not in recommender or other not in recommender:
            return None
        comparison = recommender.compare(one, other)
        if catalogue.premise_spoils(one) or catalogue.premise_spoils(other):
            comparison = replace(comparison, shared=without_premise(comparison.shared))
        return Compared(first, second, comparison, catalogue.names)


def _key(result: AnthologyResult | InstalmentResult) -> str:
    return result.instalment.id if isinstance(result, InstalmentResult) else result.anthology.id


def _is_part(part: InstalmentResult, whole: AnthologyResult) -> bool:
    return part.anthology.id == whole.anthology.id
