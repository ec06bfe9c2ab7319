"""The catalogue gains a title a server had added: curators are asked to merge, see a preview, and decide."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec.structs import replace

from bot.cli.simulator import Simulator, furnish
from bot.gateway.client import Anthologist
from bot.models.ids import InstalmentId
from bot.models.opinions import Opinion, Verdict
from bot.models.reviews import ChangeKind
from tests.conversations.curating import curator, put, store_of
from tests.conversations.reading import ask, buttons, message_of, seen
from tests.conversations.titling import LIFT, add_anthology, add_lift, fill, more, open_title

BUNDLED = """
kind = "episodic"
title = "Tales of Cheongdam"
native_title = "청담 이야기"
countries = ["KR"]
began = 2024

[[sources]]
url = "https://example.org/tales"
title = "The broadcaster's page"

[[instalments]]
id = "lift"
title = "The Lift"
first_aired = 2024-05-01
episodes = 1
minutes = 60

[[instalments]]
id = "stairs"
title = "The Stairs"
first_aired = 2024-05-08
episodes = 1
"""
CELLAR = """
[[instalments]]
id = "cellar"
title = "The Cellar"
first_aired = "2024"
"""
BUNDLED_LIFT = InstalmentId("cheongdam/lift")
ASKED = "The catalogue now has Tales of Cheongdam (2024): join yours with it?"


def publish(folder: Path, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "cheongdam.toml").write_text(text, encoding="utf-8")


@asynccontextmanager
async def with_bundled_title(place: Simulator, folder: Path, more_of_it: str = "") -> AsyncGenerator[Simulator, None]:
    """Restart the bot with a catalogue that now has the title."""
    publish(folder, BUNDLED + more_of_it)
    await place.bot.close()
    fresh = Anthologist(place.bot.settings, catalogue=folder)
    await place.env.restart_bot(fresh)
    await place.env.settle()
    try:
        yield replace(place, bot=fresh)
    finally:
        await place.env.settle()
        await fresh.close()


async def add_everything(place: Simulator) -> InstalmentId:
    """Let a curator add an anthology with two stories, and two curators review one of them; gives that one."""
    jun = place.people["curator"]
    whole = await add_anthology(place, jun)
    await add_lift(jun, whole)
    card = await fill(
        jun, await open_title(place, jun, "cheongdam tales"), "Add an instalment", LIFT | {"titles": "The Roof"}
    )
    await jun.click(card, label="Publish")
    (lift,) = [
        one for one in await store_of(place).custom_titles.of(curator(jun).server) if one.facts.title == "The Lift"
    ]
    key = InstalmentId(lift.id)
    await put(place, jun, key, Opinion(Verdict.MIXED, "A first thought."))
    await put(place, jun, key, Opinion(Verdict.MUST_WATCH, "Stuck, and glad of it."), based_on=1)
    await put(place, place.people["owner"], key, Opinion(Verdict.SKIP, "Take the stairs."))
    return key


async def test_after_a_preview_and_one_click_everything_is_the_catalogues_title(
    own_place: Simulator, tmp_path: Path
) -> None:
    own = await add_everything(own_place)
    async with with_bundled_title(own_place, tmp_path / "catalogue") as place:
        jun = place.people["curator"]
        card = await open_title(place, jun)
        assert ASKED in seen(card)
        await jun.select(card, [f"a1|join|{own.partition('/')[0]}|0|"], custom_id="a1|menu|join|0|")
        said = seen(card)
        assert "• The Lift → The Lift · 2 reviews" in said
        assert "• The Roof: not in the catalogue, stays as an addition of this server" in said
        assert "2 reviews move, with every version." in said
        assert "This server's own titles, premise, tags, and cast stay" in said
        assert buttons(card) == ["Join", "Keep mine", "Not now"]
        assert (await store_of(place).reviews.of(curator(jun).server, [BUNDLED_LIFT])) == ()

        await jun.click(card, label="Join")
        assert seen(card).startswith("Tales of Cheongdam\n")
        assert "Joined with the catalogue's Tales of Cheongdam" in seen(card)
        shown = seen(await ask(place, "show", show="cheongdam tales"))
        assert shown.startswith("Tales of Cheongdam\n")
        for title in ("The Lift", "The Stairs", "The Roof"):
            assert title in shown
        assert "Stuck, and glad of it." in seen(await ask(place, "review", show="the lift"))
        assert "2024 · South Korea · 60 min" in seen(await ask(place, "show", show="the lift"))
        record = await store_of(place).reviews.by(curator(jun).server, curator(jun).member, BUNDLED_LIFT)
        assert record is not None
        kinds = [one.kind for one in await store_of(place).reviews.history(curator(jun).server, record.number)]
        assert kinds == [ChangeKind.CHANGED, ChangeKind.WROTE]
        assert ASKED not in seen(await open_title(place, jun))


async def test_curators_are_told_once_after_another_answer(own_place: Simulator, tmp_path: Path) -> None:
    await add_everything(own_place)
    async with with_bundled_title(own_place, tmp_path / "catalogue") as place:
        jun = place.people["curator"]
        first = await jun.slash(place.channel, "curate list")
        assert [ASKED in seen(one) for one in first.followups] == [True]
        assert (await jun.slash(place.channel, "curate list")).followups == []

        suggestion = first.followups[0]
        await jun.click(suggestion, label="Tales of Cheongdam")
        assert "Join with the catalogue" in seen(suggestion)


async def test_a_title_that_is_not_a_duplicate_is_not_asked_about_again(own_place: Simulator, tmp_path: Path) -> None:
    own = await add_everything(own_place)
    async with with_bundled_title(own_place, tmp_path / "catalogue") as place:
        jun = place.people["curator"]
        card = await open_title(place, jun, own.partition("/")[0])
        assert ASKED in seen(card)
        await more(jun, card, "Join with the catalogue's title")
        await jun.click(card, label="Keep mine")
        assert "Kept apart: I do not ask again." in seen(card)
        assert ASKED not in seen(await open_title(place, jun))
        assert (await place.people["owner"].slash(place.channel, "curate list")).followups == []
    async with with_bundled_title(own_place, tmp_path / "catalogue") as place:
        assert ASKED not in seen(await open_title(place, place.people["curator"]))
        # Editing the title does not bring the question back.
        card = await open_title(place, place.people["curator"], own.partition("/")[0])
        card = await fill(place.people["curator"], card, "Story", {"premise": "A street.", "tags": ""})
        await place.people["curator"].click(card, label="Publish")
        assert ASKED not in seen(card)


async def test_another_server_is_not_asked(own_place: Simulator, tmp_path: Path) -> None:
    await add_everything(own_place)
    async with with_bundled_title(own_place, tmp_path / "catalogue") as place:
        elsewhere = furnish(place.env, place.bot)
        assert ASKED not in seen(await open_title(elsewhere, elsewhere.people["curator"]))
        assert "The Roof" not in seen(await ask(elsewhere, "show", show="cheongdam"))


async def test_a_change_between_the_preview_and_the_click_stops_the_merge(own_place: Simulator, tmp_path: Path) -> None:
    own = await add_everything(own_place)
    async with with_bundled_title(own_place, tmp_path / "catalogue") as place:
        jun, ada = place.people["curator"], place.people["owner"]
        card = await open_title(place, jun, own.partition("/")[0])
        await more(jun, card, "Join with the catalogue's title")
        theirs = await open_title(place, ada, own.partition("/")[0])
        await more(ada, theirs, "Join with the catalogue's title")
        await ada.click(theirs, label="Join")
        await jun.click(card, label="Join")
        assert "Something was changed meanwhile, so nothing was joined." in seen(card)


async def test_an_instalment_added_to_a_bundled_anthology_is_merged_too(own_place: Simulator, tmp_path: Path) -> None:
    async with with_bundled_title(own_place, tmp_path / "catalogue") as place:
        jun = place.people["curator"]
        card = await fill(
            jun, await open_title(place, jun, "cheongdam"), "Add an instalment", LIFT | {"titles": "The Cellar"}
        )
        await jun.click(card, label="Publish")
        (added,) = await store_of(place).custom_titles.of(curator(jun).server)
        await put(place, jun, InstalmentId(added.id), Opinion(Verdict.SKIP, "Too dark down there."))
    async with with_bundled_title(own_place, tmp_path / "catalogue", CELLAR) as place:
        card = await open_title(place, jun, added.id)
        assert "The catalogue now has The Cellar (2024): join yours with it?" in seen(card)
        await more(jun, card, "Join with the catalogue's title")
        assert "• The Cellar → The Cellar · 1 review" in seen(card)
        await jun.click(card, label="Join")
        review = message_of(await ask(place, "review", show="cheongdam/cellar"))
        assert "Too dark down there." in seen(review)
        assert [title.own for title in await store_of(place).custom_titles.of(curator(jun).server)] == [False]
