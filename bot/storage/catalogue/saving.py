"""Writing the catalogue: what changed is replaced, what disappeared is retired, what servers wrote stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.models.catalogue import Anthology, Instalment, Tag
from bot.models.ids import AnthologyId
from bot.models.opinions import PressReview
from bot.storage.catalogue.records import CatalogueRecord
from bot.storage.errors import RefusedError
from bot.storage.rows import OPINION_COLUMNS, Value, insert, now_text, opinion_values, reasons, upsert

_TAG = upsert("tags", ("id", "position", "tag_group", "name", "about", "retired_at"), ("id",))
_SYNONYM = insert("tag_synonyms", ("tag_id", "position", "synonym"))
_ANTHOLOGY = upsert(
    "anthologies",
    (
        "id",
        "kind",
        "title",
        "native_title",
        "premise",
        "began",
        "ended",
        "watch_order",
        "order_note",
        "start_with",
        "digest",
        "retired_at",
    ),
    ("id",),
)
_INSTALMENT = upsert(
    "instalments",
    (
        "id",
        "anthology_id",
        "number",
        "title",
        "season",
        "episode",
        "mark",
        "premise",
        "native_title",
        "first_aired",
        "last_aired",
        "episodes",
        "minutes",
        "order_note",
        "retired_at",
    ),
    ("id",),
)
_SOURCE = insert("sources", ("anthology_id", "position", "url", "title"))
_FACT = insert("source_facts", ("anthology_id", "source_position", "position", "fact"))
_CREATOR = insert("creators", ("anthology_id", "position", "person_id"))
_NEED = insert("needs", ("instalment_id", "position", "needed_id"))
_CREDIT = insert("credits", ("instalment_id", "position", "person_id", "role", "billing", "character_name", "about"))
_PERSON = upsert("people", ("id", "name", "native_name"), ("id",))
_NAME = insert("person_names", ("person_id", "position", "name"))
_REVIEW = insert(
    "press_reviews", ("instalment_id", "position", "outlet", "author", "published", "url", *OPINION_COLUMNS)
)
_REASON = insert("press_reasons", ("instalment_id", "review_position", "side", "position", "reason"))
_FOLDER = upsert("catalogue_state", ("only_row", "folder_digest", "saved_at"), ("only_row",))

_LISTS_OF_ANTHOLOGY = ("anthology_aliases", "anthology_facets", "anthology_tags", "sources", "creators")
_LISTS_OF_INSTALMENT = (
    "instalment_aliases",
    "instalment_facets",
    "instalment_tags",
    "needs",
    "credits",
    "press_reviews",
)


def save(
    connection: sqlite3.Connection,
    entries: Sequence[CatalogueRecord],
    tags: Sequence[Tag] | None,
    retire: Collection[AnthologyId],
    folder_digest: str,
) -> None:
    """Write everything that changed in the catalogue, within one transaction.

    What refers to an instalment may be written before it; whether all of them are there, the commit checks.

    Raises
    ------
    RefusedError
        If an entry has a tag that is not there, or numbers two instalments alike.
    """
    now = now_text()
    if tags is not None:
        _save_tags(connection, tags, now)
    for gone in retire:
        for table, column in (("anthologies", "id"), ("instalments", "anthology_id")):
            connection.execute(
                f"UPDATE {table} SET retired_at = ? WHERE {column} = ? AND retired_at IS NULL", (now, gone)
            )
    for entry in entries:
        try:
            _save_anthology(connection, entry, now)
        except sqlite3.IntegrityError as error:
            raise RefusedError(
                f"The catalogue's entry {entry.anthology.id!r} contradicts itself or the vocabulary ({error}): "
                "correct its file; nothing was changed."
            ) from error
    connection.execute(
        "DELETE FROM people WHERE NOT EXISTS (SELECT 1 FROM credits WHERE person_id = people.id)"
        " AND NOT EXISTS (SELECT 1 FROM creators WHERE person_id = people.id)"
    )
    connection.execute(_FOLDER, (1, folder_digest, now))


def _save_tags(connection: sqlite3.Connection, tags: Sequence[Tag], now: str) -> None:
    connection.execute("UPDATE tags SET retired_at = ? WHERE retired_at IS NULL", (now,))
    connection.executemany(
        _TAG, [(tag.id, position, tag.group, tag.name, tag.about, None) for position, tag in enumerate(tags)]
    )
    connection.executemany("DELETE FROM tag_synonyms WHERE tag_id = ?", [(tag.id,) for tag in tags])
    connection.executemany(_SYNONYM, [(tag.id, *word) for tag in tags for word in enumerate(tag.synonyms)])


def _save_anthology(connection: sqlite3.Connection, entry: CatalogueRecord, now: str) -> None:
    show = entry.anthology
    for table in _LISTS_OF_ANTHOLOGY:
        connection.execute(f"DELETE FROM {table} WHERE anthology_id = ?", (show.id,))
    for table in _LISTS_OF_INSTALMENT:
        connection.executemany(
            f"DELETE FROM {table} WHERE instalment_id = ?", [(each.id,) for each in show.instalments]
        )
    connection.execute(
        _ANTHOLOGY,
        (
            show.id,
            show.kind,
            show.title,
            show.native_title,
            show.premise,
            show.began,
            show.ended,
            show.order,
            show.order_note,
            show.start_with,
            entry.digest,
            None,
        ),
    )
    # All are retired, then those that the file still has come back: so numbers can be exchanged as well.
    connection.execute(
        "UPDATE instalments SET retired_at = ? WHERE anthology_id = ? AND retired_at IS NULL", (now, show.id)
    )
    connection.executemany(_INSTALMENT, [_instalment_values(each) for each in show.instalments])
    _save_people(connection, show)
    _save_lists(connection, show)
    _save_reviews(connection, entry.reviews)


def _instalment_values(instalment: Instalment) -> tuple[Value, ...]:
    return (
        instalment.id,
        instalment.anthology,
        instalment.number,
        instalment.title,
        instalment.season,
        instalment.episode,
        instalment.mark,
        instalment.premise,
        instalment.native_title,
        instalment.first_aired and str(instalment.first_aired),
        instalment.last_aired and str(instalment.last_aired),
        instalment.episodes,
        instalment.minutes,
        instalment.order_note,
        None,
    )


def _save_people(connection: sqlite3.Connection, show: Anthology) -> None:
    credited = (credit.person for each in show.instalments for credit in each.credits)
    told = {person.id: person for person in (*show.creators, *credited)}.values()
    connection.executemany(_PERSON, [(person.id, person.name, person.native_name) for person in told])
    connection.executemany("DELETE FROM person_names WHERE person_id = ?", [(person.id,) for person in told])
    connection.executemany(_NAME, [(person.id, *alias) for person in told for alias in enumerate(person.aliases)])


def _save_lists(connection: sqlite3.Connection, show: Anthology) -> None:
    connection.executemany(_CREATOR, [(show.id, position, who.id) for position, who in enumerate(show.creators)])
    connection.executemany(
        _SOURCE, [(show.id, position, source.url, source.title) for position, source in enumerate(show.sources)]
    )
    connection.executemany(
        _FACT,
        [
            (show.id, position, *fact)
            for position, source in enumerate(show.sources)
            for fact in enumerate(source.facts)
        ],
    )
    places = (("country", show.countries), ("language", show.languages), ("service", show.services))
    _save_owned(connection, "anthology", [(show.id, show.aliases, show.tags, places)])
    _save_owned(
        connection,
        "instalment",
        [
            (each.id, each.aliases, each.tags, (("country", each.countries), ("service", each.services)))
            for each in show.instalments
        ],
    )
    connection.executemany(_NEED, [(each.id, *need) for each in show.instalments for need in enumerate(each.needs)])
    connection.executemany(
        _CREDIT,
        [
            (each.id, position, credit.person.id, credit.role, credit.billing, credit.character, credit.about)
            for each in show.instalments
            for position, credit in enumerate(each.credits)
        ],
    )


_Owned = tuple[str, tuple[str, ...], Sequence[str], tuple[tuple[str, tuple[str, ...]], ...]]
"""An owner's id, other titles, tags, and values by facet."""


def _save_owned(connection: sqlite3.Connection, owner: str, owned: Sequence[_Owned]) -> None:
    key = f"{owner}_id"
    connection.executemany(
        insert(f"{owner}_aliases", (key, "position", "title")),
        [(each, *alias) for each, aliases, _, _ in owned for alias in enumerate(aliases)],
    )
    connection.executemany(
        insert(f"{owner}_tags", (key, "position", "tag_id")),
        [(each, *tag) for each, _, tags, _ in owned for tag in enumerate(tags)],
    )
    connection.executemany(
        insert(f"{owner}_facets", (key, "facet", "position", "value")),
        [
            (each, facet, *value)
            for each, _, _, facets in owned
            for facet, values in facets
            for value in enumerate(values)
        ],
    )


def _save_reviews(connection: sqlite3.Connection, reviews: Iterable[PressReview]) -> None:
    # The position runs through the whole file, so that they are read in the order in which it has them.
    numbered = list(enumerate(reviews))
    connection.executemany(_REVIEW, [_review_values(position, review) for position, review in numbered])
    connection.executemany(_REASON, list(_reason_rows(numbered)))


def _review_values(position: int, review: PressReview) -> tuple[Value, ...]:
    published = review.published and str(review.published)
    about = (review.outlet, review.author, published, review.url)
    return (review.instalment, position, *about, *opinion_values(review.opinion))


def _reason_rows(numbered: Iterable[tuple[int, PressReview]]) -> Iterator[tuple[Value, ...]]:
    for position, review in numbered:
        for reason in reasons(review.opinion):
            yield (review.instalment, position, *reason)
