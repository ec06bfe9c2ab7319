"""The ids that everything is known by: short stable strings, and the numbers that Discord gives.

An id stands in custom_ids, in autocomplete values and in what servers wrote, so it never changes once it has been
published.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

AnthologyId = NewType("AnthologyId", str)
"""``soundtrack``: letters, digits and hyphens, at most :data:`LONGEST_ID` characters."""


InstalmentId = NewType("InstalmentId", str)
"""``soundtrack/2``: the anthology's id, a slash, the instalment's own short id."""


PersonId = NewType("PersonId", str)


TagId = NewType("TagId", str)


ServerId = NewType("ServerId", int)
"""A Discord guild's snowflake."""


MemberId = NewType("MemberId", int)
"""A Discord user's snowflake."""


LONGEST_ID = 40
"""Characters in the longest id: an instalment's (two and a slash) leaves room for a walk in a custom_id of 100."""


ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


INSTALMENT_ID_PATTERN = re.compile(rf"({ID_PATTERN.pattern})/({ID_PATTERN.pattern})")


def identify(name: str) -> str:
    """Turn a name into the id that it gets when none is written down.

    ``"Keum Sae-rok"`` becomes ``keum-sae-rok``, ``"Zazie Beetz"`` ``zazie-beetz``, ``"Clémence"`` ``clemence``. Empty
    where nothing of the name can be written in ASCII letters: such a name needs an id of its own.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:LONGEST_ID].strip("-")
