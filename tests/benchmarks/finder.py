"""Measure the finder."""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.finder import Findable, Finder, Subject
from tests.benchmarks.typed_texts import Work

SHARED = Path(os.environ.get("ANTHOLOGIST_SHARED", Path(__file__).parents[3] / "shared"))


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


def findables(items: Sequence[dict[str, Any]]) -> list[Findable]:
    """Give the works as things to find; those that many watch weigh more."""
    most = math.log(max(item["watchers"] for item in items))
    return [
        Findable(item["id"], Subject.ANTHOLOGY, _names(item), weight=math.log(max(item["watchers"], 1)) / most)
        for item in items
    ]


def factory(items: Sequence[dict[str, Any]]) -> Callable[[str, int], list[str]]:
    """Give what the shared scorer asks: from a text and a number to that many ids, best first."""
    finder = Finder(findables(items))
    return lambda text, limit: [match.key for match in finder.find(text, limit).matches]
