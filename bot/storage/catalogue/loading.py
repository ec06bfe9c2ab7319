"""Reading anthologies whole: a dozen queries however many there are, put together in Python."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.models.catalogue import Anthology, Credit, Instalment, Kind, Order, Person, Role, Source
from bot.models.ids import AnthologyId, InstalmentId, PersonId, TagId
from bot.storage.rows import Grouped, Value, firsts, grouped, partial_date, people

_OF_ANTHOLOGY = " WHERE anthology_id = ?"
_OF_INSTALMENT = """
 WHERE instalment_id IN (SELECT id FROM instalments WHERE anthology_id = ? AND retired_at IS NULL)"""
_OF_PERSON = """id IN (
    SELECT c.person_id FROM instalments i JOIN credits c ON c.instalment_id = i.id
     WHERE i.anthology_id = ? AND i.retired_at IS NULL
    UNION SELECT person_id FROM creators WHERE anthology_id = ?)"""

_ANTHOLOGIES = """
SELECT id, kind, title, native_title, premise, began, ended, watch_order, order_note, start_with
  FROM anthologies WHERE retired_at IS NULL"""
_INSTALMENTS = """
SELECT id, anthology_id, number, title, season, episode, mark, premise, native_title, first_aired, last_aired,
       episodes, minutes, order_note
  FROM instalments WHERE retired_at IS NULL"""


@dataclass(frozen=True, slots=True)
class _Lists:
    """Everything that anthologies or instalments have several of, by what it belongs to."""

    aliases: Grouped
    facets: Grouped
    tags: Grouped

    def facet(self, owner: str, facet: str) -> tuple[str, ...]:
        return tuple(value for name, value in self.facets.get(owner, ()) if name == facet)

    def tag_ids(self, owner: str) -> tuple[TagId, ...]:
        return tuple(TagId(tag) for (tag,) in self.tags.get(owner, ()))

    def other_titles(self, owner: str) -> tuple[str, ...]:
        return firsts(self.aliases.get(owner, ()))


def load(connection: sqlite3.Connection, only: AnthologyId | None = None) -> tuple[Anthology, ...]:
    """Give the anthologies that are not retired, complete, by id.

    Parameters
    ----------
    connection
        Within a transaction, so that all queries see the same state.
    only
        The one that is wanted; None for all.
    """
    one: tuple[Value, ...] = () if only is None else (only,)
    shows = connection.execute(f"{_ANTHOLOGIES}{' AND id = ?' * len(one)} ORDER BY id", one).fetchall()
    if not shows:
        return ()
    where = _OF_ANTHOLOGY * len(one)
    lists = _Lists(*(grouped(connection, query, one) for query in _list_queries("anthology", where)))
    sources = _lookup(connection, where, one)
    persons = people(connection, _OF_PERSON if one else "TRUE", (*one, *one))
    creators = grouped(
        connection, f"SELECT anthology_id, person_id FROM creators{where} ORDER BY anthology_id, position", one
    )
    instalments = _instalments(connection, one, persons)
    return tuple(
        Anthology(
            id=AnthologyId(show),
            kind=Kind(kind),
            title=title,
            instalments=tuple(instalments.get(show, ())),
            native_title=native_title,
            aliases=lists.other_titles(show),
            premise=premise,
            countries=lists.facet(show, "country"),
            languages=lists.facet(show, "language"),
            services=lists.facet(show, "service"),
            began=began,
            ended=ended,
            creators=tuple(persons[PersonId(person)] for (person,) in creators.get(show, ())),
            tags=lists.tag_ids(show),
            order=Order(order),
            order_note=order_note,
            start_with=start_with,
            sources=tuple(sources.get(show, ())),
        )
        for show, kind, title, native_title, premise, began, ended, order, order_note, start_with in shows
    )


def _list_queries(owner: str, where: str) -> tuple[str, str, str]:
    return (
        f"SELECT {owner}_id, title FROM {owner}_aliases{where} ORDER BY {owner}_id, position",
        f"SELECT {owner}_id, facet, value FROM {owner}_facets{where} ORDER BY {owner}_id, facet, position",
        f"SELECT {owner}_id, tag_id FROM {owner}_tags{where} ORDER BY {owner}_id, position",
    )


def _instalments(
    connection: sqlite3.Connection, one: Sequence[Value], persons: dict[PersonId, Person]
) -> dict[str, list[Instalment]]:
    where = _OF_INSTALMENT * len(one)
    lists = _Lists(*(grouped(connection, query, one) for query in _list_queries("instalment", where)))
    needs = grouped(
        connection, f"SELECT instalment_id, needed_id FROM needs{where} ORDER BY instalment_id, position", one
    )
    casts = _credits(connection, where, one, persons)
    found: dict[str, list[Instalment]] = {}
    query = f"{_INSTALMENTS}{' AND anthology_id = ?' * len(one)} ORDER BY anthology_id, number"
    for row in connection.execute(query, one):
        each, anthology, number, title, season, episode, mark, premise, native_title, first, last, *rest = row
        episodes, minutes, order_note = rest
        found.setdefault(anthology, []).append(
            Instalment(
                id=InstalmentId(each),
                anthology=AnthologyId(anthology),
                number=number,
                title=title,
                season=season,
                episode=episode,
                mark=mark,
                premise=premise,
                native_title=native_title,
                aliases=lists.other_titles(each),
                first_aired=partial_date(first),
                last_aired=partial_date(last),
                episodes=episodes,
                minutes=minutes,
                countries=lists.facet(each, "country"),
                services=lists.facet(each, "service"),
                tags=lists.tag_ids(each),
                credits=tuple(casts.get(each, ())),
                needs=tuple(InstalmentId(needed) for (needed,) in needs.get(each, ())),
                order_note=order_note,
            )
        )
    return found


def _credits(
    connection: sqlite3.Connection, where: str, one: Sequence[Value], persons: dict[PersonId, Person]
) -> dict[str, list[Credit]]:
    roles = {str(role): role for role in Role}
    found: dict[str, list[Credit]] = {}
    query = f"""
    SELECT instalment_id, person_id, role, billing, character_name, about
      FROM credits{where} ORDER BY instalment_id, position"""
    for instalment, person, role, billing, character, about in connection.execute(query, one):
        found.setdefault(instalment, []).append(Credit(persons[person], roles[role], billing, character, about))
    return found


def _lookup(connection: sqlite3.Connection, where: str, one: Sequence[Value]) -> dict[str, list[Source]]:
    facts: dict[tuple[str, int], list[str]] = {}
    query = f"SELECT anthology_id, source_position, fact FROM source_facts{where} ORDER BY 1, 2, position"
    for anthology, source, fact in connection.execute(query, one):
        facts.setdefault((anthology, source), []).append(fact)
    found: dict[str, list[Source]] = {}
    query = f"SELECT anthology_id, position, url, title FROM sources{where} ORDER BY anthology_id, position"
    for anthology, position, url, title in connection.execute(query, one):
        found.setdefault(anthology, []).append(Source(url, title, tuple(facts.get((anthology, position), ()))))
    return found
