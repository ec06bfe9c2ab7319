"""Initials that an anthology is known by: ``bm`` for *Black Mirror*."""

from __future__ import annotations

from collections.abc import Sequence

from bot.search.normalise import fold


def acronyms_of(titles: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Give the initials of titles of two words and more that are only one anthology's, with that title.

    ``bm`` is *Black Mirror*; articles count or not: ``twl`` and ``wl`` are both *The White Lotus*.

    Parameters
    ----------
    titles
        Pairs of id and title.
    """
    found: dict[str, set[tuple[str, str]]] = {}
    for key, title in titles:
        words = fold(title).split()
        for some in {tuple(words), tuple(word for word in words if word not in {"the", "a", "an"})}:
            if len(some) > 1 and all(word.isascii() for word in some):
                found.setdefault("".join(word[0] for word in some), set()).add((key, title))
    return {initials: next(iter(those))[1] for initials, those in found.items() if len(those) == 1}
