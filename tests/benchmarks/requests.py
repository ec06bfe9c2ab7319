"""What each part of the reader of requests is worth: the score of all requests, with and without it.

The requests are those of ``tests/recommendations/requests.tsv``; how an answer is scored stands beside them. Each part
is left out in turn, in the same run.

    python tests/benchmarks/requests.py
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from statistics import fmean, median
from unittest.mock import patch

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.catalogue.sync import sync_catalogue  # noqa: E402 - runs as a script, too
from bot.models.queries import Asker  # noqa: E402
from bot.models.words import WordLists  # noqa: E402
from bot.recommendations.results import Recommendations  # noqa: E402
from bot.recommendations.service import Question, RecommendationService  # noqa: E402
from bot.recommender.ranking.query import Query  # noqa: E402
from bot.recommender.text.lexicon import Lexicon  # noqa: E402
from bot.recommender.text.reading import Reader  # noqa: E402
from bot.storage import Store  # noqa: E402
from bot.titles import catalogue_index  # noqa: E402
from bot.titles.catalogue_index import CatalogueIndex  # noqa: E402
from bot.titles.service import TitleService  # noqa: E402
from tests.recommendations.test_requests import read, rows, score  # noqa: E402


@contextmanager
def words_without(*fields: str) -> Generator[None, None, None]:
    """Leave out some of the word files."""
    read_all = catalogue_index.read_words

    def some(folder: Path, vocabulary: set[str]) -> tuple[WordLists, tuple[object, ...]]:
        words, problems = read_all(folder, vocabulary)
        return replace(words, **{field: dict[str, str]() for field in fields}), problems

    with patch.object(catalogue_index, "read_words", some):
        yield


def as_typed(_lexicon: Lexicon, words: Sequence[str], _is_word: Callable[[str], bool]) -> list[str]:
    """Stand for what mends slips."""
    return [*words]


def nobody(*_arguments: object, **_options: object) -> None:
    """Stand for what finds something."""


async def ask(store: Store) -> tuple[float, float, float, float]:
    """Give the mean score, the share of requests without a pick that fits, and milliseconds: median and 95th of 100."""
    recommendations = RecommendationService(store, TitleService(store, await CatalogueIndex.build(store)))
    await recommendations.recommend(Question(what="romance"), Asker())
    scores: list[float] = []
    taken: list[float] = []
    for row in rows():
        begun = time.perf_counter()
        answer = await recommendations.recommend(Question(what=row.typed), Asker())
        taken.append((time.perf_counter() - begun) * 1000)
        picks = tuple(map(read, answer.picks)) if isinstance(answer, Recommendations) else ()
        scores.append(score(row, picks))
    return fmean(scores), fmean(one == 0 for one in scores), median(taken), sorted(taken)[len(taken) * 95 // 100]


async def main() -> None:
    """Print a line for each part."""
    parts: dict[str, AbstractContextManager[object]] = {
        "everything": nullcontext(),
        "without the English phrases": words_without("meanings"),
        "without the other languages": words_without("translations"),
        "without the learned words": words_without("learned"),
        "without any word file": words_without("meanings", "translations", "learned"),
        "without mending slips": patch.object(Lexicon, "corrected", as_typed),
        "without people": patch.object(Reader, "_person_at", nobody),
        "without the tag that says it best": patch.object(Query, "matches_best", Query.matches),
        "without giving up a wish": patch.object(Query, "nearly_matches", nobody),
    }
    with tempfile.TemporaryDirectory() as folder:
        async with await Store.open(Path(folder) / "anthologist.db") as store:
            await sync_catalogue(store)
            for name, part in parts.items():
                with part:
                    mean, at_a_loss, middle, slow = await ask(store)
                print(f"{name:36} score {mean:.3f}   none {at_a_loss:.3f}   {middle:5.1f} ms, 95 % {slow:5.1f} ms")


if __name__ == "__main__":
    asyncio.run(main())
