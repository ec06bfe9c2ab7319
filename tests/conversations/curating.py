"""Helpers for tests of curators: write reviews through the commands, or put them straight into the store."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from msgspec.structs import replace
from simcord import InteractionResult, MemberActor, ResponseMessage

from bot.cli.simulator import Simulator
from bot.gateway.client import Anthologist, Registering
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, Verdict
from bot.models.reviews import ChangeKind, ReviewChange, ReviewRecord
from bot.models.servers import Actor, NotACuratorError, RoleId, ServerSettings
from bot.storage import Store
from tests.conversations.reading import message_of

FORM = {
    "verdict": "mixed",
    "headline": "Lovely songs, thin story.",
    "works": "the songs\nthe rain",
    "doesnt": "the ending",
    "spoilers": "They part at the airport.",
}
SOUNDTRACK_1, SOUNDTRACK_2 = InstalmentId("soundtrack/1"), InstalmentId("soundtrack/2")


def store_of(place: Simulator) -> Store:
    assert place.bot.store is not None
    return place.bot.store


def curator(actor: MemberActor, name: str = "") -> Actor:
    """Give a member as the store knows them, optionally under another name."""
    return Actor(ServerId(actor.guild.id), MemberId(actor.id), name or actor.name, manages=True, roles=frozenset())


async def put(
    place: Simulator,
    actor: MemberActor,
    instalment: InstalmentId = SOUNDTRACK_2,
    opinion: Opinion | None = None,
    based_on: int = 0,
    name: str = "",
) -> ReviewRecord:
    """Save a member's review without a command."""
    written = opinion or Opinion(Verdict.MIXED, "Lovely songs, thin story.", ("the songs", "the rain"), ("the ending",))
    change = ReviewChange(instalment, MemberId(actor.id), written, based_on)
    saved = await store_of(place).reviews.save(curator(actor, name), change, deed=ChangeKind.CHANGED)
    assert isinstance(saved, ReviewRecord)
    return saved


async def write(actor: MemberActor, place: Simulator, show: str = "soundtrack 2", **fields: Any) -> ResponseMessage:
    """Type `/curate review`, fill the form in, send it; gives the card that answers."""
    opened = await actor.slash(place.channel, "curate review", show=show)
    return message_of(await actor.submit_modal(opened, FORM | fields))


def filled(opened: InteractionResult) -> dict[str, str]:
    """Give what a form is filled in with, by the fields' names."""
    assert opened.modal is not None, "no form was opened"
    found: dict[str, str] = {}
    for label in opened.modal["components"]:
        control: Mapping[str, Any] = label["component"]
        chosen = [one["value"] for one in control.get("options", []) if one["default"]]
        found[control["custom_id"]] = chosen[0] if chosen else control.get("value") or ""
    return found


async def make_curator(place: Simulator, name: str) -> MemberActor:
    """Add a member who may curate through the curator role only, without Manage Server."""
    owner = place.people["owner"]
    settings = await store_of(place).servers.settings(ServerId(owner.guild.id))
    if settings.curator_role is None:
        role = owner.guild.create_role("Critics")
        await store_of(place).servers.change(
            ServerSettings(settings.server, RoleId(role.id), settings.language, settings.announcements)
        )
        shown = {command.name: command for command in await place.bot.tree.fetch_commands()}
        owner.guild.set_command_permissions(shown["curate"], {role: True})
    return owner.guild.add_member(
        place.env.create_user(name.lower(), global_name=name), roles=[owner.guild.roles["Critics"]]
    )


def take_role(place: Simulator, actor: MemberActor) -> None:
    """Take the curator role from a member."""
    place.env.backend.remove_member_role(actor.guild.id, actor.id, actor.guild.roles["Critics"].id)


def only_refused(place: Simulator) -> bool:
    """Say whether the only errors were refusals, which simcord counts as command errors."""
    return all(isinstance(getattr(one, "original", one), NotACuratorError) for one in place.env.errors)


@asynccontextmanager
async def restarted(place: Simulator) -> AsyncGenerator[Simulator, None]:
    """Stop the bot, start another one on the same database and wait until it has started up."""
    await place.bot.close()
    # Same catalogue, so the same indexes; other tests start a bot that builds its own.
    index = place.bot._index  # pyright: ignore[reportPrivateUsage]
    fresh = Anthologist(place.bot.settings, registering=Registering.NEVER, index=index)
    await place.env.restart_bot(fresh)
    await place.env.settle()
    try:
        yield replace(place, bot=fresh)
    finally:
        await place.env.settle()
        await fresh.close()
