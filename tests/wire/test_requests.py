"""The requests of a whole conversation: what discord.py really sends passes, and what Discord refuses is named."""

from __future__ import annotations

import discord
import pytest
import simcord
from discord import app_commands, ui
from discord.ext import commands

from tests.wire.limits import V2_FLAG, message_problems
from tests.wire.payloads import first_answer, follow_up, message_of, registering
from tests.wire.requests import check_requests

MESSAGE, LATER, LATER_EDIT, EDIT, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


def card() -> ui.LayoutView:
    """Build a view that holds every kind of component."""
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=0x8577E0)
    poster: ui.Thumbnail[ui.LayoutView] = ui.Thumbnail("https://example.org/poster.png")
    cast: ui.Button[ui.LayoutView] = ui.Button(label="Cast", custom_id="cast")
    read: ui.Button[ui.LayoutView] = ui.Button(label="Read", url="https://example.org")
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id="menu", placeholder="Another", options=[discord.SelectOption(label="Two", value="2")]
    )
    still = discord.MediaGalleryItem("https://example.org/still.png", description="A still")
    for item in (
        ui.TextDisplay[ui.LayoutView]("## Harbour"),
        ui.Separator[ui.LayoutView](),
        ui.Section[ui.LayoutView]("A poster", accessory=poster),
        ui.MediaGallery[ui.LayoutView](still),
        ui.ActionRow[ui.LayoutView](cast, read),
        ui.ActionRow[ui.LayoutView](menu),
    ):
        container.add_item(item)
    view.add_item(container)
    view.stop()
    return view


def test_a_view_as_discord_py_writes_it_passes() -> None:
    assert message_problems(message_of(card())) == []
    check_requests([first_answer(message_of(card())), follow_up(message_of(card()))])
    check_requests([first_answer(message_of(card()), EDIT)])


class Speaking(commands.Bot):
    """A small bot that answers in every way there is."""

    async def setup_hook(self) -> None:
        """Register its commands."""

        @app_commands.command(name="now", description="Answer at once")
        @app_commands.describe(show="A title", private="Only you see it")
        async def now(interaction: discord.Interaction, show: str, private: bool = False) -> None:  # noqa: FBT001, FBT002  # an option of a command
            await interaction.response.send_message(
                view=card(), ephemeral=private, allowed_mentions=discord.AllowedMentions(users=[discord.Object(5)])
            )
            await interaction.followup.send(view=card(), ephemeral=True)
            await interaction.edit_original_response(view=card())

        @now.autocomplete("show")
        async def titles(_interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{typed} {place}", value=str(place)) for place in range(25)]

        @app_commands.command(name="later", description="Answer later")
        async def later(interaction: discord.Interaction) -> None:
            await interaction.response.defer(ephemeral=True)
            await interaction.followup.send(view=card())

        @app_commands.command(name="form", description="Ask back")
        async def form(interaction: discord.Interaction) -> None:
            modal = ui.Modal(title="Review")
            modal.add_item(ui.Label(text="Why", component=ui.TextInput(custom_id="why")))
            modal.stop()
            await interaction.response.send_modal(modal)

        self.tree.add_command(now)  # pyright: ignore[reportUnknownArgumentType]  # bound to no cog
        self.tree.add_command(later)  # pyright: ignore[reportUnknownArgumentType]  # bound to no cog
        self.tree.add_command(form)  # pyright: ignore[reportUnknownArgumentType]  # bound to no cog
        assert titles
        await self.tree.sync()


async def test_a_whole_conversation_with_a_bot_passes() -> None:
    bot = Speaking(command_prefix=(), intents=discord.Intents(guilds=True))
    async with simcord.run(bot) as env:
        guild = env.create_guild("Story Club", owner=env.create_user("ada"))
        channel = guild.create_text_channel("what-to-watch")
        mina = guild.add_member(env.create_user("mina"))
        await mina.slash(channel, "now", show="harbour", private=True)
        await mina.slash(channel, "later")
        await mina.slash(channel, "form")
        await mina.autocomplete(channel, "now", "show", "har")
        paths = [entry.path for entry in env.http_requests]
        check_requests(env.http_requests)
    assert sum("/callback" in path for path in paths) == 4
    assert sum("/webhooks/" in path for path in paths) == 3
    assert any(path.endswith("/commands") for path in paths)


def refused(*entries: simcord.HttpLogEntry) -> str:
    with pytest.raises(AssertionError) as caught:
        check_requests(entries)
    return str(caught.value)


def test_the_message_names_the_request_and_every_fault() -> None:
    broken = {"flags": V2_FLAG, "content": "hello", "components": [{"type": 10, "content": "a" * 4001}]}
    said = refused(first_answer(broken, interaction=7))
    assert "POST /interactions/7/token-7/callback: content beside the V2 flag" in said
    assert "4001 characters of text over all components, at most 4000" in said


def test_a_second_first_answer_is_refused() -> None:
    first, second = first_answer(message_of(card())), first_answer(message_of(card()))
    check_requests([first, first_answer(message_of(card()), interaction=2)])
    assert "a second first answer to one interaction" in refused(first, second)


def test_a_follow_up_before_the_first_answer_is_refused() -> None:
    check_requests([first_answer({"flags": 64}, LATER), follow_up(message_of(card()))])
    assert "a follow-up before the first answer" in refused(follow_up(message_of(card())))


@pytest.mark.parametrize("kind", [LATER, LATER_EDIT])
def test_the_v2_flag_in_a_defer_is_refused(kind: int) -> None:
    check_requests([first_answer({"flags": 64}, kind)])
    assert "the V2 flag in a defer" in refused(first_answer({"flags": 64 | V2_FLAG}, kind))


def test_the_v2_flag_taken_back_is_refused() -> None:
    sent = first_answer(message_of(card()))
    check_requests([sent, follow_up({"components": message_of(card())["components"]}, "PATCH", "@original")])
    assert "the V2 flag taken back" in refused(sent, follow_up({"flags": 0, "components": []}, "PATCH", "@original"))


def test_content_put_into_a_v2_message_is_refused() -> None:
    sent = first_answer(message_of(card()))
    assert "content or embeds put into a V2 message" in refused(
        sent, follow_up({"content": "hello"}, "PATCH", "@original")
    )


def test_choices_with_one_name_twice_are_refused() -> None:
    choices = [{"name": "Harbour", "value": "1"}, {"name": "Harbour", "value": "2"}]
    check_requests([first_answer({"choices": choices[:1]}, CHOICES)])
    assert "two choices of name 'Harbour'" in refused(first_answer({"choices": choices}, CHOICES))


def test_a_modal_without_rows_is_refused() -> None:
    assert "a modal of 0 rows" in refused(
        first_answer({"title": "Review", "custom_id": "review", "components": []}, MODAL)
    )


def test_a_first_answer_of_no_known_kind_is_refused() -> None:
    assert "unknown kind 77" in refused(first_answer({}, 77))


def test_commands_that_discord_refuses_are_named() -> None:
    check_requests([registering({"name": "show", "description": "What it is about"})])
    assert "/Show: name 'Show'" in refused(registering({"name": "Show", "description": "What it is about"}))


def test_what_carries_no_message_passes() -> None:
    check_requests([simcord.HttpLogEntry("GET", "/gateway/bot", {}, None, None)])
