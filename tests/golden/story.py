"""What curators do in the golden servers while the database is recorded, through the real bot."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from simcord import MemberActor, ResponseMessage

from bot.cli.simulator import Simulator
from bot.models.catalogue import Kind
from bot.models.custom_titles import SpoilerPart
from bot.models.ids import InstalmentId, TagId
from bot.models.opinions import Comparison, Opinion, Score, Verdict
from bot.servers.views import CHANNEL, LANGUAGE, ROLE
from bot.ui.actions import Action, ActionKind
from tests.conversations.curating import SOUNDTRACK_1, SOUNDTRACK_2, put, store_of, write
from tests.conversations.own_titles import NIGHT, OWN, Server, with_titles
from tests.conversations.reading import message_of
from tests.conversations.titling import ANTHOLOGY, LIFT, add_anthology, add_lift, fill, open_title
from tests.golden.place import Place

JUNIPERO = InstalmentId("black-mirror/san-junipero")
LANGUAGE_OF_THE_CIRCLE = "en"
ASKED = (
    "bittersweet romance about second chances",
    "something like black mirror but hopeful",
    "nothing scary, one evening, Korean",
    "qqq zzz",
)
WAITING = (
    "instalment,curator,verdict,headline,works_1,doesnt_1,score,out_of\r\n"
    'soundtrack/1,,worth-watching,"Warm, and a little long.",the snow,,7,10\r\n'
    "black-mirror/san-junipero,,skip,Not for us.,,the clock,,\r\n"
    "fargo/no-such-season,,great,Nothing of this row is right.,,,,\r\n"
)
FULL = Opinion(
    Verdict.MUST_WATCH,
    "The one that even our cynics cried at.",
    ("the eighties", "two leads who listen", "**bold** and _quiet_", "<@1> `code` ||not hidden||"),
    ("its last minute", "the music that tells you what to feel"),
    Score(9.5, 10),
    Comparison(InstalmentId("black-mirror/hang-the-dj"), "calmer, and braver"),
    "They both stay. 🌅 끝까지 함께.",
)


async def tell(place: Place) -> None:
    """Do everything, in a fixed order."""
    await _settings(place)
    await _reviews(place)
    await _titles(place)
    await _covers(place)
    await _circle(place.circle)
    await _drafts(place)
    for asked in ASKED:
        await place.club.people["member"].slash(place.club.channel, "recommend", what=asked)
    await place.club.people["member"].slash(place.club.channel, "recommend", like="soundtrack 2", length="evening")
    file = ("waiting.csv", WAITING.encode())
    message_of(await place.club.people["curator"].slash(place.club.channel, "curate import", file=file))


async def _settings(place: Place) -> None:
    club, owner = place.club, place.club.people["owner"]
    card = message_of(await owner.slash(club.channel, "settings"))
    await owner.select(card, [place.critics], custom_id=str(Action(ActionKind.ENTER, ROLE)))
    await owner.select(card, [place.news], custom_id=str(Action(ActionKind.ENTER, CHANNEL)))
    other = place.circle.people["owner"]
    card = message_of(await other.slash(place.circle.channel, "settings"))
    await other.select(card, [LANGUAGE_OF_THE_CIRCLE], custom_id=str(Action(ActionKind.ENTER, LANGUAGE)))


async def _publish(actor: MemberActor, place: Simulator, show: str, **fields: str) -> ResponseMessage:
    card = await write(actor, place, show, **fields)
    await actor.click(card, label="Publish")
    return card


async def _reviews(place: Place) -> None:
    club, jun, ada = place.club, place.club.people["curator"], place.club.people["owner"]
    await _publish(jun, club, "soundtrack 2")
    await _publish(jun, club, "soundtrack 2", verdict="worth-watching", headline="Lovely songs; it grows on you.")
    await _publish(jun, club, "soundtrack 2", verdict="worth-watching", headline="It grows on you.", doesnt="")
    await _publish(place.rin, club, "soundtrack 2", verdict="skip", headline="Asleep by the second song.", spoilers="")
    await _publish(place.rin, club, "soundtrack/1", headline="사운드트랙, again and again.")
    await put(club, jun, JUNIPERO, FULL, name="Jun")
    # Of two removed reviews, one is restored.
    for part in ("fargo/1", "fargo/2"):
        removed = await put(club, ada, InstalmentId(part), Opinion(Verdict.SKIP, f"Not {part}."), name="Ada")
        ask = message_of(await ada.slash(club.channel, "curate remove", review=str(removed.number)))
        await ada.click(ask, label="Remove it")
        if part == "fargo/2":
            await ada.click(ask, label="Undo")
    for part, verdict in (("1", Verdict.FOR_FANS), ("2", Verdict.MIXED), ("3", Verdict.MUST_WATCH)):
        await put(
            club, place.rin, InstalmentId(f"true-detective/{part}"), Opinion(verdict, f"Said of {part}."), name="Rin"
        )


async def _titles(place: Place) -> None:
    club, jun = place.club, place.club.people["curator"]
    server = await with_titles(club)
    facts: dict[str, Any] = dict(OWN)[NIGHT] | {"tags": (TagId("romance"), TagId("music"), TagId("melancholic"))}
    await server.say(NIGHT, own=True, **facts)
    await add_lift(jun, await add_anthology(club, jun))
    lift = next(one for one in await store_of(club).custom_titles.of(server.id) if one.facts.title == "The Lift")
    await put(club, jun, InstalmentId(lift.id), Opinion(Verdict.WORTH_WATCHING, "An hour in a box.", ("the voice",)))
    await server.say("soundtrack/1", minutes=50, episodes=4, premise="Two friends hear too late what they sang.")
    await server.say("midnight-diner", title="Midnight Diner: Ours", aliases=("Shinya", "심야식당"))
    await server.say("slasher", hidden=True)
    await server.say("goosebumps/1", hidden=True)
    await server.say("persona", year=2020, countries=("KR", "JP"), tags=(TagId("slow"),))


async def _covers(place: Place) -> None:
    server = Server(place.club)
    await server.mark_spoiler("soundtrack/2", SpoilerPart.PREMISE)
    await server.mark_spoiler("soundtrack/2", SpoilerPart.HEADLINE)
    await server.mark_spoiler("black-mirror", SpoilerPart.PREMISE)
    await server.mark_spoiler(JUNIPERO, SpoilerPart.HEADLINE)


async def _circle(circle: Simulator) -> None:
    jun = circle.people["curator"]
    await _publish(jun, circle, "soundtrack 2", verdict="must-watch", headline="Another server, another mind.")
    await put(circle, circle.people["owner"], SOUNDTRACK_1, Opinion(Verdict.MIXED, "Half of it sings."), name="Ada")
    await Server(circle).say(
        "own-club-nights", own=True, title="Club Nights", kind=Kind.SEASONAL, year=2019, countries=("JP",)
    )
    await Server(circle).say("soundtrack", hidden=False, premise="Seen from the circle.")


async def _drafts(place: Place) -> None:
    club, jun, rin = place.club, place.club.people["curator"], place.rin
    # Drafts of a new review, of one that changes meanwhile, of one that stays, and of one that is too long.
    await write(jun, club, "soundtrack 1", headline="Not published yet.")
    await write(jun, club, JUNIPERO, headline="Third thoughts.", verdict="worth-watching")
    await put(
        club, jun, JUNIPERO, replace(FULL, headline="Changed while a draft of it lay there."), based_on=1, name="Jun"
    )
    await write(rin, club, SOUNDTRACK_2, headline="Second thoughts.", verdict="mixed")
    await write(rin, club, JUNIPERO, headline="h" * 246)
    # Drafts of a new anthology, of one of its instalments, and of a bundled title.
    await fill(jun, await open_title(club, jun), "Add an anthology", ANTHOLOGY | {"titles": "Tales of a Draft"})
    stairs = LIFT | {"titles": "The Stairs"}
    await fill(jun, await open_title(club, jun, "Cheongdam Tales"), "Add an instalment", stairs)
    card = await open_title(club, rin, "fargo/1")
    await fill(
        rin, card, "Story", {"premise": "A salesman meets a stranger.", "tags": "crime, no such tag", "cast": ""}
    )
