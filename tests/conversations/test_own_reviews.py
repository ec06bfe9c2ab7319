"""A server's own verdicts come before the critics' there, and appear nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.cli.simulator import Simulator, furnish
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, ServerReview, Verdict
from tests.conversations.reading import ask, seen
from tests.storage.samples import write_review

SOUNDTRACK_2 = InstalmentId("soundtrack/2")


def curators_review(place: Simulator, server: int) -> ServerReview:
    now = datetime.now(UTC)
    return ServerReview(
        server=ServerId(server),
        curator=MemberId(place.people["curator"].id),
        instalment=SOUNDTRACK_2,
        opinion=Opinion(Verdict.SKIP, "Our club fell asleep over it.", doesnt=("nobody stayed awake",)),
        written=now,
        changed=now,
    )


async def test_a_servers_own_verdict_comes_before_the_press_and_stays_in_that_server(own_place: Simulator) -> None:
    store = own_place.bot.store
    assert store is not None
    await write_review(store, curators_review(own_place, own_place.channel_server))

    here = seen(await ask(own_place, "review", show="soundtrack 2"))
    assert here.index("Skip") < here.index("Our club fell asleep over it.") < here.index("Press")
    assert "Skip · by this server's curators" in here
    assert "This server: Skip · 1 curator's review" in here
    assert "Soundtrack #2 · 2023 · Ji Su-ho · ⏭️\u00a0Skip" in seen(await ask(own_place, "cast", person="Steve Noh"))
    board = seen(await ask(own_place, "review", show="soundtrack"))
    assert "⏭️ Soundtrack #2 · 2023 · Skip" in board
    assert "Soundtrack #2 · ⏭️\u00a0Skip" in seen(
        await ask(own_place, "compare", first="soundtrack/2", second="soundtrack/1")
    )

    elsewhere = furnish(own_place.env, own_place.bot)
    there = seen(await ask(elsewhere, "review", show="soundtrack 2"))
    assert "Our club" not in there
    assert "This server" not in there

    outside = own_place.env.create_user("noor")
    assert "Our club" not in seen(await outside.slash("review", show="soundtrack 2"))
