"""What other sites call the titles of the catalogue, for links that members paste."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.models.catalogue import Anthology
from bot.search.typed import Link

ExternalKeys = Mapping[tuple[str, str], str]
"""The key of an anthology or instalment by a site and what the site calls it."""


def external_keys(anthologies: Iterable[Anthology]) -> ExternalKeys:
    """Give the key of everything that another site's id is known of."""
    found: dict[tuple[str, str], str] = {}
    for anthology in anthologies:
        for title in (anthology, *anthology.instalments):
            for called in title.ids.known:
                found.setdefault(called, title.id)
    return found


def key_of_link(link: Link, keys: ExternalKeys, is_visible: Callable[[str], bool]) -> str | None:
    """Give the title that a link is about, the narrowest that is here; None if its site's id is not known here."""
    found = (keys.get((link.site, called)) for called in link.ids)
    return next((key for key in found if key and is_visible(key)), None)
