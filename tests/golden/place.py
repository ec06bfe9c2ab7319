"""The servers of the golden databases, with the same ids every time they are built."""

from __future__ import annotations

import lzma
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simcord import ChannelHandle, MemberActor, RoleHandle

from bot.cli.simulator import Simulator, furnish, open_simulator
from bot.settings import Settings

GOLDEN: Final = Path(__file__).parent
FIRST, LATEST = "0.1.0", "0.2.0-dev"
VERSIONS: Final = (FIRST, LATEST)
CHECKOUT: Final = GOLDEN.parents[1]
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Place:
    """An in-memory Discord with the golden servers and an empty one.

    Parameters
    ----------
    empty
        A server without any data.
    club, circle
        The servers that have data.
    rin
        A member who curates in the club through the role only.
    """

    empty: Simulator
    club: Simulator
    circle: Simulator
    critics: RoleHandle
    news: ChannelHandle
    rin: MemberActor

    @property
    def servers(self) -> Mapping[str, Simulator]:
        """The servers by their names in the recorded lines."""
        return {"empty": self.empty, **self.written_in}

    @property
    def written_in(self) -> Mapping[str, Simulator]:
        """The servers that have data, by the names of the folders with their exports."""
        return {"club": self.club, "circle": self.circle}


@asynccontextmanager
async def golden_place(database: Path) -> AsyncGenerator[Place]:
    """Start the bot on a database among the golden servers."""
    async with open_simulator(Settings(), database) as empty:
        env, servers = empty.env, list[Simulator]()
        for _server in range(2):
            # Ids contain their hour and count within it, so the number of commands does not change them.
            env.backend.advance_clock(HOUR)
            servers.append(furnish(env, empty.bot))
        env.backend.advance_clock(HOUR)
        club, circle = servers
        guild = club.people["owner"].guild
        critics, news = guild.create_role("Critics"), guild.create_text_channel("news")
        curate = next(one for one in await empty.bot.tree.fetch_commands() if one.name == "curate")
        guild.set_command_permissions(curate, {critics: True})
        rin = guild.add_member(env.create_user("rin", global_name="Rin"), roles=[critics])
        env.backend.advance_clock(HOUR)
        await env.settle()
        yield Place(empty, club, circle, critics, news, rin)


def unpacked(version: str, folder: Path) -> Path:
    """Give a copy of a version's golden database."""
    path = folder / f"{version}.db"
    path.write_bytes(lzma.decompress((GOLDEN / version / "anthologist.db.xz").read_bytes()))
    return path
