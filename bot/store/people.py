"""People and what they did."""

from __future__ import annotations

import sqlite3
from functools import partial

from bot.models import Credit, InstalmentId, Person, PersonId, Role
from bot.store.database import Database
from bot.store.records import Work
from bot.store.rows import people

_NAMES = """
SELECT n.person_id, n.anthology_id, n.form, n.name
  FROM person_names n JOIN anthologies a ON a.id = n.anthology_id
 WHERE a.retired_at IS NULL"""
_IN_ORDER = " ORDER BY n.person_id, n.anthology_id, n.position"

_WORK = """
SELECT c.instalment_id, c.role, c.billing, c.character_name, c.about
  FROM credits c JOIN instalments i ON i.id = c.instalment_id
 WHERE c.person_id = ? AND i.retired_at IS NULL
 ORDER BY i.first_aired IS NULL, i.first_aired DESC, i.anthology_id, i.number DESC, c.position"""


class People:
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
    return people(connection.execute(f"{_NAMES} AND n.person_id = ?{_IN_ORDER}", (person,))).get(person)


def _everyone(connection: sqlite3.Connection) -> tuple[Person, ...]:
    return tuple(people(connection.execute(f"{_NAMES}{_IN_ORDER}")).values())


def _work_of(connection: sqlite3.Connection, person: PersonId) -> tuple[Work, ...]:
    whole = _person(connection, person)
    if whole is None:
        return ()
    return tuple(
        Work(InstalmentId(instalment), Credit(whole, Role(role), billing, character, about))
        for instalment, role, billing, character, about in connection.execute(_WORK, (person,))
    )
