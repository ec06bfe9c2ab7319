"""The data holds hostile text: no card breaks, nobody is pinged, no link is faked."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.cli.simulator import Simulator, furnish
from bot.gateway.client import Anthologist, Registering
from bot.models.catalogue import Anthology, Credit, Instalment, Kind, Person, Role
from bot.models.ids import AnthologyId, InstalmentId, PersonId
from bot.models.opinions import Opinion, PressReview, Verdict
from bot.settings import Settings
from bot.storage import CatalogueRecord, Store
from tests.conversations.reading import ask, message_of, navigated, type_into
from tests.wire.requests import check_requests

import simcord  # isort: skip

EVIL = (
    "@everyone <@1> <#2> </show:3> [free nitro](https://evil.example) ||x|| `y` **z** # h\n> q\n- l <:e:4> \u202etxt\0"
)


def evil_show() -> tuple[Anthology, PressReview]:
    """Make an anthology whose every text is hostile."""
    whole = InstalmentId("evil/one")
    person = Person(PersonId("evil-person"), EVIL, EVIL, (EVIL,))
    story = Instalment(
        whole,
        AnthologyId("evil"),
        1,
        f"Evil {EVIL}",
        premise=EVIL,
        native_title=EVIL,
        services=(EVIL,),
        order_note=EVIL,
        credits=(Credit(person, Role.ACTOR, 1, EVIL, EVIL), Credit(person, Role.DIRECTOR)),
    )
    opinion = Opinion(Verdict.SKIP, EVIL, (EVIL,) * 4, (EVIL,) * 4, spoilers=EVIL)
    anthology = Anthology(
        AnthologyId("evil"), Kind.SEASONAL, f"Evil {EVIL}", (story,), premise=EVIL, services=(EVIL,), order_note=EVIL
    )
    return anthology, PressReview(whole, EVIL, "https://paper.example/a_(b)", opinion, author=EVIL)


@pytest.fixture
async def evil_place(tmp_path: Path) -> AsyncGenerator[Simulator, None]:
    path = tmp_path / "evil.db"
    anthology, review = evil_show()
    async with await Store.open(path) as store:
        await store.catalogue.save([CatalogueRecord(anthology, (review,), "1")], tags=None, retire=(), folder_digest="")
    files = tmp_path / "catalogue"
    files.mkdir()
    # The bot retires entries without a file; this file exists but is broken, so the stored entry stays.
    (files / "evil.toml").write_text("broken =")
    bot = Anthologist(Settings(database=path), catalogue=files, registering=Registering.ALWAYS)
    env = simcord.Env(bot, shard_count=1)
    try:
        await env.start()
        yield furnish(env, bot)
        check_requests(env.http_requests)
    finally:
        await env.shutdown()
        await bot.close()


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("show", {"show": "evil"}),
        ("show", {"show": "evil/one"}),
        ("review", {"show": "evil"}),
        ("review", {"show": "evil/one"}),
        ("cast", {"show": "evil"}),
        ("cast", {"show": "evil/one"}),
        ("cast", {"person": "person:evil-person"}),
        ("show", {"show": EVIL}),
        ("recommend", {"what": EVIL}),
        ("recommend", {"like": EVIL}),
        ("compare", {"first": "evil", "second": EVIL}),
    ],
)
async def test_no_card_lets_stored_or_typed_text_out_of_its_place(
    evil_place: Simulator, command: str, options: dict[str, str]
) -> None:
    message = message_of(await ask(evil_place, command, "member", **options))
    texts = [one["content"] for one in navigated(message.components) if "content" in one]  # pyright: ignore[reportArgumentType]  # the wire's dictionaries

    assert texts
    for text in texts:
        assert not re.search(r"(?<!\\)<[@#:/]", text), text
        assert not re.search(r"@(everyone|here)", text), text
        assert "](https://evil" not in text
        assert "\u202e" not in text
        assert "\0" not in text
        assert not re.search(r"(?<!\\)`y", text), text
        assert not re.search(r"(?<![\\|])\|\|x", text), text
    sent = [one for one in evil_place.env.http_requests if one.path.endswith("/callback")]
    assert sent[-1].json is not None
    assert sent[-1].json["data"]["allowed_mentions"]["parse"] == []


async def test_suggestions_carry_no_control_characters(evil_place: Simulator) -> None:
    for choice in await type_into(evil_place, "show", "show", "evil"):
        assert choice["name"].isprintable()
