"""Write the database of version 0.1.0, from a checkout of it; ``record.py`` starts this.

Its modules are named as strings, because they are that version's modules, not today's.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.golden.stillness import RECORDING, still

HOUR = 3600
ASKED = (
    "bittersweet romance about second chances",
    "no romance",
    "ghost stories from japan",
    "like black mirror, hopeful",
)
FULL = (
    "must-watch",
    "The one that even our cynics cried at.",
    ("the eighties", "two leads who listen", "**bold** and _quiet_"),
    ("its last minute",),
    (9.5, 10.0),
    ("black-mirror/hang-the-dj", "calmer, and braver"),
    "They both stay. 🌅 끝까지 함께.",
)
REVIEWS: tuple[tuple[str, str, str, tuple[Any, ...]], ...] = (
    (
        "club",
        "curator",
        "soundtrack/2",
        ("mixed", "Lovely songs, thin story.", ("the songs", "the rain"), ("the end",)),
    ),
    ("club", "owner", "soundtrack/2", ("skip", "Asleep by the second song.")),
    ("club", "curator", "black-mirror/san-junipero", FULL),
    ("club", "curator", "fargo/1", ("worth-watching", "Snow, and a grin.")),
    ("club", "owner", "fargo/2", ("for-fans", "Longer than its joke.", ("the lamps",), (), (3.0, 5.0))),
    ("circle", "curator", "soundtrack/2", ("must-watch", "Another server, another mind.")),
    ("circle", "curator", "midnight-diner/red-wiener", ("mixed", "Everybody eats. <@1> `code` ||not hidden||")),
)
REPLACED = ("club", "curator", "soundtrack/2", ("worth-watching", "It grows on you.", ("the songs",), (), (7.5, 10.0)))
REMOVED = ("club", "curator", "fargo/1")


async def _write(path: Path) -> list[Mapping[str, object]]:
    playground, settings = import_module("bot.playground"), import_module("bot.settings")
    async with playground.playground(settings.Settings(), path) as empty:
        servers: dict[str, Any] = {}
        for name in ("club", "circle"):
            empty.env.backend.advance_clock(HOUR)
            servers[name] = playground.furnish(empty.env, empty.bot)
        reviews = empty.bot.store.reviews
        for minute, (server, who, instalment, said) in enumerate((*REVIEWS, REPLACED)):
            await reviews.write(_review(servers[server], who, instalment, said, minute))
        server, who, instalment = REMOVED
        await reviews.remove(servers[server].channel_server, servers[server].people[who].id, instalment)
        club = servers["club"]
        for asked in ASKED:
            await club.people["member"].slash(club.channel, "recommend", what=asked)
        named = sorted({one[2] for one in REVIEWS})
        return [_plain(one) for each in servers.values() for one in await reviews.of(each.channel_server, named)]


def _review(server: Any, who: str, instalment: str, said: tuple[Any, ...], minute: int) -> Any:
    models = import_module("bot.models")
    verdict, headline, works, doesnt, score, comparison, spoilers = (
        *said,
        *((), (), None, None, None)[len(said) - 2 :],
    )
    opinion = models.Opinion(
        models.Verdict(verdict),
        headline,
        works,
        doesnt,
        models.Score(*score) if score else None,
        models.Comparison(*comparison) if comparison else None,
        spoilers,
    )
    moment = datetime(2025, 12, 1, 20, 15, 0, 123456, tzinfo=UTC) + timedelta(minutes=minute)
    return models.ServerReview(server.channel_server, server.people[who].id, instalment, opinion, moment, moment)


def _plain(review: Any) -> Mapping[str, object]:
    said = review.opinion
    return {
        "server": review.server,
        "instalment": review.instalment,
        "curator": review.curator,
        "opinion": {
            "verdict": said.verdict,
            "headline": said.headline,
            "works": said.works,
            "doesnt": said.doesnt,
            "score": said.score and (said.score.points, said.score.out_of),
            "comparison": said.comparison and (said.comparison.other, said.comparison.text),
            "spoilers": said.spoilers,
        },
        "written": review.written.isoformat(),
        "changed": review.changed.isoformat(),
    }


def main(checkout: Path, path: Path, then: Path) -> None:
    """Write the database, and next to it what that version itself reads back."""
    sys.path.insert(0, str(checkout))
    for needed in ("bot.client", "bot.playground", "bot.store"):
        import_module(needed)
    with still(checkout, RECORDING, timedelta(seconds=1)):
        read = asyncio.run(_write(path))
    read.sort(key=lambda one: (str(one["server"]), str(one["instalment"]), str(one["curator"])))
    then.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(*(Path(one).resolve() for one in sys.argv[1:4]))
