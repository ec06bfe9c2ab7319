"""A new review is posted once in the chosen channel; its card changes and is deleted with it, and pings nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import discord
import pytest
from simcord import ChannelHandle
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.cli.ask import as_text
from bot.cli.simulator import Simulator, furnish
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, Verdict
from bot.models.reviews import ChangeKind, ReviewChange, ReviewRecord
from bot.models.servers import Actor, ChannelId, NotACuratorError
from bot.servers.views import CHANNEL
from bot.ui.actions import Action, ActionKind
from tests.conversations import curating as form
from tests.conversations.curating import restarted, store_of
from tests.conversations.reading import choose as from_menu
from tests.conversations.reading import message_of, seen

SOUNDTRACK_2 = InstalmentId("soundtrack/2")
SAID = "Our club fell asleep over it."


def curator(place: Simulator, name: str = "Jun") -> Actor:
    who = place.people["curator"]
    return Actor(ServerId(place.channel_server), MemberId(who.id), name, manages=True, roles=frozenset())


async def write(
    place: Simulator, headline: str = SAID, *, over: ReviewRecord | None = None, instalment: InstalmentId = SOUNDTRACK_2
) -> ReviewRecord:
    """Save a review as the service does, without an event."""
    author = curator(place)
    change = ReviewChange(instalment, author.member, Opinion(Verdict.SKIP, headline), over.version if over else 0)
    saved = await store_of(place).reviews.save(author, change, deed=ChangeKind.CHANGED)
    assert isinstance(saved, ReviewRecord)
    return saved


async def happen(place: Simulator, event: str, *about: object) -> None:
    """Dispatch an event of the bot's own and wait until it is handled."""
    _dispatch(place, event, *about)
    await place.env.settle()


def _dispatch(place: Simulator, event: str, *about: object) -> None:
    with place.env._bot_scope():  # pyright: ignore[reportPrivateUsage]  # so that it is waited for
        place.bot.dispatch(event, *about)


async def tell(place: Simulator, review: ReviewRecord) -> None:
    await happen(place, "review_changed", review.review.server, review.number)


async def publish(place: Simulator, headline: str = SAID, *, over: ReviewRecord | None = None) -> ReviewRecord:
    review = await write(place, headline, over=over)
    await tell(place, review)
    return review


async def remove(place: Simulator, review: ReviewRecord) -> ReviewRecord:
    removed = await store_of(place).reviews.remove(curator(place), review.number, based_on=review.version)
    assert isinstance(removed, ReviewRecord)
    await tell(place, removed)
    return removed


async def choose(place: Simulator, channel: ChannelHandle | None) -> None:
    chosen = ChannelId(channel.id) if channel else None
    await store_of(place).servers.choose_channel(ServerId(place.channel_server), chosen)
    await happen(place, "channel_chosen", ServerId(place.channel_server))


def announcements_in(place: Simulator, channel: ChannelHandle | None = None) -> list[str]:
    """Give the announcements in a channel as a member reads them, the oldest first."""
    messages = place.env.backend.messages.get((channel or place.channel).id, {}).values()
    cards = [as_text(one.components) for one in sorted(messages, key=lambda one: one.id)]  # pyright: ignore[reportArgumentType]  # the wire's
    return [card for card in cards if card.startswith("A new review of this server's own\n")]


def announced(place: Simulator) -> discord.Message:
    """Give the message of the latest announcement."""
    return next(one for one in reversed(place.channel.history()) if not one.flags.ephemeral)


def sent_to(place: Simulator, channel: ChannelHandle) -> list[Mapping[str, Any]]:
    """Give what the bot sent into a channel."""
    path = f"/channels/{channel.id}/messages"
    return [one.json or {} for one in place.env.http_requests if one.method == "POST" and one.path.endswith(path)]


def forbid(place: Simulator, channel: ChannelHandle, *names: str) -> None:
    denied = discord.Permissions(**dict.fromkeys(names, True)).value
    place.env.backend.set_overwrite(channel.id, Overwrite(place.channel_server, OverwriteType.ROLE, deny=denied))


async def test_a_review_that_is_published_is_announced_and_its_card_leads_to_the_whole_verdict(
    own_place: Simulator,
) -> None:
    owner, jun, mina = (own_place.people[who] for who in ("owner", "curator", "member"))
    card = message_of(await owner.slash(own_place.channel, "settings"))
    await owner.select(card, [own_place.channel], custom_id=str(Action(ActionKind.ENTER, CHANNEL)))
    preview = await form.write(jun, own_place)
    assert announcements_in(own_place) == []
    await jun.click(preview, label="Publish")

    (card,) = announcements_in(own_place)
    assert card.startswith("A new review of this server's own\nSoundtrack #2\n사운드트랙#2 · 2023")
    assert "⚖️\u00a0Mixed · by Jun\nLovely songs, thin story.\n[The whole verdict]" in card
    verdict = await mina.click(announced(own_place), label="The whole verdict")
    assert verdict.ephemeral
    assert seen(verdict).startswith("Soundtrack #2\n")
    assert "Lovely songs, thin story." in seen(verdict)


async def test_the_card_follows_what_curators_do(own_place: Simulator) -> None:
    await choose(own_place, own_place.channel)
    jun = own_place.people["curator"]
    await jun.click(await form.write(jun, own_place), label="Publish")
    await jun.click(await form.write(jun, own_place, verdict="skip", headline="Not again."), label="Publish")
    (card,) = announcements_in(own_place)
    assert "Skip · by Jun\nNot again." in card

    opened = message_of(await jun.slash(own_place.channel, "curate list"))
    await from_menu(jun, opened, "Soundtrack #2")
    await jun.click(opened, label="Cover headline")
    assert "||Not again.||" in announcements_in(own_place)[0]
    await jun.click(opened, label="Uncover headline")
    assert "||" not in announcements_in(own_place)[0]

    review = (await store_of(own_place).reviews.records(ServerId(own_place.channel_server)))[0]
    ask = message_of(await jun.slash(own_place.channel, "curate remove", review=str(review.number)))
    await jun.click(ask, label="Remove it")
    assert announcements_in(own_place) == []
    await jun.click(ask, label="Undo")
    assert "Not again." in announcements_in(own_place)[0]


async def test_nothing_is_announced_without_a_channel_nor_later_when_one_is_chosen(own_place: Simulator) -> None:
    await publish(own_place)
    await choose(own_place, own_place.channel)

    assert announcements_in(own_place) == []


async def test_the_card_changes_with_the_review_and_there_is_never_a_second_one(own_place: Simulator) -> None:
    await choose(own_place, own_place.channel)
    first = await publish(own_place)
    await publish(own_place, "We watched it again and liked it no better.", over=first)

    (card,) = announcements_in(own_place)
    assert "liked it no better" in card
    assert SAID not in card


async def test_the_card_is_deleted_with_the_review_and_posted_again_when_it_is_restored(
    own_place: Simulator,
) -> None:
    await choose(own_place, own_place.channel)
    removed = await remove(own_place, await publish(own_place))
    assert announcements_in(own_place) == []

    restored = await store_of(own_place).reviews.restore(curator(own_place), removed.number)
    assert restored is not None
    await tell(own_place, restored)
    (card,) = announcements_in(own_place)
    assert SAID in card


async def test_many_changes_at_once_end_with_the_last_one(own_place: Simulator) -> None:
    await choose(own_place, own_place.channel)
    review = await write(own_place)
    for number in range(10):
        _dispatch(own_place, "review_changed", review.review.server, review.number)
        await asyncio.sleep(0)
        review = await write(own_place, f"Version {number}.", over=review)
    await tell(own_place, review)

    (card,) = announcements_in(own_place)
    assert "Version 9." in card


async def test_it_pings_nobody_whatever_is_written(own_place: Simulator) -> None:
    await choose(own_place, own_place.channel)
    await publish(own_place, f"@everyone <@{own_place.people['member'].id}> look")

    (body,) = sent_to(own_place, own_place.channel)
    assert body["allowed_mentions"] == {"parse": []}
    message = own_place.channel.history()[-1]
    assert not message.mention_everyone
    assert message.mentions == []


async def test_a_review_that_was_saved_just_before_a_crash_is_announced_after_the_restart(
    own_place: Simulator,
) -> None:
    await choose(own_place, own_place.channel)
    await write(own_place)
    async with restarted(own_place):
        (card,) = announcements_in(own_place)
        assert SAID in card


async def test_a_change_and_a_removal_just_before_a_crash_are_seen_after_the_restart(own_place: Simulator) -> None:
    await choose(own_place, own_place.channel)
    first = await publish(own_place)
    second = await write(own_place, "Changed before the crash.", over=first)
    async with restarted(own_place) as place:
        (card,) = announcements_in(place)
        assert "Changed before the crash." in card
        removed = await store_of(place).reviews.remove(curator(place), second.number, based_on=second.version)
        assert isinstance(removed, ReviewRecord)
        async with restarted(place):
            assert announcements_in(place) == []


async def test_a_send_that_is_repeated_after_a_crash_carries_the_nonce_that_makes_discord_take_it_once(
    own_place: Simulator,
) -> None:
    await choose(own_place, own_place.channel)
    review = await publish(own_place)
    # As if the bot had died after Discord's answer and before storing it.
    key = (review.review.server, SOUNDTRACK_2, review.review.curator)
    await store_of(own_place).announcements.taken_down(key, ChannelId(own_place.channel.id))
    async with restarted(own_place):
        first, again = sent_to(own_place, own_place.channel)
    assert first["nonce"] == again["nonce"]
    assert first["enforce_nonce"] is again["enforce_nonce"] is True
    assert len(first["nonce"]) <= 25


async def test_a_card_that_someone_deleted_is_not_posted_again(own_place: Simulator) -> None:
    await choose(own_place, own_place.channel)
    review = await publish(own_place)
    await own_place.people["owner"].delete(own_place.channel.history()[-1])
    await publish(own_place, "Changed.", over=review)
    await publish_another(own_place)

    (card,) = announcements_in(own_place)
    assert "Soundtrack #1" in card


async def publish_another(place: Simulator, instalment: str = "soundtrack/1") -> ReviewRecord:
    review = await write(place, instalment=InstalmentId(instalment))
    await tell(place, review)
    return review


@pytest.mark.parametrize(
    ("break_it", "sentence"),
    [
        ("gone", "the channel for it is gone"),
        ("forbidden", "I may not write in"),
    ],
)
async def test_a_channel_that_cannot_be_used_is_told_to_the_curators_once_and_on_the_settings(
    own_place: Simulator, break_it: str, sentence: str
) -> None:
    guild, jun = own_place.people["owner"].guild, own_place.people["curator"]
    news = guild.create_text_channel("news")
    await choose(own_place, news)
    if break_it == "gone":
        own_place.env.backend.delete_channel(news.id)
    else:
        forbid(own_place, news, "send_messages")
    await publish(own_place)

    # A member is told nothing, at whatever they ask.
    await own_place.people["member"].slash(own_place.channel, "review", show="soundtrack 2")
    assert not [said for said in privately(own_place) if sentence in said]
    # The first curator who acts is told, except where a form opens.
    await jun.slash(own_place.channel, "curate review", show="soundtrack")
    await publish_another(own_place)
    await jun.slash(own_place.channel, "curate review", show="soundtrack")
    messages = [said for said in privately(own_place) if sentence in said]
    assert len(messages) == 1
    assert "I say this once" in messages[0]

    card = await own_place.people["owner"].slash(own_place.channel, "settings")
    assert sentence in seen(card)
    await choose(own_place, own_place.channel)
    assert [SAID in one for one in announcements_in(own_place)] == [True, True]
    assert sentence not in seen(await own_place.people["owner"].slash(own_place.channel, "settings"))


def privately(place: Simulator) -> list[str]:
    """Give the text of every private message in the channel."""
    messages = place.env.backend.messages.get(place.channel.id, {}).values()
    return [as_text(one.components) for one in messages if one.flags & 64]  # pyright: ignore[reportArgumentType]


async def test_the_curators_are_told_after_a_restart_too_but_not_one_who_lost_the_role(
    own_place: Simulator,
) -> None:
    news = own_place.people["owner"].guild.create_text_channel("news")
    await choose(own_place, news)
    own_place.env.backend.delete_channel(news.id)
    await publish(own_place)
    async with restarted(own_place) as place:
        jun = place.people["curator"]
        command = next(one for one in await place.bot.tree.fetch_commands() if one.name == "curate")
        jun.guild.set_command_permissions(command, {jun: True})
        curators = jun.guild.roles["Curators"].id
        place.env.backend.remove_member_role(jun.guild.id, jun.id, curators)
        await jun.slash(place.channel, "curate review", show="soundtrack")
        assert not [said for said in privately(place) if "is gone" in said]
        place.env.backend.add_member_role(jun.guild.id, jun.id, curators)
        await jun.slash(place.channel, "curate review", show="soundtrack")
        assert len([said for said in privately(place) if "is gone" in said]) == 1
        assert all(isinstance(getattr(one, "original", one), NotACuratorError) for one in place.env.errors)


async def test_one_that_works_again_is_noticed_at_the_next_review(own_place: Simulator) -> None:
    news = own_place.people["owner"].guild.create_text_channel("news")
    await choose(own_place, news)
    forbid(own_place, news, "send_messages")
    await publish(own_place)
    forbid(own_place, news)
    await publish_another(own_place)
    assert len(announcements_in(own_place, news)) == 1
    assert "I may not write" not in seen(await own_place.people["owner"].slash(own_place.channel, "settings"))

    # The reviews that waited are announced too.
    await own_place.env.advance_time(301)
    assert len(announcements_in(own_place, news)) == 2


async def test_an_outage_of_discord_is_no_trouble_of_the_channels_and_is_tried_again(own_place: Simulator) -> None:
    await choose(own_place, own_place.channel)
    own_place.env.inject_error("POST", "/channels/*/messages", status=500)
    await publish(own_place)
    assert announcements_in(own_place) == []
    assert "⚠️" not in seen(await own_place.people["owner"].slash(own_place.channel, "settings"))

    await own_place.env.advance_time(301)
    assert len(announcements_in(own_place)) == 1


async def test_another_servers_channel_stays_empty(own_place: Simulator) -> None:
    elsewhere = furnish(own_place.env, own_place.bot)
    await choose(own_place, own_place.channel)
    await choose(elsewhere, elsewhere.channel)
    await publish(own_place)

    assert len(announcements_in(own_place)) == 1
    assert announcements_in(elsewhere) == []
    assert message_of(await elsewhere.people["owner"].slash(elsewhere.channel, "settings"))
