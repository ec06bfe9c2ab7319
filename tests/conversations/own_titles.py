"""Helpers for tests of custom titles: a server that has some, and reading a card with its Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace
from simcord import InteractionResult, ResponseMessage

from bot.cli.ask import Component
from bot.cli.simulator import Simulator
from bot.models.catalogue import Kind
from bot.models.custom_titles import CastLine, Fact, ServerTitle, SpoilerMark, SpoilerPart, TitleFacts
from bot.models.ids import AnthologyId, InstalmentId, MemberId, ServerId, TagId
from bot.models.servers import Actor
from tests.conversations.curating import store_of
from tests.conversations.reading import message_of, navigated, type_into

CLUB, NIGHT = AnthologyId("own-club-nights"), InstalmentId("own-club-nights/own-winter")
AUTUMN = InstalmentId("soundtrack/own-3")
SOUNDTRACK, FIRST, SECOND = AnthologyId("soundtrack"), InstalmentId("soundtrack/1"), InstalmentId("soundtrack/2")
PREMISE = "A lighthouse keeper records the songs of drowned sailors."

OWN: tuple[tuple[str, dict[str, Any]], ...] = (
    (CLUB, {"title": "Zwielicht Club", "kind": Kind.EPISODIC, "countries": ("IS",), "premise": PREMISE}),
    (
        NIGHT,
        {
            "title": "Zwielicht Club: Winter",
            "native_title": "겨울밤",
            "year": 2022,
            "countries": ("IS",),
            "episodes": 6,
            "minutes": 45,
            "premise": PREMISE,
            "tags": (TagId("romance"), TagId("music"), TagId("melancholy")),
            "cast": (CastLine("Keum Sae-rok", "a keeper"), CastLine("Jóna Ísdóttir", "a sailor")),
        },
    ),
    (AUTUMN, {"title": "Soundtrack #3", "year": 2025, "tags": (TagId("romance"),), "premise": "Two sing at a fair."}),
)


@dataclass(frozen=True)
class Server:
    """A server and its curator."""

    place: Simulator

    @property
    def id(self) -> ServerId:
        return ServerId(self.place.channel_server)

    @property
    def curator(self) -> Actor:
        return Actor(self.id, MemberId(self.place.people["curator"].id), "Jun", manages=True, roles=frozenset())

    def forget(self) -> None:
        services = self.place.bot.services
        assert services is not None
        services.titles.server_catalogues.forget(self.id)

    async def say(self, key: str, *, own: bool = False, hidden: bool = False, **facts: object) -> None:
        """Save a custom or corrected title without a command."""
        store = store_of(self.place)
        before = await store.custom_titles.one(self.id, InstalmentId(key))
        title = ServerTitle(
            server=self.id,
            id=InstalmentId(key),
            own=own,
            facts=replace(TitleFacts(), **facts),  # pyright: ignore[reportArgumentType]  # the fields' own names
            said=frozenset(map(Fact, facts)),
            version=0,
            changed_by=MemberId(0),
            changed=datetime.now(UTC),
            hidden=hidden,
        )
        assert await store.custom_titles.save(self.curator, title, based_on=before.version if before else 0)
        self.forget()

    async def mark_spoiler(self, key: str, part: SpoilerPart) -> None:
        assert await store_of(self.place).custom_titles.mark_spoiler(
            self.curator, SpoilerMark(InstalmentId(key), part), on=True
        )
        self.forget()


async def with_titles(place: Simulator) -> Server:
    server = Server(place)
    for key, facts in OWN:
        await server.say(key, own=True, **facts)
    return server


async def suggested(place: Simulator, command: str, option: str, typed: str) -> list[str]:
    return [choice["name"] for choice in await type_into(place, command, option, typed)]


def parts_of(message: ResponseMessage) -> Iterator[Component]:
    return navigated(message.components)  # pyright: ignore[reportArgumentType]  # the wire's dictionaries


def written(answer: InteractionResult | ResponseMessage) -> str:
    """Give the text of a card with its Markdown."""
    message = message_of(answer) if isinstance(answer, InteractionResult) else answer
    return "\n".join(one.get("content", "") for one in navigated(message.components))  # pyright: ignore[reportArgumentType]  # the wire's
