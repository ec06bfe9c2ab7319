"""Two servers do anything in any order: neither ever sees, finds, gets suggested or exports a word of the other.

Each server writes its own word into everything. Whatever the bot sends because of one server (answers, choices, forms,
announcements, files) must not contain the other's word, and must not change the other's rows in the database. A server
also clicks the other's buttons, opens its drafts and types its ids.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.cli.simulator import Simulator, furnish
from bot.ui.actions import Action, ActionKind
from tests.conversations.curating import store_of
from tests.conversations.forged import Forger
from tests.examples import examples

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = ("Quokkalpha", "Quokkabeta")
"""The word of each server; so similar that a search for one would find the other."""
TYPED = ("quokka", "quokk", "soundtrack", "san junipero", "own-", "kwokka", "")
"""What members type: enough to find either server's titles, but no whole word of either."""
KNOWN = ("soundtrack/1", "soundtrack/2", "black-mirror/san-junipero", "soundtrack", "true-detective")
COMMANDS = {"show": "show", "review": "show", "cast": "show", "recommend": "what", "curate list": "show"}
TYPING = {
    "show": "show",
    "review": "show",
    "cast": "person",
    "recommend": "like",
    "compare": "first",
    "curate review": "curator",
    "curate remove": "review",
    "curate restore": "review",
    "curate history": "review",
    "curate list": "curator",
    "curate show": "show",
}
CUSTOM_ID = re.compile(r"a1\|[a-z]+\|[^|\"]{0,81}\|\d{1,3}\|[^|\"]{0,40}")


@dataclass
class Server:
    """One of the two servers, and every custom_id its members have seen."""

    place: Simulator
    word: str
    seen: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.place.channel_server

    def by(self, who: str) -> Forger:
        return Forger(self.place.env, self.place.people[who], self.place.channel)  # pyright: ignore[reportArgumentType]  # a character


Act = Callable[[Server, Server, Random], Awaitable[tuple[str, ...] | None]]
"""Does something in one server; gives what it typed of the other server's, which an answer may repeat."""


async def write_a_review(mine: Server, other: Server, dice: Random) -> None:
    fields = {
        "verdict": dice.choice(["skip", "mixed", "must-watch"]),
        "headline": f"{mine.word} all over.",
        "works": f"the {mine.word}",
        "doesnt": f"no {mine.word}\nthe end",
        "spoilers": f"The {mine.word} dies.",
    }
    instalment = dice.choice([one for one in (*KNOWN, *own_titles(mine)) if "/" in one])
    await mine.by(dice.choice(["curator", "owner"])).fill(str(Action(ActionKind.WRITE, instalment, 0, "0")), fields)


async def add_a_title(mine: Server, other: Server, dice: Random) -> None:
    fields = {
        "titles": f"{mine.word} {dice.choice(['Quay', 'Pier', 'Lane'])}\n{mine.word} Alias",
        "kind": "seasonal",
        "year": "2024",
        "countries": "South Korea",
        "length": "6 x 50",
    }
    above = dice.choice(["", "soundtrack", *(one for one in own_titles(mine) if "/" not in one)])
    await mine.by("curator").fill(str(Action(ActionKind.ADD, above)), fields)


async def correct_a_title(mine: Server, other: Server, dice: Random) -> None:
    key = dice.choice([*KNOWN, *own_titles(mine)])
    story = {"premise": f"A {mine.word} comes home.", "tags": "romance", "cast": f"{mine.word} Kim as {mine.word}"}
    facts = {"titles": f"{mine.word} Track", "year": "2022"}
    kind, fields = dice.choice([(ActionKind.STORY, story), (ActionKind.FACTS, facts)])
    await mine.by("owner").fill(str(Action(kind, key, 0, "0")), fields)


async def click_what_was_shown(mine: Server, other: Server, dice: Random) -> None:
    if mine.seen:
        # Newest first: a preview is published, a confirmation confirmed.
        await mine.by(dice.choice(["curator", "curator", "owner", "member"])).press(dice.choice(mine.seen[-12:]))


async def publish(mine: Server, other: Server, dice: Random) -> None:
    waiting = [one for one in mine.seen[-30:] if one.startswith("a1|publish|") or one.endswith("|publish")]
    for custom_id in waiting[-2:]:
        for who in ("curator", "owner"):
            await mine.by(who).press(custom_id)


async def click_what_the_other_was_shown(mine: Server, other: Server, dice: Random) -> None:
    for custom_id in dice.sample(other.seen, min(4, len(other.seen))):
        await mine.by(dice.choice(["curator", "owner", "member"])).press(custom_id)


async def fill_what_the_other_was_shown(mine: Server, other: Server, dice: Random) -> None:
    for custom_id in dice.sample(other.seen, min(4, len(other.seen))):
        await mine.by("curator").fill(custom_id, {"headline": f"{mine.word}!", "verdict": "skip"})


async def type_the_others_ids(mine: Server, other: Server, dice: Random) -> tuple[str, ...]:
    keys = tuple(own_titles(other)[:3])
    for key in keys:
        name = dice.choice(["show", "review", "cast", "curate list"])
        await mine.by("owner").command(name, {"show": key})
        await mine.by("curator").command("curate show", {"show": key})
        await mine.by("curator").command("curate review", {"show": key})
    return keys


async def ask(mine: Server, other: Server, dice: Random) -> None:
    name, option = dice.choice(list(COMMANDS.items()))
    typed = dice.choice([*TYPED[:-1], *KNOWN, *own_titles(mine)])
    await mine.by("curator").command(name, {option: typed})


async def type_on(mine: Server, other: Server, dice: Random) -> None:
    name, option = dice.choice(list(TYPING.items()))
    await mine.by(dice.choice(["curator", "member"])).typing(name, option, dice.choice(TYPED))


async def open_the_lists(mine: Server, other: Server, dice: Random) -> None:
    name = dice.choice(["curate list", "curate show", "settings"])
    await mine.by(dice.choice(["curator", "owner"])).command(name)


async def announce(mine: Server, other: Server, dice: Random) -> None:
    custom_id = str(Action(ActionKind.ENTER, "announcements"))
    await mine.by("owner").choose(custom_id, [str(mine.place.channel.id)], "channel")


async def choose_the_others(mine: Server, other: Server, dice: Random) -> None:
    """Choose the other server's channel and role in the settings."""
    await mine.by("owner").choose(
        str(Action(ActionKind.ENTER, "announcements")), [str(other.place.channel.id)], "channel"
    )
    role = str(other.place.people["curator"].guild.roles["Curators"].id)
    await mine.by("owner").choose(str(Action(ActionKind.ENTER, "curator-role")), [role], "role")


async def export_and_import(mine: Server, other: Server, dice: Random) -> None:
    curator = mine.place.people["curator"]
    result = await curator.slash(mine.place.channel, "curate export")
    assert result.response is not None
    files = {one.filename: await one.read() for one in result.response.attachments}
    assert len(files) == 3
    for content in files.values():
        assert other.word.casefold() not in content.decode().casefold()
    name = dice.choice([*files])
    await curator.slash(mine.place.channel, "curate import", file=(name, files[name]))


ACTS: Mapping[str, Act] = {
    act.__name__: act
    for act in (
        write_a_review,
        publish,
        add_a_title,
        correct_a_title,
        click_what_was_shown,
        click_what_the_other_was_shown,
        fill_what_the_other_was_shown,
        type_the_others_ids,
        ask,
        type_on,
        open_the_lists,
        announce,
        choose_the_others,
        export_and_import,
    )
}


def rows_of(server: Server, table_prefix: str = "server_") -> list[tuple[object, ...]]:
    """Give every database row of a server."""
    with closing(sqlite3.connect(server.place.bot.settings.database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        tables = [name for (name,) in names if name.startswith(table_prefix)]
        return sorted(
            (
                (table, *row)
                for table in tables
                for row in connection.execute(f"SELECT * FROM {table} WHERE server_id = ?", (server.number,))
            ),
            key=repr,
        )


def own_titles(server: Server) -> list[str]:
    """Give the ids of the titles a server added."""
    return [str(row[2]) for row in rows_of(server, "server_titles") if "own-" in str(row[2])]


# All examples share one bot on purpose: each has two new servers, and the bot remembers the earlier ones.
@settings(
    max_examples=examples(20),
    deadline=None,
    # A failing plan is short enough to read, and shrinking it would take minutes.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    plan=st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from(list(ACTS))), min_size=8, max_size=24),
    seed=st.integers(0, 2**32),
)
async def test_neither_of_two_servers_ever_sees_a_word_of_the_other(
    place: Simulator, plan: list[tuple[int, str]], seed: int
) -> None:
    dice = Random(seed)
    servers = [Server(furnish(place.env, place.bot), word) for word in WORDS]
    for which in (0, 1):  # each has something to lose
        for name in ("announce", "add_a_title", "publish", "write_a_review", "publish"):
            await act(servers, which, name, dice)
    for which, name in plan:
        await act(servers, which, name, dice)
    for which in (0, 1):
        await act(servers, which, "export_and_import", dice)
        records = await store_of(place).reviews.records(servers[which].number)  # pyright: ignore[reportArgumentType]  # its number
        assert all(servers[1 - which].word not in repr(one) for one in records)


async def act(servers: list[Server], which: int, name: str, dice: Random) -> None:
    mine, other = servers[which], servers[1 - which]
    before, since = rows_of(other), len(mine.place.env.http_requests)
    repeated = await ACTS[name](mine, other, dice)

    sent = json.dumps([[one.path, one.json] for one in mine.place.env.http_requests[since:]], ensure_ascii=False)
    for typed in sorted(repeated or (), key=len, reverse=True):  # an id may begin with another
        sent = sent.replace(typed, "")
    assert other.word.casefold() not in sent.casefold(), f"{name}: {sent}"
    assert f'"/channels/{other.place.channel.id}/' not in sent, name
    assert rows_of(other) == before, name
    mine.seen += [one for one in CUSTOM_ID.findall(sent) if one not in mine.seen]
