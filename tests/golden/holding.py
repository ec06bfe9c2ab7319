"""Read what servers wrote from a database, as plain values under names that never change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TypedDict, cast

from bot.models.custom_titles import ServerTitle
from bot.models.ids import MemberId, ServerId
from bot.models.opinions import Opinion
from bot.models.reviews import Draft, ReviewRecord, Revision
from bot.models.servers import Actor
from bot.storage import Store
from bot.storage.servers.imports import ImportNumber

Plain = Mapping[str, object]


class Content(TypedDict):
    """Everything read back from a golden database."""

    servers: list[Plain]
    imports: list[Plain]
    questions: list[Plain]


class Known(TypedDict):
    """What is needed to read it: the ids of servers and curators, and random numbers."""

    servers: dict[str, list[int]]
    imports: list[tuple[int, int, int]]
    questions: list[int]


def known_of(path: Path) -> Known:
    """Find these in a golden database, in the tables it was recorded with."""
    with closing(sqlite3.connect(path)) as found:

        def rows(table: str, columns: str, order: str) -> list[tuple[int, ...]]:
            if not found.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
                return []  # 0.1.0 had no curators yet
            return found.execute(f"SELECT DISTINCT {columns} FROM {table} ORDER BY {order}").fetchall()

        writers: dict[str, list[int]] = {}
        for table, member in (("server_curators", "member_id"), ("server_reviews", "curator_id")):
            for server, who in rows(table, f"server_id, {member}", "1, 2"):
                if who not in writers.setdefault(str(server), []):
                    writers[str(server)].append(who)
        imports = [
            (server, who, number)
            for server, who, number in rows("server_imports", "server_id, curator_id, number", "1, 3")
        ]
        questions = [number for number, _kept in rows("kept_questions", "id, kept_at", "2, 1")]
        return Known(servers=writers, imports=imports, questions=questions)


async def read_back(store: Store, known: Known) -> Content:
    """Read everything through the store."""
    servers = [
        await _server(store, ServerId(int(server)), map(MemberId, members))
        for server, members in known["servers"].items()
    ]
    imports: list[Plain] = []
    for server, member, number in known["imports"]:
        whose = _curator(ServerId(server), MemberId(member))
        text = await store.imports.content(whose, ImportNumber(number))
        imports.append({"server": server, "curator": member, "number": number, "text": text})
    questions: list[Plain] = [
        {"number": number, "question": await store.kept_questions.find(number)} for number in known["questions"]
    ]
    return Content(servers=servers, imports=imports, questions=questions)


def _curator(server: ServerId, member: MemberId) -> Actor:
    return Actor(server, member, "", manages=True, roles=frozenset())


async def _server(store: Store, server: ServerId, members: Iterable[MemberId]) -> Plain:
    settings, held = await store.servers.settings(server), await store.imports.holdings(server, versions=True)
    drafts = [draft for member in members for draft in await store.drafts.of(_curator(server, member))]
    announced: list[Plain] = []
    for one in held.reviews:
        key = (server, one.review.instalment, one.review.curator)
        if hanging := await store.announcements.one(key):
            announced.append(
                {
                    "review": one.number,
                    "channel": hanging.channel,
                    "message": hanging.message,
                    "shown": hanging.shown,
                }
            )
    return {
        "server": server,
        "settings": {
            "role": settings.curator_role,
            "language": settings.language,
            "channel": settings.announcements,
            "trouble": settings.trouble,
        },
        "names": {str(member): name for member, name in sorted(held.names.items())},
        "reviews": [_review(one, held.versions[one.number]) for one in held.reviews],
        "titles": [_title(one) for one in held.titles],
        "covers": sorted([cover.title, cover.part] for cover in held.spoiler_marks),
        "drafts": [_draft(one) for one in drafts],
        "announcements": announced,
    }


def opinion(said: Opinion) -> Plain:
    """Give an opinion as plain values."""
    return {
        "verdict": said.verdict,
        "headline": said.headline,
        "works": list(said.works),
        "doesnt": list(said.doesnt),
        "score": [said.score.points, said.score.out_of] if said.score else None,
        "comparison": [said.comparison.other, said.comparison.text] if said.comparison else None,
        "spoilers": said.spoilers,
    }


def _review(record: ReviewRecord, versions: Iterable[Revision]) -> Plain:
    review = record.review
    return {
        "number": record.number,
        "instalment": review.instalment,
        "curator": review.curator,
        "opinion": opinion(review.opinion),
        "written": review.written.isoformat(),
        "changed": review.changed.isoformat(),
        "version": record.version,
        "changed_by": record.changed_by,
        "removed": record.removed.isoformat() if record.removed else None,
        "versions": [
            {
                "version": one.number,
                "deed": one.kind,
                "by": one.by,
                "when": one.when.isoformat(),
                "opinion": opinion(one.opinion),
            }
            for one in versions
        ],
    }


def _title(title: ServerTitle) -> Plain:
    facts = title.facts
    return {
        "id": title.id,
        "own": title.own,
        "hidden": title.hidden,
        "said": sorted(title.said),
        "title": facts.title,
        "native_title": facts.native_title,
        "aliases": list(facts.aliases),
        "kind": facts.kind,
        "year": facts.year,
        "countries": list(facts.countries),
        "episodes": facts.episodes,
        "minutes": facts.minutes,
        "premise": facts.premise,
        "tags": list(facts.tags),
        "cast": [[line.name, line.character] for line in facts.cast],
        "apart": sorted(title.apart),
        "version": title.version,
        "changed_by": title.changed_by,
        "changed": title.changed.isoformat(),
    }


def _draft(draft: Draft) -> Plain:
    return {
        "number": draft.number,
        "curator": draft.curator,
        "subject": draft.subject,
        "based_on": draft.based_on,
        "fields": draft.fields,
        "kept": draft.kept.isoformat(),
    }


def reviews_then(content: Content) -> list[Plain]:
    """Give what version 0.1.0 knew of reviews, by server, instalment and curator."""
    told: list[Plain] = [
        {"server": server["server"]}
        | {name: one[name] for name in ("instalment", "curator", "opinion", "written", "changed")}
        for server in content["servers"]
        for one in cast("list[Plain]", server["reviews"])
    ]
    return sorted(told, key=lambda one: (str(one["server"]), str(one["instalment"]), str(one["curator"])))
