"""Custom titles are merged or deleted between the report on a file and the click that applies it."""

from __future__ import annotations

from pathlib import Path

from bot.cli.simulator import Simulator
from bot.models.ids import InstalmentId, ServerId
from tests.conversations.curating import curator, store_of
from tests.conversations.reading import buttons, message_of, seen
from tests.conversations.test_curate_merging import add_everything, with_bundled_title
from tests.conversations.test_exchange import headlines, upload
from tests.conversations.titling import add_anthology, add_lift, more, open_title


async def test_a_title_deleted_since_the_report_is_reported_and_nothing_is_applied(
    own_place: Simulator,
) -> None:
    jun, ada = own_place.people["curator"], own_place.people["owner"]
    lift = await add_lift(jun, await add_anthology(own_place, jun))
    titles = await store_of(own_place).custom_titles.of(ServerId(own_place.channel_server))
    (key,) = [one.id for one in titles if one.is_instalment]
    rows = f"instalment,verdict,headline\nsoundtrack/2,skip,Fine.\n{key},mixed,Stuck.\n"
    report = message_of(await upload(own_place, rows, ada))
    await more(jun, lift, "Take it away for good")
    await jun.click(lift, label="Take it away")

    await ada.click(report, label="Apply all 2 changes")
    assert "Something here has changed since the report that you saw." in seen(report)
    assert "1 new · 1 wrong" in seen(report)
    assert f"Line 3, instalment: “{key}” is no title that I know here" in seen(report).replace("\\", "")
    assert buttons(report) == ["Discard"]
    assert await headlines(own_place) == {}


async def test_a_title_merged_since_the_report_is_reported_and_nothing_is_applied(
    own_place: Simulator, tmp_path: Path
) -> None:
    own = await add_everything(own_place)
    before = await headlines(own_place)
    async with with_bundled_title(own_place, tmp_path / "catalogue") as place:
        jun, ada = place.people["curator"], place.people["owner"]
        rows = f"instalment,verdict,headline\n{own},mixed,Second thoughts.\ncheongdam/stairs,skip,Fine.\n"
        report = message_of(await upload(place, rows, ada))
        card = await open_title(place, jun)
        await jun.select(card, [f"a1|join|{own.partition('/')[0]}|0|"], custom_id="a1|menu|join|0|")
        await jun.click(card, label="Join")

        await ada.click(report, label="Apply all 2 changes")
        assert "Something here has changed since the report that you saw." in seen(report)
        assert "1 new · 1 wrong" in seen(report)
        after = await store_of(place).reviews.records(curator(jun).server)
        assert {one.review.instalment for one in after} == {InstalmentId("cheongdam/lift")}
        assert sorted(one.review.opinion.headline for one in after) == sorted(before.values())
