"""People and what they did."""

from __future__ import annotations

import sqlite3
from functools import partial

from bot.models.catalogue import Credit, Person, Role
from bot.models.ids import InstalmentId, PersonId
from bot.storage.catalogue.records import Work
from bot.storage.engine.database import Database
from bot.storage.rows import people

LISTED = """(
    EXISTS (SELECT 1 FROM credits c JOIN instalments i ON i.id = c.instalment_id
             WHERE c.person_id = people.id AND i.retired_at IS NULL)
    OR EXISTS (SELECT 1 FROM creators c JOIN anthologies a ON a.id = c.anthology_id
                WHERE c.person_id = people.id AND a.retired_at IS NULL))"""
"""Whether one of ``people`` has done something that is not retired."""

_WORK = """
SELECT c.instalment_id, c.role, c.billing, c.character_name, c.about
  FROM credits c JOIN instalments i ON i.id = c.instalment_id
 WHERE c.person_id = ? AND i.retired_at IS NULL
 ORDER BY i.first_aired IS NULL, i.first_aired DESC, i.anthology_id, i.number DESC, c.position"""


class PeopleRepository:
    """Everybody who has a credit, or created an anthology, that is not retired."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def person(self, person: PersonId) -> Person | None:
        """Give a person with all names; None when unknown."""
        return await self._database.read(partial(_person, person=person))

    async def everyone(self) -> tuple[Person, ...]:
        """Give all people with all their names, by id."""
        return await self._database.read(_everyone, slow=True)

    async def work_of(self, person: PersonId) -> tuple[Work, ...]:
        """Give a person's credits, the newest instalment first, those without a date last."""
        return await self._database.read(partial(_work_of, person=person))


def _person(connection: sqlite3.Connection, person: PersonId) -> Person | None:
    return people(connection, f"id = ? AND {LISTED}", (person,)).get(person)


def _everyone(connection: sqlite3.Connection) -> tuple[Person, ...]:
    return tuple(people(connection, LISTED, ()).values())


def _work_of(connection: sqlite3.Connection, person: PersonId) -> tuple[Work, ...]:
    whole = _person(connection, person)
    if whole is None:
        return ()
    return tuple(
        Work(InstalmentId(instalment), Credit(whole, Role(role), billing, character, about))
        for instalment, role, billing, character, about in connection.execute(_WORK, (person,))
    )
