"""The bot is removed from a server and comes back: its data is there for 30 days. An outage is not a removal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from simcord.backend import serializers

from bot.cli.ask import as_text
from bot.cli.simulator import Simulator, furnish
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, Verdict
from bot.models.reviews import ChangeKind, ReviewChange, ReviewRecord
from bot.models.servers import Actor
from bot.servers.views import CHANNEL
from bot.ui.actions import Action, ActionKind
from tests.conversations.curating import restarted, store_of
from tests.conversations.reading import ask, message_of, seen

SAID = "Our club fell asleep over it."
SIX_HOURS = 6 * 3600 + 1
LONG_AGO = datetime.now(UTC) - timedelta(days=31)
ELSEWHERE = ServerId(4321)


def server_of(place: Simulator) -> ServerId:
    return ServerId(place.channel_server)


async def write(place: Simulator, server: ServerId | None = None) -> ReviewRecord:
    curator = Actor(server or server_of(place), MemberId(7), "Jun", manages=True, roles=frozenset())
    change = ReviewChange(InstalmentId("soundtrack/2"), curator.member, Opinion(Verdict.SKIP, SAID))
    saved = await store_of(place).reviews.save(curator, change, deed=ChangeKind.WROTE)
    assert isinstance(saved, ReviewRecord)
    return saved


async def gateway_says(place: Simulator, event: str, **payload: object) -> None:
    """Send the bot a gateway event about the server, whether or not it is true."""
    place.env.backend.emit(event, {"id": str(place.channel_server), **payload})
    await place.env.settle()


async def comes_back(place: Simulator) -> None:
    guild = place.env.backend.get_guild(place.channel_server)
    place.env.backend.emit("GUILD_CREATE", serializers.guild_create_payload(place.env.backend, guild))
    await place.env.settle()


async def left(place: Simulator) -> set[ServerId]:
    return set(await store_of(place).servers.left())


async def test_a_server_that_removes_the_bot_by_mistake_finds_everything_as_it_was(own_place: Simulator) -> None:
    await write(own_place)
    await gateway_says(own_place, "GUILD_DELETE")
    assert await left(own_place) == {server_of(own_place)}
    await own_place.env.advance_time(SIX_HOURS)

    await comes_back(own_place)
    assert await left(own_place) == set()
    assert SAID in seen(await ask(own_place, "review", show="soundtrack 2"))


async def test_what_was_not_announced_when_the_bot_was_removed_is_announced_when_it_is_back(
    own_place: Simulator,
) -> None:
    owner = own_place.people["owner"]
    card = message_of(await owner.slash(own_place.channel, "settings"))
    await owner.select(card, [own_place.channel], custom_id=str(Action(ActionKind.ENTER, CHANNEL)))
    await write(own_place)
    await gateway_says(own_place, "GUILD_DELETE")
    await comes_back(own_place)

    messages = own_place.env.backend.messages[own_place.channel.id].values()
    texts = [as_text(message.components) for message in messages]  # pyright: ignore[reportArgumentType]  # the wire's
    assert len([text for text in texts if text.startswith("A new review") and SAID in text]) == 1


async def test_an_outage_of_discord_is_no_removal(own_place: Simulator) -> None:
    await write(own_place)
    await gateway_says(own_place, "GUILD_DELETE", unavailable=True)
    await own_place.env.advance_time(SIX_HOURS)
    assert await left(own_place) == set()

    await comes_back(own_place)
    assert SAID in seen(await ask(own_place, "review", show="soundtrack 2"))


async def test_a_removal_while_the_bot_was_offline_is_noticed_at_the_next_start(own_place: Simulator) -> None:
    await write(own_place)
    elsewhere = furnish(own_place.env, own_place.bot)
    await write(own_place, server_of(elsewhere))
    await own_place.bot.close()
    own_place.env.backend.remove_guild(elsewhere.channel_server)
    async with restarted(own_place) as place:
        assert await left(place) == {server_of(elsewhere)}
        assert SAID in seen(await ask(place, "review", show="soundtrack 2"))


async def test_a_server_that_is_only_missing_from_the_list_is_not_taken_for_left(own_place: Simulator) -> None:
    await write(own_place, ELSEWHERE)
    own_place.env.inject_error("GET", f"/guilds/{ELSEWHERE}", status=503)
    await own_place.env.advance_time(SIX_HOURS)
    assert await left(own_place) == set()

    # Discord answers again, and does not know the server.
    await own_place.env.advance_time(SIX_HOURS)
    assert await left(own_place) == {ELSEWHERE}


async def test_after_thirty_days_it_is_erased_for_good_and_other_servers_keep_theirs(own_place: Simulator) -> None:
    await write(own_place)
    await write(own_place, ELSEWHERE)
    await store_of(own_place).servers.leave(ELSEWHERE, LONG_AGO)
    await own_place.env.advance_time(SIX_HOURS)

    assert await store_of(own_place).servers.known() == {server_of(own_place)}
    assert SAID in seen(await ask(own_place, "review", show="soundtrack 2"))


async def test_a_server_where_the_bot_is_is_never_erased_whatever_was_missed(own_place: Simulator) -> None:
    await write(own_place)
    await store_of(own_place).servers.leave(server_of(own_place), LONG_AGO)
    async with restarted(own_place) as place:
        assert await left(place) == set()
        assert SAID in seen(await ask(place, "review", show="soundtrack 2"))


async def test_the_start_erases_what_became_old_while_the_bot_was_off(own_place: Simulator) -> None:
    await write(own_place, ELSEWHERE)
    await store_of(own_place).servers.leave(ELSEWHERE, LONG_AGO)
    async with restarted(own_place) as place:
        assert await store_of(place).servers.known() == frozenset()
