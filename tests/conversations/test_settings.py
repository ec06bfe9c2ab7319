"""Members who manage a server choose its curators, language and announcement channel; nobody else can."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage, RoleHandle
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

import bot.i18n
from bot.cli.simulator import Simulator, furnish
from bot.i18n import language_for
from bot.models.ids import ServerId
from bot.models.servers import NotACuratorError, RoleId, ServerSettings
from bot.servers.views import CHANNEL, EACH_THEIR_OWN, LANGUAGE, ROLE
from bot.ui.actions import Action, ActionKind
from tests.conversations.curating import restarted
from tests.conversations.reading import ask, message_of, seen
from tests.pseudo import OPENING, korean_is_pseudo

Handle = RoleHandle | ChannelHandle


async def opened(place: Simulator, by: MemberActor | None = None) -> ResponseMessage:
    return message_of(await (by or place.people["owner"]).slash(place.channel, "settings"))


async def pick(
    place: Simulator, card: ResponseMessage, entry: str, *values: Handle | str, by: MemberActor | None = None
) -> InteractionResult:
    """Choose in one of the card's menus; choosing nothing empties it."""
    return await (by or place.people["owner"]).select(card, values, custom_id=str(Action(ActionKind.ENTER, entry)))


async def stored_settings(place: Simulator) -> ServerSettings:
    assert place.bot.store is not None
    return await place.bot.store.servers.settings(ServerId(place.channel_server))


def forbid(place: Simulator, channel: ChannelHandle, *names: str) -> None:
    """Deny permissions in a channel to everyone, the bot included."""
    denied = discord.Permissions(**dict.fromkeys(names, True)).value
    place.env.backend.set_overwrite(channel.id, Overwrite(place.channel_server, OverwriteType.ROLE, deny=denied))


def only_refused(place: Simulator) -> bool:
    """Say whether the only errors were refusals, which simcord counts as command errors."""
    return all(isinstance(getattr(one, "original", one), NotACuratorError) for one in place.env.errors)


async def test_the_card_is_private_and_says_what_holds_and_how_curators_get_to_see_the_command(
    own_place: Simulator,
) -> None:
    answer = await own_place.people["owner"].slash(own_place.channel, "settings")

    assert answer.ephemeral
    said = seen(answer)
    assert "Curators: those who may manage the server\n" in said
    assert "Language: each member's own\n" in said
    assert "New reviews: not announced\n" in said
    assert "Server Settings → Integrations → Anthologist, press `/curate` and add the curator role" in said


async def test_a_role_that_is_chosen_makes_curators_and_an_emptied_menu_ends_that(own_place: Simulator) -> None:
    guild, member = own_place.people["owner"].guild, own_place.people["member"]
    critics = guild.create_role("Critics")
    own_place.env.backend.add_member_role(guild.id, member.id, critics.id)
    shown = {
        command.name: command
        for command in await own_place.bot.tree.fetch_commands()
        if command.name in {"curate", "settings"}
    }
    guild.set_command_permissions(shown["curate"], {critics: True})
    before = await member.slash(own_place.channel, "curate review", show="soundtrack 2")
    assert before.ephemeral
    assert "for this server's curators" in seen(before)

    card = await opened(own_place)
    await pick(own_place, card, ROLE, critics)
    assert "✅ Saved." in seen(card)
    assert f"Curators: <@&{critics.id}>, and those who may manage the server" in seen(card)
    assert (await member.slash(own_place.channel, "curate review", show="soundtrack 2")).modal is not None

    await pick(own_place, card, ROLE)
    assert "Curators: those who may manage the server\n" in seen(card)
    after = await member.slash(own_place.channel, "curate review", show="soundtrack 2")
    assert "for this server's curators" in seen(after)
    assert only_refused(own_place)


async def test_everybodys_role_and_a_bots_are_refused_with_a_sentence(own_place: Simulator) -> None:
    guild = own_place.people["owner"].guild
    critics = guild.create_role("Critics")
    card = await opened(own_place)
    await pick(own_place, card, ROLE, critics)

    await pick(own_place, card, ROLE, guild.default_role)
    assert "everyone cannot be the curator role" in seen(card)
    await pick(own_place, card, ROLE, guild.roles[own_place.bot.user.name])  # pyright: ignore[reportOptionalMemberAccess]
    assert "That role belongs to a bot" in seen(card)
    assert "✅ Saved." not in seen(card)
    assert (await stored_settings(own_place)).curator_role == critics.id


async def test_a_deleted_role_is_said_to_be_deleted(own_place: Simulator) -> None:
    guild = own_place.people["owner"].guild
    critics = guild.create_role("Critics")
    await pick(own_place, await opened(own_place), ROLE, critics)
    own_place.env.backend.delete_role(guild.id, critics.id)
    await own_place.env.settle()

    assert "the role chosen was deleted" in seen(await own_place.people["owner"].slash(own_place.channel, "settings"))


async def test_a_member_is_neither_shown_the_command_nor_answered_when_an_admin_shows_it(own_place: Simulator) -> None:
    member = own_place.people["member"]
    assert "settings" not in member.available_commands(own_place.channel)
    command = next(one for one in await own_place.bot.tree.fetch_commands() if one.name == "settings")
    member.guild.set_command_permissions(command, {member: True})

    answer = await member.slash(own_place.channel, "settings")
    assert answer.ephemeral
    assert seen(answer).startswith("That is for those who may manage this server.\n")
    assert only_refused(own_place)


@pytest.mark.parametrize("entry", [ROLE, LANGUAGE, CHANNEL])
async def test_a_member_who_no_longer_manages_the_server_is_refused_at_every_menu(
    own_place: Simulator, entry: str
) -> None:
    jun = own_place.people["curator"]
    card = await opened(own_place, jun)
    own_place.env.backend.remove_member_role(jun.guild.id, jun.id, jun.guild.roles["Curators"].id)
    # The curator role does not help either: it doesn't allow changing the role.
    critics = jun.guild.create_role("Critics")
    own_place.env.backend.add_member_role(jun.guild.id, jun.id, critics.id)
    await pick(own_place, await opened(own_place), ROLE, critics)
    values = {ROLE: jun.guild.create_role("Friends"), LANGUAGE: "en", CHANNEL: own_place.channel}

    answer = await pick(own_place, card, entry, values[entry], by=jun)
    assert answer.ephemeral
    assert seen(answer).startswith("That is for those who may manage this server.\n")
    assert await stored_settings(own_place) == ServerSettings(ServerId(jun.guild.id), RoleId(critics.id))


async def test_the_command_is_registered_for_servers_alone_and_for_those_who_manage_them(
    own_place: Simulator,
) -> None:
    commands = next(one.json for one in own_place.env.http_requests if one.method == "PUT" and one.json)
    registered = next(one for one in commands if one["name"] == "settings")

    assert registered["default_member_permissions"] == discord.Permissions(manage_guild=True).value
    assert (registered["contexts"], registered["integration_types"]) == ([0], [0])


async def test_a_language_that_is_chosen_holds_in_that_server_alone_and_after_a_restart(
    own_place: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.i18n, "LOCALES", tmp_path)
    with korean_is_pseudo(tmp_path):
        card = await opened(own_place)
        assert "한국어" in seen(card)
        await pick(own_place, card, LANGUAGE, "ko")
        assert seen(card).startswith(OPENING)
        assert "한국어" in seen(card)
        verdict = await ask(own_place, "review", show="soundtrack 2")
        assert OPENING in seen(verdict)
        await own_place.people["member"].click(message_of(verdict), label=_button(message_of(verdict)))
        assert OPENING in seen(verdict)

        elsewhere = furnish(own_place.env, own_place.bot)
        assert OPENING not in seen(await ask(elsewhere, "review", show="soundtrack 2"))
        assert OPENING not in seen(await own_place.env.create_user("noor").slash("review", show="soundtrack 2"))

        async with restarted(own_place):
            assert OPENING in seen(await ask(own_place, "review", show="soundtrack 2"))
            card = await opened(own_place)
            await pick(own_place, card, LANGUAGE, EACH_THEIR_OWN)
            assert OPENING not in seen(card)
            assert OPENING not in seen(await ask(own_place, "review", show="soundtrack 2"))
    language_for.cache_clear()


def _button(message: ResponseMessage) -> str:
    return next(one["label"] for one in message.components[0]["components"][-2]["components"] if one.get("label"))


async def test_a_channel_where_the_bot_may_not_write_is_refused_and_what_it_lacks_is_said(
    own_place: Simulator,
) -> None:
    news = own_place.people["owner"].guild.create_text_channel("news")
    forbid(own_place, news, "send_messages")
    card = await opened(own_place)
    await pick(own_place, card, CHANNEL, news)
    assert f"I cannot announce anything in <#{news.id}>: I lack Send Messages there." in seen(card)
    assert "New reviews: not announced" in seen(card)

    forbid(own_place, news, "send_messages", "view_channel")
    await pick(own_place, card, CHANNEL, news)
    assert "I lack View Channel and Send Messages there" in seen(card)
    assert (await stored_settings(own_place)).announcements is None

    forbid(own_place, news)
    await pick(own_place, card, CHANNEL, news)
    assert f"New reviews: announced in <#{news.id}>" in seen(card)
    await pick(own_place, card, CHANNEL)
    assert "New reviews: not announced" in seen(card)


async def test_two_who_decide_at_once_do_not_undo_each_other(own_place: Simulator) -> None:
    jun, critics = own_place.people["curator"], own_place.people["owner"].guild.create_role("Critics")
    adas, juns = await opened(own_place), await opened(own_place, jun)
    await pick(own_place, adas, ROLE, critics)
    await pick(own_place, juns, CHANNEL, own_place.channel, by=jun)

    assert f"<@&{critics.id}>" in seen(juns)
    settings = await stored_settings(own_place)
    assert (settings.curator_role, settings.announcements) == (critics.id, own_place.channel.id)


async def test_a_forged_menu_choice_changes_nothing(own_place: Simulator) -> None:
    owner = own_place.people["owner"]
    card = await opened(own_place)
    stored = own_place.env.backend.get_message(card.channel_id, card.id)
    menus = [row["components"][0] for row in stored.components[0]["components"] if row.get("components")]
    menu = next(one for one in menus if one["custom_id"] == str(Action(ActionKind.ENTER, LANGUAGE)))
    menu["options"].append({"label": "x", "value": "xx-nowhere"})

    answer = await owner.select(card, ["xx-nowhere"], custom_id=menu["custom_id"])
    assert "I do not speak that language any more." in seen(answer if answer.response else card)
    assert (await stored_settings(own_place)).language is None
