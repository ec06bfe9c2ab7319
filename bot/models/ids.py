"""The ids that everything is known by: short stable strings, and the numbers that Discord gives.

An id stands in custom_ids, in autocomplete values and in what servers wrote, so it never changes once it has been
published.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NewType, TypeGuard

from bot.models import limits

AnthologyId = NewType("AnthologyId", str)
"""``soundtrack``: letters, digits and hyphens, at most :data:`bot.models.limits.ID` characters."""


InstalmentId = NewType("InstalmentId", str)
"""``soundtrack/2``: the anthology's id, a slash, the instalment's own short id."""


TitleId = AnthologyId | InstalmentId
"""Whatever is a title: which of the two it is, :func:`is_instalment` says."""


PersonId = NewType("PersonId", str)


TagId = NewType("TagId", str)


ServerId = NewType("ServerId", int)
"""A Discord guild's snowflake."""


MemberId = NewType("MemberId", int)
"""A Discord user's snowflake."""


CUSTOM_PREFIX = "own-"
"""What the ids of servers' own titles begin with; nothing in the bundled catalogue may."""


PERSON_KEY = "person:"
"""What stands before a person's id wherever ids of titles can stand too."""


ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID_PARTS = re.compile(r"[a-z0-9]+")


INSTALMENT_ID_PATTERN = re.compile(rf"({ID_PATTERN.pattern})/({ID_PATTERN.pattern})")


def is_instalment(key: str) -> TypeGuard[InstalmentId]:
    """Say whether the id of a title is an instalment's."""
    return "/" in key


def anthology_of(key: str) -> AnthologyId:
    """Give the anthology that a title is, or belongs to."""
    return AnthologyId(key.partition("/")[0])


def short_id_of(key: str) -> str:
    """Give an instalment's own short id, the part behind the slash; empty for an anthology."""
    return key.partition("/")[2]


def instalment_id(anthology: AnthologyId, short: str) -> InstalmentId:
    """Put an instalment's id together from its anthology's and its own short one."""
    return InstalmentId(f"{anthology}/{short}")


MOST_MOVES = 10
"""How often one id may have moved; a circle ends here too."""


def today_key(key: str, moved: Mapping[str, str]) -> str:
    """Give the id that a title has today.

    Parameters
    ----------
    moved
        Ids that have changed, and what each became. An anthology takes its instalments along.
    """
    for _ in range(MOST_MOVES if moved else 0):
        anthology, slash, short = key.partition("/")
        after = moved.get(key) or moved.get(anthology, anthology) + slash + short
        if after == key:
            break
        key = after
    return key


def is_own(key: str) -> bool:
    """Say whether an id is that of a title, or of a person, that only servers know."""
    return (short_id_of(key) or key).removeprefix(PERSON_KEY).startswith(CUSTOM_PREFIX)


def key_of_person(person: PersonId) -> str:
    """Give what stands for a person wherever ids of titles can stand too."""
    return PERSON_KEY + person


def person_of_key(key: str) -> PersonId | None:
    """Give the person that a key stands for; None where it stands for a title."""
    return PersonId(key.removeprefix(PERSON_KEY)) if key.startswith(PERSON_KEY) else None


def identify(name: str) -> str:
    """Turn a name into the id that it gets when none is written down.

    ``"Keum Sae-rok"`` becomes ``keum-sae-rok``, ``"Zazie Beetz"`` ``zazie-beetz``, ``"Clémence"`` ``clemence``. Empty
    where nothing of the name can be written in ASCII letters: such a name needs an id of its own.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(_ID_PARTS.findall(plain.replace("'", "")))[: limits.ID].strip("-")
