"""A review that could not be announced at once, because the database was slow or busy, is announced later."""

from __future__ import annotations

import asyncio

import pytest

from bot.cli.simulator import Simulator
from bot.models.reviews import ChangeKind, Draft, ReviewChange
from bot.models.servers import Actor
from bot.storage import BusyError
from bot.storage.servers.announcements import Announcements
from bot.storage.servers.reviews import Reviews
from tests.conversations import curating as form
from tests.conversations.reading import seen
from tests.conversations.test_announcing import announcements_in, choose, tell, write


async def test_a_review_that_was_published_too_late_to_say_so_is_announced_all_the_same(
    own_place: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await choose(own_place, own_place.channel)
    jun = own_place.people["curator"]
    preview = await form.write(jun, own_place)
    save = Reviews.save

    async def late(
        reviews: Reviews, who: Actor, change: ReviewChange, *, deed: ChangeKind, draft: Draft | None = None
    ) -> None:
        await save(reviews, who, change, deed=deed, draft=draft)
        await asyncio.sleep(3600)

    monkeypatch.setattr(Reviews, "save", late)
    assert "went wrong on my side" in seen(await jun.click(preview, label="Publish"))
    assert announcements_in(own_place) == []

    await own_place.env.advance_time(301)
    assert len(announcements_in(own_place)) == 1


async def test_what_cannot_be_looked_up_is_tried_again_and_again(
    own_place: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await choose(own_place, own_place.channel)
    review = await write(own_place)
    with monkeypatch.context() as away:
        away.setattr(Announcements, "named", _busy)
        away.setattr(Announcements, "due_in", _busy)
        await tell(own_place, review)
        await own_place.env.advance_time(301)
        await own_place.env.advance_time(301)
    assert announcements_in(own_place) == []

    await own_place.env.advance_time(301)
    assert len(announcements_in(own_place)) == 1


async def _busy(*_asked: object) -> None:
    raise BusyError("another program is writing")
