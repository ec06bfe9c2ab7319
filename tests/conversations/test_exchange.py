"""Curators export everything their server wrote and import files: first a report, then one click."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Mapping, Sequence

import discord
import pytest
from simcord import InteractionResult, MemberActor

from bot.cli.simulator import Simulator, furnish
from bot.models import limits
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, Verdict
from bot.models.reviews import ChangeKind, ReviewChange, ReviewRecord
from bot.models.servers import Actor, ChannelId, NotACuratorError, RoleId
from bot.storage import Store
from bot.ui.actions import Action, ActionKind
from tests.conversations.curating import restarted
from tests.conversations.forged import Forger
from tests.conversations.reading import ask, buttons, message_of, seen

SOUNDTRACK_2 = InstalmentId("soundtrack/2")
COLUMNS = ("instalment", "verdict", "headline", "works_1", "doesnt_1", "score", "out_of")


def store_of(place: Simulator) -> Store:
    assert place.bot.store is not None
    return place.bot.store


def someone(place: Simulator, who: MemberActor, name: str) -> Actor:
    return Actor(ServerId(place.channel_server), MemberId(who.id), name, manages=True, roles=frozenset())


async def write(
    place: Simulator, who: MemberActor, headline: str, based_on: int = 0, instalment: InstalmentId = SOUNDTRACK_2
) -> ReviewRecord:
    curator = someone(place, who, "Jun")
    opinion = Opinion(Verdict.MIXED, headline, ("=1+1 songs", "@night"), ("- slow",))
    change = ReviewChange(instalment, curator.member, opinion, based_on)
    saved = await store_of(place).reviews.save(curator, change, deed=ChangeKind.WROTE)
    assert isinstance(saved, ReviewRecord)
    return saved


async def exported(place: Simulator) -> dict[str, bytes]:
    answer = await place.people["curator"].slash(place.channel, "curate export")
    assert answer.ephemeral
    return {file.filename: await file.read() for file in message_of(answer).attachments}


async def upload(
    place: Simulator, content: bytes | str, who: MemberActor | None = None, name: str = "reviews.csv"
) -> InteractionResult:
    """Attach a file to `/curate import`."""
    data = content.encode() if isinstance(content, str) else content
    return await (who or place.people["curator"]).slash(place.channel, "curate import", file=(name, data))


def csv_of(*rows: Sequence[str], separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([COLUMNS, *rows])
    return text.getvalue()


def texts_sent(place: Simulator) -> str:
    """Give everything the bot has sent, including edits."""
    return json.dumps([entry.json for entry in place.env.http_requests], ensure_ascii=False)


async def headlines(place: Simulator) -> dict[str, str]:
    records = await store_of(place).reviews.records(ServerId(place.channel_server))
    return {f"{one.review.instalment} {one.review.curator}": one.review.opinion.headline for one in records}


async def reviewed(place: Simulator) -> Mapping[str, str]:
    """Give the headlines of the curator's reviews, by instalment."""
    jun = place.people["curator"].id
    return {key.split()[0]: text for key, text in (await headlines(place)).items() if key.endswith(str(jun))}


def only_refused(place: Simulator) -> bool:
    """Say whether the only errors were refusals, which simcord counts as command errors."""
    return all(isinstance(getattr(one, "original", one), NotACuratorError) for one in place.env.errors)


async def test_what_is_exported_is_imported_as_unchanged(own_place: Simulator) -> None:
    await write(own_place, own_place.people["curator"], "Our club argued all night.")
    removed = await write(own_place, own_place.people["owner"], "Gone.")
    await store_of(own_place).reviews.remove(
        someone(own_place, own_place.people["owner"], "Ada"), removed.number, based_on=1
    )
    files = await exported(own_place)

    assert list(files) == ["anthologist.json", "reviews.csv", "titles.csv"]
    whole = json.loads(files["anthologist.json"])
    assert [one["headline"] for one in whole["reviews"]] == ["Gone.", "Our club argued all night."]
    assert "'=1+1 songs" in files["reviews.csv"].decode()
    assert "Gone." not in files["reviews.csv"].decode()
    assert "Nothing to change\n1 unchanged · 1 removed one passed over\n" in seen(
        await upload(own_place, files["anthologist.json"])
    )
    again = message_of(await upload(own_place, files["reviews.csv"]))
    assert "Nothing to change\n1 unchanged\n" in seen(again)
    assert buttons(again) == ["Discard"]
    assert "There are no rows in that file" in seen(await upload(own_place, files["titles.csv"]))


async def test_a_csv_file_from_a_spreadsheet_is_reported_and_then_applied_with_one_click(own_place: Simulator) -> None:
    await write(own_place, own_place.people["curator"], "Before.")
    rows = (
        ["Soundtrack #2", "Worth watching", "After all, yes.", "the songs", "", "7,5", "10"],
        ["San Junipero", "Must watch", "Go, dance.", "the eighties", "'=no", "", ""],
    )
    answer = await upload(own_place, "\ufeff" + csv_of(*rows, separator=";"))
    report = message_of(answer)

    assert answer.ephemeral
    assert seen(report).startswith("Nothing is changed yet\n1 new · 1 changed\n")
    assert "• changed · Soundtrack #2 · Jun\n• new · San Junipero · Jun" in seen(report)
    assert await reviewed(own_place) == {"soundtrack/2": "Before."}

    await own_place.people["curator"].click(report, label="Apply all 2 changes")
    assert seen(report).startswith("Applied\n1 new · 1 changed\n")
    assert buttons(report) == []
    assert await reviewed(own_place) == {"soundtrack/2": "After all, yes.", "black-mirror/san-junipero": "Go, dance."}
    shown = seen(await ask(own_place, "review", show="san junipero"))
    assert "Go, dance." in shown
    assert "=no" in shown


async def test_wrong_rows_are_named_and_keep_everything_out(own_place: Simulator) -> None:
    rows = [["soundtrack/2", "great", "Fine."], ["soundtrack/1", "skip", "x" * 214], ["soundtrack/1", "skip", "=A1"]]
    good = [["black-mirror/san-junipero", "skip", "Fine."]]
    report = message_of(await upload(own_place, csv_of(*good, *rows, *[["nowhere", "skip", "Fine."]] * 8)))

    assert "1 new · 11 wrong" in seen(report)
    assert "• Line 3, verdict: “great” is no verdict: Must watch, Worth watching, Mixed, For fans, or Skip" in seen(
        report
    )
    assert "• Line 4, headline: 214 characters, 200 at most" in seen(report)
    assert "• Line 5, headline: “=A1” is a formula" in seen(report)
    assert buttons(report) == ["Page 2 ▶", "Discard"]
    await own_place.people["curator"].click(report, label="Page 2 ▶")
    assert "• Line 12, instalment: “nowhere” is no title that I know here" in seen(report)
    assert "Page 2 of 2" in seen(report)

    assert await reviewed(own_place) == {}


async def test_five_thousand_rows_are_counted_on_the_card(own_place: Simulator) -> None:
    shows = [one.id for anthology in await store_of(own_place).catalogue.everything() for one in anthology.instalments]
    rows = [
        [instalment, str(curator), "mixed", f"Number {place}."]
        for place, (curator, instalment) in enumerate((c, i) for c in range(101, 120) for i in shows)
    ][: limits.FILE_ROWS]
    text = io.StringIO()
    csv.writer(text).writerows([["instalment", "curator", "verdict", "headline"], *rows])
    report = message_of(await upload(own_place, text.getvalue()))

    assert "5,000 new" in seen(report)
    assert "0 of 5,000 rows" in texts_sent(own_place)
    await own_place.people["curator"].click(report, label="Apply all 5,000 changes")
    assert seen(report).startswith("Applied\n5,000 new")
    assert len(await headlines(own_place)) == limits.FILE_ROWS
    files = await exported(own_place)
    assert "5,000 unchanged" in seen(await upload(own_place, files["reviews.csv"]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04" + b"0" * 100, "That is a zip or Excel file, whatever its name says."),
        (b"instalment,verdict,headline\nsoundtrack/2,skip,caf\xe9", "That file is not UTF-8: byte 50, in line 2"),
        (b"," * 1_000_000, "Line 1 has 1,000,001 columns; 64 at most are read."),
        (b"0" * (limits.FILE_BYTES + 1), "10 MB at most are read"),
    ],
)
async def test_a_hostile_file_gets_a_clear_answer(own_place: Simulator, content: bytes, said: str) -> None:
    answer = await upload(own_place, content)

    assert answer.ephemeral
    assert said in seen(answer)
    assert "Nothing was changed." in seen(answer)
    assert buttons(message_of(answer)) == []


async def test_a_second_curator_who_changed_a_row_meanwhile_is_not_overwritten(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    await write(own_place, jun, "Before.")
    report = message_of(await upload(own_place, csv_of(["soundtrack/2", "skip", "From the sheet."])))
    await write(own_place, jun, "Changed meanwhile.", based_on=1)
    await jun.click(report, label="Apply 1 change")

    assert "Something here has changed since the report that you saw." in seen(report)
    assert await reviewed(own_place) == {"soundtrack/2": "Changed meanwhile."}
    await jun.click(report, label="Apply 1 change")
    assert seen(report).startswith("Applied\n1 changed")
    assert await reviewed(own_place) == {"soundtrack/2": "From the sheet."}


async def test_a_curator_who_lost_the_role_since_the_report_applies_nothing(own_place: Simulator) -> None:
    guild, jun = own_place.people["curator"].guild, own_place.people["curator"]
    report = message_of(await upload(own_place, csv_of(["soundtrack/2", "skip", "From the sheet."])))
    for role in list(own_place.env.backend.get_member(guild.id, jun.id).role_ids):
        own_place.env.backend.remove_member_role(guild.id, jun.id, role)

    for label in ("Apply 1 change", "Discard"):
        refused = await jun.click(report, label=label)
        assert refused.ephemeral
        assert "for this server's curators" in seen(refused)
    assert await reviewed(own_place) == {}


async def test_members_export_and_import_nothing_though_the_command_is_shown_to_them(own_place: Simulator) -> None:
    mina = own_place.people["member"]
    shown = next(one for one in await own_place.bot.tree.fetch_commands() if one.name == "curate")
    mina.guild.set_command_permissions(shown, {mina: True})
    for answer in (
        await mina.slash(own_place.channel, "curate export"),
        await upload(own_place, csv_of(["soundtrack/2", "skip", "Hello."]), mina),
    ):
        assert answer.ephemeral
        assert "for this server's curators" in seen(answer)
    assert only_refused(own_place)
    assert await headlines(own_place) == {}


async def test_a_curator_by_role_names_nobody_else(own_place: Simulator) -> None:
    mina = own_place.people["member"]
    critics = mina.guild.create_role("Critics")
    own_place.env.backend.add_member_role(mina.guild.id, mina.id, critics.id)
    await store_of(own_place).servers.choose_role(ServerId(own_place.channel_server), RoleId(critics.id))
    shown = next(one for one in await own_place.bot.tree.fetch_commands() if one.name == "curate")
    mina.guild.set_command_permissions(shown, {critics: True})
    content = f"instalment,curator,verdict,headline\nsoundtrack/2,{own_place.people['owner'].id},skip,Not mine.\n"

    assert "curator: has not written here" in seen(await upload(own_place, content, mina))
    await write(own_place, own_place.people["owner"], "Mine.", instalment=InstalmentId("soundtrack/1"))
    assert "1 new" in seen(await upload(own_place, content, mina))


@pytest.mark.parametrize("who", ["owner", "stranger"])
async def test_nobody_else_applies_reads_or_discards_a_file(own_place: Simulator, who: str) -> None:
    report = message_of(await upload(own_place, csv_of(["soundtrack/2", "skip", "From the sheet."])))
    action = next(part["custom_id"] for part in report.components[0]["components"][-1]["components"])
    there = furnish(own_place.env, own_place.bot) if who == "stranger" else own_place
    owner = there.people["owner"]
    number = Action.read(action)
    assert number is not None
    for forged in (
        number,
        Action(ActionKind.REPORT, number.subject),
        Action(ActionKind.REPORT, number.subject, detail="discard"),
    ):
        answer = await Forger(own_place.env, owner, there.channel).press(str(forged))
        assert "That file is not here any more" in seen(answer)
    assert await headlines(own_place) == {}
    await own_place.people["curator"].click(report, label="Apply 1 change")
    assert await reviewed(own_place) == {"soundtrack/2": "From the sheet."}


async def test_a_file_that_was_discarded_or_followed_by_another_is_gone(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    first = message_of(await upload(own_place, csv_of(["soundtrack/2", "skip", "First."])))
    second = message_of(await upload(own_place, csv_of(["soundtrack/2", "skip", "Second."])))
    await jun.click(first, label="Apply 1 change")
    assert "That file is not here any more" in seen(first)
    await jun.click(second, label="Discard")
    assert seen(second).startswith("Thrown away.")
    assert await reviewed(own_place) == {}


async def test_a_report_is_applied_after_a_restart(own_place: Simulator) -> None:
    report = message_of(await upload(own_place, csv_of(["soundtrack/2", "skip", "From the sheet."])))
    async with restarted(own_place):
        await own_place.people["curator"].click(report, label="Apply 1 change")
        assert seen(report).startswith("Applied\n1 new")


async def test_a_report_is_paged_after_a_restart(own_place: Simulator) -> None:
    report = message_of(await upload(own_place, csv_of(*[["nowhere", "skip", "Fine."]] * 9)))
    async with restarted(own_place):
        await own_place.people["curator"].click(report, label="Page 2 ▶")
        assert "• Line 8, instalment: “nowhere” is no title that I know here" in seen(report)
        await own_place.people["curator"].click(report, label="◀ Page 1")
        assert "• Line 2, instalment: “nowhere” is no title that I know here" in seen(report)


async def test_a_file_that_discord_does_not_hand_over_is_asked_for_again(
    own_place: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(_file: discord.Attachment, *, use_cached: bool = False) -> bytes:
        raise OSError(use_cached)

    monkeypatch.setattr(discord.Attachment, "read", refused)
    answer = await upload(own_place, csv_of(["soundtrack/2", "skip", "Fine."]))

    assert "Discord did not hand me that file." in seen(answer)


async def test_titles_come_back_from_an_export_and_members_see_them_at_once(own_place: Simulator) -> None:
    content = {
        "format": "anthologist",
        "version": 1,
        "titles": [
            {"id": "own-club", "facts": {"title": "Club Nights", "kind": "episodic"}},
            {"id": "own-club/own-one", "facts": {"title": "Zzyzx Qvortrup", "minutes": 20, "episodes": 1}},
        ],
        "reviews": [{"instalment": "own-club/own-one", "verdict": "must-watch", "headline": "Ours, and good."}],
    }
    assert "Nothing here is called" in seen(await ask(own_place, "review", show="zzyzx qvortrup"))
    report = message_of(await upload(own_place, json.dumps(content), name="club.json"))
    assert "3 new" in seen(report)
    await own_place.people["curator"].click(report, label="Apply all 3 changes")

    assert "Ours, and good." in seen(await ask(own_place, "review", show="zzyzx qvortrup"))
    files = await exported(own_place)
    assert "2 unchanged" in seen(await upload(own_place, files["titles.csv"]))
    assert "3 unchanged" in seen(await upload(own_place, files["anthologist.json"]))


async def test_the_announcement_of_a_review_that_a_file_changes_is_changed_too(own_place: Simulator) -> None:
    news = own_place.people["curator"].guild.create_text_channel("news")
    await store_of(own_place).servers.choose_channel(ServerId(own_place.channel_server), ChannelId(news.id))
    review = await write(own_place, own_place.people["curator"], "Before.")
    own_place.bot.dispatch("review_changed", review.review.server, review.number)
    await own_place.env.settle()
    report = message_of(
        await upload(own_place, csv_of(["soundtrack/2", "skip", "From the sheet."], ["soundtrack/1", "skip", "New."]))
    )
    await own_place.people["curator"].click(report, label="Apply all 2 changes")
    await own_place.env.settle()

    announced = news.history()
    assert len(announced) == 1
    assert "From the sheet." in json.dumps([part.to_dict() for part in announced[0].components])


async def test_a_file_that_discord_would_not_take_is_packed(
    own_place: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(own_place, own_place.people["curator"], "Long.")
    monkeypatch.setattr("bot.exchange.service.LARGEST_FILE", 700)
    answer = await own_place.people["curator"].slash(own_place.channel, "curate export")
    files = {file.filename: await file.read() for file in message_of(answer).attachments}

    assert list(files) == ["anthologist.json.gz", "reviews.csv", "titles.csv"]
    assert "is packed with gzip (.gz): unpack it first" in seen(answer)
    assert json.loads(gzip.decompress(files["anthologist.json.gz"]))["reviews"][0]["headline"] == "Long."


async def test_a_file_that_is_too_large_even_when_packed_is_named(
    own_place: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(own_place, own_place.people["curator"], "Long.")
    monkeypatch.setattr("bot.exchange.service.LARGEST_FILE", 230)
    answer = await own_place.people["curator"].slash(own_place.channel, "curate export")

    assert [file.filename for file in message_of(answer).attachments] == ["titles.csv"]
    assert "Too large for Discord even so: anthologist.json.gz and reviews.csv.gz." in seen(answer)
