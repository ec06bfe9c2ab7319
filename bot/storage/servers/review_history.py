"""The versions of servers' reviews: each one whole, as JSON, with who made it and when."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Comparison, Opinion, Score, Verdict
from bot.models.reviews import ChangeKind, ReviewKey, Revision
from bot.storage.rows import insert, moment_text

KEY = ("server_id", "instalment_id", "curator_id")
WHOSE = " AND ".join(f"{name} = ?" for name in KEY)

_VERSION = insert("server_review_versions", (*KEY, "version", "deed", "made_by", "made_at", "opinion"))
_SINCE = f"""
SELECT version, deed, made_by, made_at, opinion FROM server_review_versions
 WHERE {WHOSE} AND version > ? ORDER BY version DESC"""

_ALL = """
SELECT instalment_id, curator_id, version, deed, made_by, made_at, opinion FROM server_review_versions
 WHERE server_id = ? ORDER BY instalment_id, curator_id, version DESC"""


def keep_revision(connection: sqlite3.Connection, key: ReviewKey, version: Revision) -> None:
    """Keep a version, as a part of a transaction."""
    connection.execute(
        _VERSION,
        (*key, version.number, version.kind, version.by, moment_text(version.when), opinion_text(version.opinion)),
    )


def revisions_since(connection: sqlite3.Connection, key: ReviewKey, number: int) -> tuple[Revision, ...]:
    """Give the versions after this one, the newest first."""
    return tuple(
        Revision(version, ChangeKind(deed), MemberId(by), datetime.fromisoformat(when), read_opinion(text))
        for version, deed, by, when, text in connection.execute(_SINCE, (*key, number))
    )


def all_revisions(
    connection: sqlite3.Connection, server: ServerId
) -> dict[tuple[InstalmentId, MemberId], tuple[Revision, ...]]:
    """Give every version of every review of a server, by instalment and curator, the newest first."""
    found: dict[tuple[InstalmentId, MemberId], tuple[Revision, ...]] = {}
    for instalment, curator, version, deed, by, when, text in connection.execute(_ALL, (server,)):
        made = Revision(version, ChangeKind(deed), MemberId(by), datetime.fromisoformat(when), read_opinion(text))
        key = (InstalmentId(instalment), MemberId(curator))
        found[key] = (*found.get(key, ()), made)
    return found


def opinion_text(opinion: Opinion) -> str:
    """Write an opinion as JSON; what it lacks is left out."""
    said = {
        "verdict": opinion.verdict,
        "headline": opinion.headline,
        "works": opinion.works,
        "doesnt": opinion.doesnt,
        "score": opinion.score and (opinion.score.points, opinion.score.out_of),
        "comparison": opinion.comparison and (opinion.comparison.other, opinion.comparison.text),
        "spoilers": opinion.spoilers,
    }
    return json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False)


def read_opinion(text: str) -> Opinion:
    """Read what :func:`opinion_text` wrote."""
    said = json.loads(text)
    score, comparison = said.get("score"), said.get("comparison")
    return Opinion(
        Verdict(said["verdict"]),
        said.get("headline", ""),
        tuple(said.get("works", ())),
        tuple(said.get("doesnt", ())),
        Score(*score) if score else None,
        Comparison(InstalmentId(comparison[0]), comparison[1]) if comparison else None,
        said.get("spoilers"),
    )
