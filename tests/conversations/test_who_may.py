"""Who may curate: every kind of member × every action × every stage, even if Discord would have hidden it.

Interactions are forged (:mod:`tests.conversations.forged`), so that any refusal comes from the bot itself. Each refusal
is recognised by its sentence, leaves the database unchanged, and shows nothing the server wrote.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import pytest
from msgspec.structs import replace
from simcord import ChannelHandle, InteractionResult

from bot.cli.simulator import Simulator, furnish
from bot.models.custom_titles import Fact, ServerTitle, TitleFacts
from bot.models.ids import AnthologyId, MemberId
from bot.models.opinions import Opinion, Verdict
from bot.models.reviews import ChangeKind, ReviewChange, ReviewRecord
from bot.models.servers import Actor, RoleId, ServerSettings
from bot.ui.actions import CURATOR_ACTIONS, Action, ActionKind
from bot.ui.modals import Modals
from bot.ui.router import Router
from cogs.curate.commands import CurateCog
from tests.conversations.curating import FORM, SOUNDTRACK_1, SOUNDTRACK_2, curator, only_refused, store_of, take_role
from tests.conversations.forged import Forger
from tests.conversations.reading import message_of, seen

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "Wisteria"
"""Part of every text of the server; nobody else may ever read it."""
REFUSED = "That is for this server's curators"
MANAGERS_ONLY = "That is for those who may manage this server."
REFUSED_CHOICE = "This server's curators alone may do that"
FAILED = "went wrong on my side"
GONE = ("not in the catalogue any more", "not kept any more", "is not there any more")

OWN = "own-wisteria-quay"
CSV = f'instalment,verdict,headline\nsoundtrack/1,skip,"{SECRET} once more"\n'.encode()


@dataclass(frozen=True)
class State:
    """What exists before each attempt.

    Parameters
    ----------
    removed
        Another review, which is removed.
    draft, title_draft
        The member's drafts of a review and of a title, from when they were a curator at the latest.
    """

    review: ReviewRecord
    removed: ReviewRecord
    draft: int
    title_draft: int
    title_version: int
    upload: int
    role: int
    channel: int


Try = Callable[[Forger, State], Awaitable[object]]


@dataclass(frozen=True)
class Stage:
    """One thing a member may try.

    Parameters
    ----------
    managing
        Whether it needs more than the curator role.
    """

    attempt: Try
    managing: bool = False
    kind: ActionKind | None = None
    is_form: bool = False


def command(name: str, **options: str) -> Stage:
    async def attempt(forger: Forger, state: State) -> object:
        filled = {key: value.format(s=state) for key, value in options.items()}
        return await forger.command(name, filled)

    return Stage(attempt, managing=name == "settings")


def upload() -> Stage:
    async def attempt(forger: Forger, state: State) -> object:
        return await forger.upload("curate import", "file", CSV)

    return Stage(attempt)


def typing(name: str, option: str) -> Stage:
    async def attempt(forger: Forger, state: State) -> object:
        return await forger.typing(name, option, "", {})

    return Stage(attempt)


def press(kind: ActionKind, subject: str, detail: str = "", page: int = 0) -> Stage:
    async def attempt(forger: Forger, state: State) -> object:
        return await forger.press(str(Action(kind, subject.format(s=state), page, detail.format(s=state))))

    return Stage(attempt, kind=kind)


def fill(kind: ActionKind, subject: str, detail: str, fields: Mapping[str, str]) -> Stage:
    async def attempt(forger: Forger, state: State) -> object:
        return await forger.fill(str(Action(kind, subject.format(s=state), 0, detail.format(s=state))), fields)

    return Stage(attempt, kind=kind, is_form=True)


def choose(subject: str, kind: str, value: str) -> Stage:
    async def attempt(forger: Forger, state: State) -> object:
        return await forger.choose(str(Action(ActionKind.ENTER, subject)), [value.format(s=state)], kind)

    return Stage(attempt, managing=True)


REVIEW, REMOVED, DRAFT, TITLE_DRAFT = "{s.review.number}", "{s.removed.number}", "{s.draft}", "{s.title_draft}"
TITLE_FORM = {"titles": f"{SECRET} Pier", "kind": "seasonal", "year": "2024", "countries": "South Korea"}

STAGES: dict[str, Stage] = {
    "/curate review": command("curate review", show="soundtrack/2"),
    "/curate review of another": command("curate review", show="soundtrack/2", curator="Jun"),
    "/curate remove": command("curate remove", review=REVIEW),
    "/curate restore": command("curate restore", review=REMOVED),
    "/curate list": command("curate list"),
    "/curate list of a show": command("curate list", show="soundtrack"),
    "/curate history": command("curate history", review=REVIEW),
    "/curate show": command("curate show"),
    "/curate show of a title": command("curate show", show=OWN),
    "/curate export": command("curate export"),
    "/curate import": upload(),
    "/settings": command("settings"),
    "typing a curator to review": typing("curate review", "curator"),
    "typing a review to remove": typing("curate remove", "review"),
    "typing a review to restore": typing("curate restore", "review"),
    "typing a review to look back": typing("curate history", "review"),
    "typing a curator to list": typing("curate list", "curator"),
    "typing a title to edit": typing("curate show", "show"),
    "the form of a new review": fill(ActionKind.WRITE, "soundtrack/1", "0", FORM),
    "the form of a review": fill(ActionKind.WRITE, REVIEW, "{s.review.version}", FORM),
    "the form of a draft": fill(ActionKind.EDIT, DRAFT, "", FORM),
    "the form of comparison and score": fill(ActionKind.EXTRA, DRAFT, "", {"score": "7/10"}),
    "the form of two wordings": fill(ActionKind.MERGE, DRAFT, "1.", FORM),
    "the form of a new title": fill(ActionKind.ADD, "", "", TITLE_FORM),
    "the form of facts": fill(ActionKind.FACTS, OWN, "1", TITLE_FORM),
    "the form of a story": fill(ActionKind.STORY, OWN, "1", {"premise": f"A {SECRET} blooms."}),
    "opening a form": press(ActionKind.WRITE, "soundtrack/1"),
    "opening the form of a review": press(ActionKind.WRITE, REVIEW),
    "Edit": press(ActionKind.EDIT, DRAFT),
    "Comparison and score": press(ActionKind.EXTRA, DRAFT),
    "Publish": press(ActionKind.PUBLISH, DRAFT),
    "Keep mine": press(ActionKind.MINE, DRAFT, "{s.review.version}"),
    "Keep theirs": press(ActionKind.THEIRS, DRAFT),
    "Merge": press(ActionKind.MERGE, DRAFT),
    "Discard": press(ActionKind.DISCARD, DRAFT),
    "Discard for sure": press(ActionKind.DISCARD, DRAFT, "sure"),
    "a page of the list": press(ActionKind.LIST, ""),
    "opening a review": press(ActionKind.OPEN, REVIEW),
    "opening a draft": press(ActionKind.OPEN, DRAFT, "draft"),
    "Remove": press(ActionKind.DROP, REVIEW),
    "Remove for sure": press(ActionKind.REMOVE, REVIEW, "{s.review.version}"),
    "Restore": press(ActionKind.RESTORE, REMOVED),
    "History": press(ActionKind.HISTORY, REVIEW),
    "a version": press(ActionKind.VERSION, REVIEW, "1"),
    "Bring this one back": press(ActionKind.BRING, REMOVED, "1.{s.removed.version}"),
    "covering a headline": press(ActionKind.COVER, REVIEW, "review.on"),
    "covering a premise": press(ActionKind.COVER, OWN, "premise", page=1),
    "the list of titles": press(ActionKind.TITLE, ""),
    "a title": press(ActionKind.TITLE, OWN),
    "taking a title away": press(ActionKind.TITLE, OWN, "away!"),
    "Back to the catalogue": press(ActionKind.TITLE, "true-detective", "back!"),
    "the draft of a title": press(ActionKind.TITLE, TITLE_DRAFT, "draft"),
    "Publish a title": press(ActionKind.TITLE, TITLE_DRAFT, "publish"),
    "Keep mine of a title": press(ActionKind.TITLE, TITLE_DRAFT, "mine:{s.title_version}"),
    "Discard the draft of a title": press(ActionKind.TITLE, TITLE_DRAFT, "drop"),
    "Add an anthology": press(ActionKind.ADD, ""),
    "Facts": press(ActionKind.FACTS, OWN),
    "Story": press(ActionKind.STORY, OWN),
    "Hide": press(ActionKind.HIDE, OWN),
    "Hide for sure": press(ActionKind.HIDE, OWN, "yes"),
    "Join": press(ActionKind.JOIN, OWN),
    "a page of a report": press(ActionKind.REPORT, "{s.upload}"),
    "Discard an upload": press(ActionKind.REPORT, "{s.upload}", "discard"),
    "Apply": press(ActionKind.APPLY, "{s.upload}"),
    "choosing the curator role": choose("curator-role", "role", "{s.role}"),
    "choosing a language": choose("language", "text", "en"),
    "choosing a channel": choose("announcements", "channel", "{s.channel}"),
}
NOTHING_THERE = {"Join", "Apply", "a page of a report", "Discard an upload", "Merge", "Keep mine"}
"""Stages at which even a curator may be told that there is nothing (to merge or to apply)."""

CURATORS = ("curator", "manager", "owner")
OTHERS = ("member", "curator who lost the role", "another server's owner", "direct message", "user install")


async def prepare(place: Simulator, who: str) -> tuple[Forger, State]:
    """Save the server's reviews, titles and drafts, and give the forger of a member."""
    store, server = store_of(place), place.people["owner"].guild
    role = server.roles["Critics"] if "Critics" in server.roles else server.create_role("Critics")
    jun = curator(place.people["curator"])
    await store.servers.change(ServerSettings(jun.server, curator_role=RoleId(role.id)))
    said = Opinion(Verdict.MIXED, f"{SECRET} all over.", (f"the {SECRET}",), spoilers=f"The {SECRET} dies.")
    review = await written(place, jun, said)
    removed = await written(place, jun, said, removed=True)
    title = await save_title(place, jun, AnthologyId(OWN), TitleFacts(title=f"{SECRET} Quay", year=2024))
    await save_title(place, jun, AnthologyId("true-detective"), TitleFacts(year=2013))
    forger = await forger_for(place, who)
    member = replace(jun, member=MemberId(forger.who.id), name=who)
    draft = await store.drafts.keep(member, f"review:{SOUNDTRACK_2}:{jun.member}", review.version, FORM)
    title_draft = await store.drafts.keep(member, f"title:{OWN}", title.version, TITLE_FORM)
    number = await store.imports.keep(jun, CSV.decode())
    return forger, State(
        review, removed, draft.number, title_draft.number, title.version, number, role.id, place.channel.id
    )


async def save_title(place: Simulator, by: Actor, key: AnthologyId, facts: TitleFacts) -> ServerTitle:
    titles = store_of(place).custom_titles
    before = await titles.one(by.server, key)
    said = frozenset({Fact.TITLE, Fact.YEAR}) if facts.title else frozenset({Fact.YEAR})
    title = ServerTitle(by.server, key, bool(facts.title), facts, said, 0, by.member, datetime(2024, 5, 1, tzinfo=UTC))
    saved = await titles.save(by, title, based_on=before.version if before else 0)
    assert saved is not None
    return saved


async def written(place: Simulator, by: Actor, said: Opinion, *, removed: bool = False) -> ReviewRecord:
    reviews = store_of(place).reviews
    instalment = SOUNDTRACK_1 if removed else SOUNDTRACK_2
    before = await reviews.by(by.server, by.member, instalment)
    change = ReviewChange(instalment, by.member, said, before.version if before else 0)
    saved = await reviews.save(by, change, deed=ChangeKind.CHANGED)
    assert isinstance(saved, ReviewRecord)
    if removed:
        saved = await reviews.remove(by, saved.number, based_on=saved.version)
        assert isinstance(saved, ReviewRecord)
    return saved


async def forger_for(place: Simulator, who: str) -> Forger:
    server = place.people["owner"].guild
    name = who.replace(" ", "-").replace("'", "")
    match who:
        case "member" | "owner":
            return Forger(place.env, place.people[who], place.channel)
        case "manager":
            return Forger(place.env, place.people["curator"], place.channel)
        case "curator" | "curator who lost the role":
            actor = server.add_member(place.env.create_user(name), roles=[server.roles["Critics"]])
            if who != "curator":
                take_role(place, actor)
            return Forger(place.env, actor, place.channel)
        case "another server's owner":
            other = furnish(place.env, place.bot)
            return Forger(place.env, other.people["owner"], other.channel)
        case _:
            user = place.env.create_user(name)
            message = message_of(await user.slash("show", show="soundtrack"))
            channel = ChannelHandle(place.env, None, place.env.backend.get_channel(message.channel_id))
            return Forger(place.env, user, channel, brought_along=who == "user install")


def written_down(place: Simulator, server: int) -> list[tuple[object, ...]]:
    """Give every database row of the server."""
    with closing(sqlite3.connect(place.bot.settings.database)) as connection:
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_schema WHERE name LIKE 'server\\_%'  ESCAPE '\\' AND type = 'table'"
            )
        ]
        assert len(tables) > 8
        return sorted(
            (
                (table, *row)
                for table in tables
                for row in connection.execute(f"SELECT * FROM {table} WHERE server_id = ?", (server,))
            ),
            key=repr,
        )


def all_said(place: Simulator, since: int) -> str:
    """Give everything the bot has sent since, as it went over the wire."""
    return " ".join(str(entry.json) for entry in place.env.http_requests[since:])


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("who", CURATORS)
async def test_a_curator_may(place: Simulator, who: str, stage: str) -> None:
    forger, state = await prepare(place, who)
    since = len(place.env.http_requests)
    tried = STAGES[stage]
    answer = await tried.attempt(forger, state)

    said = all_said(place, since)
    assert FAILED not in said
    if tried.managing and who == "curator":
        assert MANAGERS_ONLY in said
        assert only_refused(place)
        return
    assert REFUSED not in said
    assert MANAGERS_ONLY not in said
    assert REFUSED_CHOICE not in said
    if stage not in NOTHING_THERE:
        assert not any(gone in said for gone in GONE), said
    if isinstance(answer, InteractionResult) and answer.response is not None:
        assert answer.response.ephemeral


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("who", OTHERS)
async def test_nobody_else_may(place: Simulator, who: str, stage: str) -> None:
    forger, state = await prepare(place, who)
    before, since = written_down(place, place.channel_server), len(place.env.http_requests)
    answer = await STAGES[stage].attempt(forger, state)

    said = all_said(place, since)
    assert written_down(place, place.channel_server) == before
    assert SECRET not in without_own_words(said)
    assert FAILED not in said
    assert only_refused(place)
    if who == "another server's owner":
        return  # there they may do everything, and have found nothing of this server's
    if isinstance(answer, list):
        assert [choice["name"] for choice in cast("list[dict[str, str]]", answer)] == [REFUSED_CHOICE]
        return
    assert isinstance(answer, InteractionResult)
    assert answer.modal is None
    assert message_of(answer).ephemeral
    first = seen(answer)
    assert first.startswith((REFUSED, MANAGERS_ONLY)), first


def without_own_words(said: str) -> str:
    """Leave out what the member typed themselves and gets back."""
    return said.replace(f"{SECRET} Pier", "").replace(f"A {SECRET} blooms.", "").replace(f"{SECRET} once more", "")


async def test_who_may_no_longer_is_given_back_what_they_typed(place: Simulator) -> None:
    for stage in ("the form of a draft", "the form of a new review", "Publish", "Keep mine"):
        forger, state = await prepare(place, "curator who lost the role")
        since = len(place.env.http_requests)
        await STAGES[stage].attempt(forger, state)

        said = all_said(place, since)
        assert REFUSED in said
        for text in ("Lovely songs, thin story.", "the ending", "They part at the airport."):
            assert text in said, stage


async def test_every_action_and_every_form_for_curators_is_tried(place: Simulator) -> None:
    router, forms = place.bot.get_cog("Router"), place.bot.get_cog("Modals")
    assert isinstance(router, Router)
    assert isinstance(forms, Modals)
    assert router.kinds & CURATOR_ACTIONS <= {stage.kind for stage in STAGES.values() if not stage.is_form}
    assert forms.kinds == {stage.kind for stage in STAGES.values() if stage.is_form}
    assert router.entries == {"curator-role", "language", "announcements"}
    assert {f"/curate {one.name}" for one in CurateCog.curate.commands} <= set(STAGES)
