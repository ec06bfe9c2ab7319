"""The finder beside other means in the same run: quality on unseen typed texts, speed, growth, memory, false certainty.

Run with ``python tests/benchmarks/search.py`` (some minutes; ``--quick`` leaves out the million names). The works are
those of the shared yardstick, looked for beside the repository or where ANTHOLOGIST_SHARED says. ``factory`` is what
the yardstick's own scorer takes: ``score.py tests.benchmarks.search:factory``.
"""

from __future__ import annotations

import csv
import json
import math
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.catalogue import read_catalogue
from bot.models.catalogue import people_of
from bot.search import Confidence, SearchDocument, Subject, TitleSearch
from bot.search.documents import search_documents
from tests.benchmarks.search_rivals import Find, frizbee, rapidfuzz_as_it_is, rapidfuzz_folded, sqlite_trigram
from tests.benchmarks.typed_texts import Typed, Work, romanised, typed_texts

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ANTHOLOGIST_SHARED", REPOSITORY.parent / "shared"))
SEEDS = (901, 902, 903, 904, 905, 906)
"""Of the sets that are scored; none of them took part in learning or choosing anything."""
LOOKS = 3
"""Times that each text is looked up; the quickest counts, so that what else the machine does counts less."""
FEW = 5
"""Texts of each kind that the slow means are asked, of the first set."""


def shared_items() -> list[dict[str, Any]]:
    """Read the 4,789 works of the shared yardstick, or stop and say that they are not there."""
    path = SHARED / "similar-shows" / "items.jsonl"
    if not path.exists():
        sys.exit(f"{path} is not there: set ANTHOLOGIST_SHARED to the folder that holds similar-shows/ and finder/")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _names(item: dict[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (item["title"], item["native_title"], *item["aka"]))))


def works_of(items: Sequence[dict[str, Any]]) -> list[Work]:
    """Give the works with their names."""
    return [Work(item["id"], item["title"], _names(item)) for item in items]


def documents(items: Sequence[dict[str, Any]]) -> list[SearchDocument]:
    """Give the works as things to find; those that many watch weigh more."""
    most = math.log(max(item["watchers"] for item in items))
    return [
        SearchDocument(item["id"], Subject.ANTHOLOGY, _names(item), weight=math.log(max(item["watchers"], 1)) / most)
        for item in items
    ]


def factory(items: Sequence[dict[str, Any]]) -> Find:
    """Give what the shared scorer asks for: from a text and a number to that many ids, best first."""
    return _finding(TitleSearch(documents(items)))


def _finding(search: TitleSearch) -> Find:
    return lambda text, limit: [match.key for match in search.find(text, limit).matches]


def score(find: Find, texts: Sequence[Typed]) -> tuple[float, float, list[float]]:
    """Give the shares of texts with the right one first and within 25, and each one's milliseconds of CPU, sorted."""
    first = within = 0
    took: list[float] = []
    for text in texts:
        best = math.inf
        found: list[str] = []
        for _ in range(LOOKS):
            started = time.thread_time()
            found = find(text.text, 25)
            best = min(best, time.thread_time() - started)
        took.append(1000 * best)
        first += found[:1] == [text.key]
        within += text.key in found[:25]
    return first / len(texts), within / len(texts), sorted(took)


def _line(name: str, first: float, within: float, took: Sequence[float], note: str = "") -> str:
    times = f"{statistics.median(took):10.3f} {took[int(len(took) * 0.99)]:10.3f}"
    return f"{name:<34} {first:7.3f} {within:7.3f} {times}  {note}".rstrip()


def quality(items: Sequence[dict[str, Any]], search: TitleSearch) -> None:
    """Print what the finder reaches on each set, by kind over all, and on the yardstick's own file."""
    works = works_of(items)
    sets = [typed_texts(works, seed) for seed in SEEDS]
    print(f"\n{'typed texts (1,100 a set)':<34} {'first':>7} {'in 25':>7} {'p50 ms':>10} {'p99 ms':>10}")
    results = [score(_finding(search), texts) for texts in sets]
    for seed, result in zip(SEEDS, results, strict=True):
        print(_line(f"seed {seed}", *result))
    print(
        _line(
            "mean of the unseen sets",
            statistics.mean(result[0] for result in results),
            statistics.mean(result[1] for result in results),
            sorted(took for result in results for took in result[2]),
        )
    )
    path = SHARED / "finder" / "queries.tsv"
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            print(_line("the yardstick's file", *score(_finding(search), [_typed(row) for row in rows])))
    for kind in dict.fromkeys(text.kind for text in sets[0]):
        of_kind = [text for texts in sets for text in texts if text.kind == kind]
        print(_line(f"  {kind}", *score(_finding(search), of_kind)))


def _typed(row: dict[str, str]) -> Typed:
    return Typed(row["kind"], row["typed"], row["item_id"])


def romanised_typing(items: Sequence[dict[str, Any]]) -> None:
    """Print how Korean titles are found by Latin typing where nothing but the Hangul name is stored."""
    works = [Work(work.key, hangul, (hangul,)) for work in works_of(items) if (hangul := _hangul(work.names))]
    finder = TitleSearch([SearchDocument(work.key, Subject.ANTHOLOGY, work.names) for work in works])
    print(f"\n{'Latin typing, Hangul name alone':<34} {'first':>7} {'in 25':>7} {'p50 ms':>10} {'p99 ms':>10}")
    for kind, texts in romanised(works, SEEDS[0]).items():
        print(_line(f"  {kind}", *score(_finding(finder), texts)))


def _hangul(names: Sequence[str]) -> str | None:
    return next((name for name in names if all("가" <= sign <= "힣" or sign == " " for sign in name)), None)


def certainty(items: Sequence[dict[str, Any]], search: TitleSearch) -> None:
    """Print how often the finder is sure, and how often it is sure and wrong."""
    texts = [text for seed in SEEDS for text in typed_texts(works_of(items), seed)]
    findings = [(text, search.find(text.text)) for text in texts]
    sure = [(text, found) for text, found in findings if found.certainty is Confidence.SURE]
    wrong = [(text, found) for text, found in sure if found.matches[0].key != text.key]
    named = sum(_says(search, found.matches[0].key, text.text) for text, found in wrong)
    print(f"\nsure: {len(sure) / len(texts):.1%} of {len(texts)} typed texts")
    print(
        f"sure and wrong: {len(wrong) / len(texts):.2%} of the texts, {len(wrong) / len(sure):.2%} of the sure ones; "
        f"in {named} of these {len(wrong)} the text is, letter for letter, another work's name"
    )


def _says(search: TitleSearch, key: str, text: str) -> bool:
    names = next(each.names for each in search if each.key == key)
    return text.strip().casefold() in {name.casefold() for name in names}


def rivals(items: Sequence[dict[str, Any]], search: TitleSearch) -> None:
    """Print the finder beside other means, over the same names, on the same few texts, in the same minute."""
    works = works_of(items)
    named = [(name, work.key) for work in works for name in work.names]
    texts = typed_texts(works, SEEDS[0], FEW)
    print(f"\n{f'{len(named)} names, {len(texts)} texts':<34} {'first':>7} {'in 25':>7} {'p50 ms':>10} {'p99 ms':>10}")
    ours = score(_finding(search), texts)
    print(_line("this finder", *ours))
    means: dict[str, Callable[[Sequence[tuple[str, str]]], Find | None]] = {
        "rapidfuzz WRatio": rapidfuzz_as_it_is,
        "rapidfuzz WRatio, folded": rapidfuzz_folded,
        "SQLite FTS5 trigram, folded": sqlite_trigram,
        "frizbee, 2 typos, folded": frizbee,
    }
    for name, make in means.items():
        if find := make(named):
            theirs = score(find, texts)
            times = statistics.median(theirs[2]) / statistics.median(ours[2])
            print(_line(name, *theirs, note=f"{times:.0f} times as long"))
        else:
            print(f"{name:<34} is not installed")


def growth(counts: Sequence[int]) -> None:
    """Print speed and memory for growing numbers of names, each in a process of its own."""
    print(f"\n{'names':>10} {'built in s':>11} {'memory MB':>10} {'p50 ms':>8} {'p99 ms':>8} {'first':>7}", flush=True)
    for count in counts:
        subprocess.run([sys.executable, "-m", "tests.benchmarks.search", str(count)], check=True)


def grown(items: Sequence[dict[str, Any]], count: int) -> None:
    """Print one line of :func:`growth`: so many names, the real ones and others put together from pieces of them."""
    works = works_of(items)
    texts = typed_texts(works, SEEDS[0], 30)
    before = psutil.Process().memory_info().rss
    started = time.perf_counter()
    finder = TitleSearch([*documents(items), *recombined(works, count - sum(len(work.names) for work in works))])
    built = time.perf_counter() - started
    memory = (psutil.Process().memory_info().rss - before) / 2**20
    first, _, took = score(_finding(finder), texts)
    print(
        f"{count:>10} {built:>11.1f} {memory:>10.0f} {statistics.median(took):>8.3f} "
        f"{took[int(len(took) * 0.99)]:>8.3f} {first:>7.3f}"
    )


def recombined(works: Sequence[Work], count: int) -> Iterator[SearchDocument]:
    """Give things with so many names in all, seven each, made of beginnings and endings of real ones."""
    chance = random.Random(count)
    names = [name for work in works for name in work.names]
    made: list[str] = []
    for number in range(count):
        head, tail = chance.choice(names), chance.choice(names)
        made.append(f"{head[: chance.randint(3, 12)]}{tail[-chance.randint(3, 12) :]}")
        if len(made) == 7 or number == count - 1:
            yield SearchDocument(f"made-{number}", Subject.ANTHOLOGY, tuple(dict.fromkeys(made)))
            made = []


def bundled() -> None:
    """Print how long looks take in the bundled catalogue: for names typed letter by letter, and for the other kinds."""
    data = REPOSITORY / "data"
    catalogue = read_catalogue(data / "catalogue", data / "vocabulary.toml")
    anthologies = [entry.anthology for entry in catalogue.entries]
    things = list(
        search_documents(anthologies, people_of(anthologies), {tag.id: tag.name for tag in catalogue.tags}, {})
    )
    started = time.thread_time()
    finder = TitleSearch(things)
    built = time.thread_time() - started
    chance = random.Random(SEEDS[0])
    begun = [
        Typed("begun", name[: chance.randint(1, len(name))], each.key)
        for each in chance.sample(things, min(400, len(things)))
        for name in each.names[:1]
    ]
    kinds = typed_texts([Work(each.key, each.names[0], each.names) for each in things if each.names], SEEDS[0], 40)
    names = sum(len(each.names) for each in things)
    print(f"\nbundled catalogue: {len(things)} things, {names} names, built in {built:.2f} s")
    print(f"{'':<34} {'first':>7} {'in 25':>7} {'p50 ms':>10} {'p99 ms':>10}")
    print(_line("names begun", *score(_finding(finder), begun)))
    print(_line("the yardstick's kinds", *score(_finding(finder), kinds)))
    print(_line("both", *score(_finding(finder), begun + kinds)))


def main() -> None:
    """Print everything."""
    items = shared_items()
    if sys.argv[-1].isdecimal():
        grown(items, int(sys.argv[-1]))
        return
    started = time.perf_counter()
    finder = TitleSearch(documents(items))
    print(f"built in {time.perf_counter() - started:.1f} s; times are CPU of one thread")
    quality(items, finder)
    romanised_typing(items)
    certainty(items, finder)
    rivals(items, finder)
    bundled()
    growth((100_000,) if "--quick" in sys.argv else (100_000, 1_000_000))


if __name__ == "__main__":
    main()
