"""Who is named in one catalogue file: its credits, and the ``[[people]]`` entries that tell more of them."""

from __future__ import annotations

from msgspec import Struct

from bot.catalogue.lines import Place
from bot.catalogue.problem import did_you_mean
from bot.catalogue.schema import Table
from bot.models import limits
from bot.models.catalogue import Credit, Person, Role
from bot.models.ids import CUSTOM_PREFIX, PersonId, identify

_CREDITS = (("cast", Role.ACTOR), ("hosts", Role.HOST), ("directors", Role.DIRECTOR), ("writers", Role.WRITER))


class Mention(Struct, frozen=True):
    """Where a person stands in a file, and what is said of him or her there.

    Parameters
    ----------
    person
        As far as this place tells: a credit knows the name alone.
    described
        Whether this is a ``[[people]]`` entry.
    unlike
        Ids of others who are easily taken for this person.
    """

    person: Person
    place: Place
    described: bool = False
    unlike: tuple[str, ...] = ()


class Mentions:
    """Everybody whom one file names, in the order in which they were read."""

    def __init__(self) -> None:
        self.found: list[Mention] = []
        self._credited: dict[PersonId, str] = {}
        self._described: set[PersonId] = set()

    def person(self, table: Table) -> Person:
        """Read who is meant by one mention, and remember where it stands."""
        person = _named(table)
        table.nothing_else()
        self.found.append(Mention(person, table.place))
        self._credited[person.id] = person.name
        return person

    def credits(self, instalment: Table) -> tuple[Credit, ...]:
        """Read the credits of one instalment: cast, hosts, directors, writers."""
        found: list[Credit] = []
        for key, role in _CREDITS:
            seen: set[PersonId] = set()
            for billing, table in enumerate(instalment.mentions(key), 1):
                character = table.text("character", limits.CHARACTER)
                about = table.text("about", limits.ABOUT)
                person = self.person(table)
                if person.id and person.id in seen:
                    table.wrong("name", f"{person.name} stands in {key} twice")
                seen.add(person.id)
                found.append(Credit(person, role, billing if role is Role.ACTOR else 0, character, about))
        return tuple(found)

    def describe(self, table: Table) -> None:
        """Read a ``[[people]]`` entry, after all credits."""
        named = _named(table)
        native = table.text("native", limits.NAME)
        person = Person(named.id, named.name, native, table.texts("aliases", limits.NAME))
        unlike = table.texts("different_from", limits.ID)
        table.nothing_else()
        if person.id and person.id not in self._credited:
            hint = did_you_mean(person.name, self._credited.values())
            table.wrong("name", f"{person.name} is credited nowhere in this file{hint}")
        if person.id and person.id in self._described:
            table.wrong("name", f"{person.name} is described twice in this file")
        self._described.add(person.id)
        self.found.append(Mention(person, table.place, described=True, unlike=unlike))


def _named(table: Table) -> Person:
    name = table.required_text("name", limits.NAME)
    written = table.short_id("id")
    if written and len(written) > limits.ID:
        table.wrong("id", f"id has {len(written)} characters: expected at most {limits.ID}")
    person = PersonId(written or identify(name))
    if name and not person and not table.has("id"):
        table.wrong("name", f'no id can be made from the name "{name}": expected an id beside it')
    elif person.startswith(CUSTOM_PREFIX):
        table.wrong("name", f'the id "{person}" would be one of those that servers add: expected an id beside it')
    return Person(person, name)
