"""Curators look through their server's reviews, remove, restore, and bring old versions back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.cli.simulator import Simulator, furnish
from bot.models.ids import InstalmentId, ServerId
from bot.models.opinions import Opinion, Verdict
from bot.ui.actions import Action, ActionKind
from tests.conversations.curating import SOUNDTRACK_1, SOUNDTRACK_2, make_curator, put, store_of, take_role
from tests.conversations.forged import Forger
from tests.conversations.own_titles import Server
from tests.conversations.reading import ask, buttons, choose, message_of, navigated, seen

REVIEW = Opinion(Verdict.SKIP, "Asleep by the second song.")


async def thirty(place: Simulator) -> None:
    """Let three curators write ten reviews each."""
    writers = [place.people["curator"], place.people["owner"], await make_curator(place, "Mia")]
    parts = [InstalmentId(f"inside-no-9/{one}") for one in await instalments(place, "inside-no-9")][:10]
    for part in parts:
        for writer in writers:
            await put(place, writer, part)


async def instalments(place: Simulator, anthology: str) -> list[str]:
    found = [one for one in await store_of(place).catalogue.everything() if one.id == anthology]
    return [one.id.partition("/")[2] for one in found[0].instalments]


async def test_thirty_reviews_are_listed_page_by_page_the_latest_first(own_place: Simulator) -> None:
    await thirty(own_place)
    jun = own_place.people["curator"]
    card = message_of(await jun.slash(own_place.channel, "curate list"))
    assert "30 reviews · Page 1 of 4" in seen(card)
    lines = [line for line in seen(card).split("\n") if "Mixed · <@" in line]
    for page in range(2, 5):
        await jun.click(card, label=f"Page {page} ▶")
        assert f"Page {page} of 4" in seen(card)
        lines += [line for line in seen(card).split("\n") if "Mixed · <@" in line]

    assert len(lines) == 30
    records = await store_of(own_place).reviews.records(ServerId(jun.guild.id))
    assert [f"<@{one.review.curator}>" in line for one, line in zip(records, lines, strict=True)] == [True] * 30
    await jun.click(card, label="◀ Page 3")
    assert "Page 3 of 4" in seen(card)


async def test_a_list_is_narrowed_by_curator_show_and_day_on_every_page(own_place: Simulator) -> None:
    await thirty(own_place)
    jun, ada = own_place.people["curator"], own_place.people["owner"]
    await put(own_place, jun, SOUNDTRACK_2, REVIEW)
    suggested = await jun.autocomplete(own_place.channel, "curate list", "curator", "ad")
    assert [one["name"] for one in suggested] == ["ada"]
    today = datetime.now(UTC).date().isoformat()

    card = message_of(
        await jun.slash(
            own_place.channel, "curate list", curator=suggested[0]["value"], show="inside no 9", since=today
        )
    )
    assert f"10 reviews · Inside No. 9 · <@{ada.id}> · since " in seen(card)
    await jun.click(card, label="Page 2 ▶")
    assert f"10 reviews · Inside No. 9 · <@{ada.id}> · since " in seen(card)
    assert f"<@{jun.id}>" not in seen(card)

    one = seen(await jun.slash(own_place.channel, "curate list", show="soundtrack 2"))
    assert "1 review · Soundtrack #2" in one
    assert "0 reviews" in seen(await jun.slash(own_place.channel, "curate list", since="2999"))
    assert "1 review · Soundtrack" in seen(await jun.slash(own_place.channel, "curate list", show="soundtrack"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"curator": "zzz"}, "Nobody called zzz has written here."),
        ({"since": "yesterday"}, "yesterday is no day: expected 2026-11-01, 2026-11 or 2026."),
        ({"since": "2026-13-77"}, "2026-13-77 is no day"),
        ({"show": "xyzzyq"}, "Nothing here is called xyzzyq."),
    ],
)
async def test_what_a_list_cannot_be_narrowed_by_is_said(
    own_place: Simulator, options: dict[str, str], said: str
) -> None:
    assert said in seen(await own_place.people["curator"].slash(own_place.channel, "curate list", **options))


async def test_days_are_suggested(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    suggested = await jun.autocomplete(own_place.channel, "curate list", "since", "")
    assert [one["name"] for one in suggested] == ["Today", "The last 7 days", "The last 30 days", "The last year"]
    assert await jun.autocomplete(own_place.channel, "curate list", "since", "2026-11") == [
        {"name": "2026-11", "value": "2026-11"}
    ]


async def test_an_empty_list_says_how_to_begin(own_place: Simulator) -> None:
    answer = await own_place.people["curator"].slash(own_place.channel, "curate list")
    assert answer.ephemeral
    assert "/curate review" in seen(answer)


async def test_a_review_is_removed_after_a_question_and_restored_with_one_click(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    await put(own_place, jun, opinion=REVIEW)
    (suggested,) = await jun.autocomplete(own_place.channel, "curate remove", "review", "soundtrack jun")
    assert suggested["name"] == "Soundtrack #2 · jun · Skip"
    card = message_of(await jun.slash(own_place.channel, "curate remove", review=suggested["value"]))
    assert f"Remove the review of Soundtrack #2 by <@{jun.id}>?" in seen(card)
    assert "Asleep by the second song." in seen(await ask(own_place, "review", show="soundtrack 2"))

    await jun.click(card, label="Remove it")
    assert seen(card).startswith("Removed: the review of Soundtrack #2.")
    assert "It is kept for 30 days" in seen(card)
    assert "Asleep" not in seen(await ask(own_place, "review", show="soundtrack 2"))
    assert await jun.autocomplete(own_place.channel, "curate remove", "review", "") == []

    await jun.click(card, label="Undo")
    assert seen(card).startswith("Restored: the review of Soundtrack #2.")
    assert "Asleep by the second song." in seen(await ask(own_place, "review", show="soundtrack 2"))


async def test_a_removed_review_is_restored_by_its_command(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    found = await put(own_place, jun, opinion=REVIEW)
    card = message_of(await jun.slash(own_place.channel, "curate remove", review=str(found.number)))
    await jun.click(card, label="Remove it")
    (suggested,) = await jun.autocomplete(own_place.channel, "curate restore", "review", "")
    assert suggested["name"] == "Soundtrack #2 · Jun · Skip · 29 days left"

    listed = message_of(await jun.slash(own_place.channel, "curate list"))
    assert f"🗑️ Soundtrack #2 · Skip · <@{jun.id}>" in seen(listed)
    await choose(jun, listed, "Soundtrack #2")
    assert "Removed; erased for good <t:" in seen(listed)
    assert buttons(listed)[0] == "Restore"

    assert seen(await jun.slash(own_place.channel, "curate restore", review="soundtrack")).startswith("Restored")
    assert "Asleep" in seen(await ask(own_place, "review", show="soundtrack 2"))
    assert "says just that already" in seen(
        await jun.slash(own_place.channel, "curate restore", review=suggested["value"])
    )


async def test_keeping_it_after_all_leaves_it_there(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    await put(own_place, jun, opinion=REVIEW)
    card = message_of(await jun.slash(own_place.channel, "curate remove", review="soundtrack 2 jun"))
    await jun.click(card, label="Keep it")

    assert "Asleep by the second song." in seen(card)
    assert buttons(card) == ["Edit", "History", "Cover headline", "Remove", "All reviews here"]
    assert "Asleep" in seen(await ask(own_place, "review", show="soundtrack 2"))


async def test_a_curator_who_removes_a_review_is_told_that_it_changed_meanwhile(own_place: Simulator) -> None:
    jun, ada = own_place.people["curator"], own_place.people["owner"]
    found = await put(own_place, jun, opinion=REVIEW)
    card = message_of(await ada.slash(own_place.channel, "curate remove", review=str(found.number)))
    await put(own_place, jun, opinion=Opinion(Verdict.MUST_WATCH, "On second thoughts, splendid."), based_on=1)
    await ada.click(card, label="Remove it")

    assert f"<@{jun.id}> changed it · <t:" in seen(card)
    assert "It changed since you looked at it." in seen(card)
    assert "On second thoughts, splendid." in seen(card)
    await ada.click(card, label="Remove it")
    assert seen(card).startswith("Removed")


async def test_history_tells_every_version_and_brings_one_back(own_place: Simulator) -> None:
    jun, ada = own_place.people["curator"], own_place.people["owner"]
    await put(own_place, jun, opinion=Opinion(Verdict.MIXED, "Thin.", ("the songs", "the rain"), spoilers="They part."))
    await put(own_place, jun, opinion=Opinion(Verdict.MUST_WATCH, "Splendid.", ("the songs", "the cast")), based_on=1)
    (suggested,) = await ada.autocomplete(own_place.channel, "curate history", "review", "must")
    card = message_of(await ada.slash(own_place.channel, "curate history", review=suggested["value"]))
    said = seen(card)
    assert f"2 · <@{jun.id}> changed it · <t:" in said
    assert "Verdict: ⚖️\u00a0Mixed → 🌟\u00a0Must watch; Why, in one sentence: “Thin.” → “Splendid.”" in said
    assert "What works: ＋ the cast, － the rain; With spoilers: ||They part.|| → nothing" in said
    assert f"1 · <@{jun.id}> wrote it · <t:" in said

    await choose(ada, card, "Version 1")
    assert "＋ the songs\n＋ the rain" in seen(card)
    await ada.click(card, label="Bring this one back")
    assert seen(card).startswith("Brought back: the review of Soundtrack #2 as it was.")
    assert "Thin." in seen(await ask(own_place, "review", show="soundtrack 2"))
    await ada.click(card, label="History")
    assert f"3 · <@{ada.id}> brought back an earlier version · <t:" in seen(card)
    # What members see now need not be brought back.
    await choose(ada, card, "Version 1")
    assert "This is what members see now." in seen(card)
    assert buttons(card) == ["History"]


async def test_bringing_back_shows_the_history_again_if_someone_else_edited_it_first(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    found = await put(own_place, jun, opinion=REVIEW)
    await put(own_place, jun, opinion=Opinion(Verdict.MIXED, "Thin."), based_on=1)
    card = message_of(await jun.slash(own_place.channel, "curate history", review=str(found.number)))
    await choose(jun, card, "Version 1")
    await put(own_place, jun, opinion=Opinion(Verdict.MUST_WATCH, "Splendid."), based_on=2)
    await jun.click(card, label="Bring this one back")

    assert f"3 · <@{jun.id}> changed it" in seen(card)
    assert "Splendid." in seen(await ask(own_place, "review", show="soundtrack 2"))


async def test_a_long_history_has_pages(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    found = await put(own_place, jun)
    for version in range(1, 14):
        await put(own_place, jun, opinion=Opinion(Verdict.MIXED, f"Wording {version}."), based_on=version)
    card = message_of(await jun.slash(own_place.channel, "curate history", review=str(found.number)))
    assert "Page 1 of 3" in seen(card)
    await jun.click(card, label="Page 2 ▶")
    await jun.click(card, label="Page 3 ▶")
    assert f"1 · <@{jun.id}> wrote it" in seen(card)


async def test_a_headline_is_marked_as_a_spoiler_and_unmarked(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    await put(own_place, jun, opinion=REVIEW)
    card = message_of(await jun.slash(own_place.channel, "curate list"))
    await choose(jun, card, "Soundtrack #2")
    await jun.click(card, label="Cover headline")
    assert "headline covered for members" in seen(card)
    assert "||Asleep by the second song.||" in seen(await ask(own_place, "review", show="soundtrack 2"))
    await jun.click(card, label="Uncover headline")
    assert "||Asleep" not in seen(await ask(own_place, "review", show="soundtrack 2"))


async def test_a_review_of_a_title_that_is_a_number_goes_by_it(own_place: Simulator) -> None:
    server = Server(own_place)
    await server.say("soundtrack/2", title="1899")
    await put(own_place, own_place.people["curator"])

    assert "Remove the review of 1899" in seen(
        await own_place.people["curator"].slash(own_place.channel, "curate remove", review="1899")
    )


@pytest.mark.parametrize("command", ["remove", "restore", "history"])
@pytest.mark.parametrize("typed", ["xyzzy", "12345", "9" * 60, "9" * 5000, "mixed"])
async def test_a_review_that_is_none_or_more_than_one_is_asked_for_again(
    own_place: Simulator, command: str, typed: str
) -> None:
    jun, ada = own_place.people["curator"], own_place.people["owner"]
    for writer in (jun, ada):
        await put(own_place, writer)
    answer = await jun.slash(own_place.channel, f"curate {command}", review=typed)
    assert answer.ephemeral
    assert f"No review here, or more than one, goes by {typed if len(typed) < 100 else typed[:99] + '…'}." in seen(
        answer
    )


async def test_two_reviews_that_look_alike_are_both_suggested(own_place: Simulator) -> None:
    jun, ada = own_place.people["curator"], own_place.people["owner"]
    for writer in (jun, ada):
        await put(own_place, writer, name="Sam")
    suggested = await jun.autocomplete(own_place.channel, "curate history", "review", "soundtrack")

    assert suggested[0]["name"] == "Soundtrack #2 · Sam · Mixed"
    assert suggested[1]["name"].startswith("Soundtrack #2 · Sam · Mixed · #")


async def test_another_servers_reviews_are_nowhere(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    found = await put(own_place, jun, opinion=REVIEW)
    elsewhere = furnish(own_place.env, own_place.bot)
    kim = elsewhere.people["curator"]

    assert "0 reviews" in seen(await kim.slash(elsewhere.channel, "curate list"))
    assert await kim.autocomplete(elsewhere.channel, "curate remove", "review", "") == []
    assert await kim.autocomplete(elsewhere.channel, "curate list", "curator", "") == []
    forger = Forger(own_place.env, kim, elsewhere.channel)
    for kind in (
        ActionKind.OPEN,
        ActionKind.DROP,
        ActionKind.REMOVE,
        ActionKind.RESTORE,
        ActionKind.HISTORY,
        ActionKind.VERSION,
        ActionKind.BRING,
        ActionKind.COVER,
    ):
        detail = "review.on" if kind is ActionKind.COVER else "1"
        answer = await forger.press(str(Action(kind, str(found.number), detail=detail)))
        assert "not there any more" in seen(answer) or "not in the catalogue any more" in seen(answer), kind
        assert "Asleep" not in seen(answer)
    records = await store_of(own_place).reviews.records(ServerId(jun.guild.id))
    assert [one.version for one in records] == [1]


async def test_a_curator_who_lost_the_role_may_not_remove_or_restore(own_place: Simulator) -> None:
    mia = await make_curator(own_place, "Mia")
    found = await put(own_place, mia, opinion=REVIEW)
    card = message_of(await mia.slash(own_place.channel, "curate remove", review=str(found.number)))
    take_role(own_place, mia)
    refused = await mia.click(card, label="Remove it")

    assert refused.ephemeral
    assert "for this server's curators" in seen(refused)
    assert "Asleep" in seen(await ask(own_place, "review", show="soundtrack 2"))


async def test_a_draft_that_is_the_first_line_opens_as_a_preview(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    await put(own_place, jun, SOUNDTRACK_1, REVIEW)
    opened = await jun.slash(own_place.channel, "curate review", show="soundtrack 1")
    await jun.submit_modal(opened, {"verdict": "mixed", "headline": "Not so sure."})
    card = message_of(await jun.slash(own_place.channel, "curate list"))
    menu = str(Action(ActionKind.MENU, "drafts"))
    parts = navigated(card.components)  # pyright: ignore[reportArgumentType]  # the wire's dictionaries
    (suggested,) = next(part.get("options", []) for part in parts if part.get("custom_id") == menu)
    await jun.select(card, [suggested["value"]], custom_id=menu)
    assert "Not so sure." in seen(card)
    assert "Publish" in buttons(card)
