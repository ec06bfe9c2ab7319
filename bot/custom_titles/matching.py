"""Find the bundled title that is the same as one a server added before; careful rather than clever."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from bot.custom_titles.lexicon import plain
from bot.models.catalogue import Anthology, Instalment
from bot.models.ids import AnthologyId, InstalmentId, TitleId, instalment_id, short_id_of

YEARS_APART = 1
"""Years by which two sources may differ on one title: an earlier festival, a time zone."""

_COUNTED = frozenset(plain("season series part volume vol chapter s 시즌 第 シーズン").split())
_NUMBER = re.compile(r"[0-9]{1,4}")
_ONLY_A_NUMBER = re.compile(r"(\D*)([0-9]{1,4})\D?")
"""A number, with an optional word before it and an optional one-letter counter after it."""


def key_of(name: str) -> str:
    """Give a name in the form that is matched: letters and digits only."""
    return plain(name).replace(" ", "")


def keys_of(names: Iterable[str]) -> frozenset[str]:
    """Give the keys of names; a name without letters and digits has none."""
    return frozenset(filter(None, map(key_of, names)))


def years_agree(one: int | None, other: int | None) -> bool:
    """Say whether two years are close enough to be the same, or one of them is unknown."""
    return one is None or other is None or abs(one - other) <= YEARS_APART


class BundledTitle(Struct, frozen=True):
    """The parts of a bundled anthology that it is matched by."""

    id: AnthologyId
    began: int | None
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class BundledTitles:
    """Index of the bundled anthologies by the keys of their names.

    Made by :meth:`of`.
    """

    by_key: Mapping[str, tuple[BundledTitle, ...]] = field(repr=False)

    @classmethod
    def of(cls, anthologies: Iterable[Anthology]) -> BundledTitles:
        """Build the index."""
        by_key: dict[str, tuple[BundledTitle, ...]] = {}
        for anthology in anthologies:
            title = BundledTitle(anthology.id, anthology.began, keys_of(anthology.names))
            for key in title.keys:
                by_key[key] = (*by_key.get(key, ()), title)
        return cls(by_key)

    def same_as(self, own: Anthology, different: Collection[str] = ()) -> AnthologyId | None:
        """Give the bundled anthology that is the same as a server's own one; None if there is none.

        Parameters
        ----------
        different
            Ids of bundled anthologies that curators said are not duplicates.

        Notes
        -----
        Of several, the one of exactly the same year, then the one that shares most names.
        """
        keys = keys_of(own.names)
        found = {one.id: one for key in sorted(keys) for one in self.by_key.get(key, ())}
        possible = [one for one in found.values() if one.id not in different and years_agree(own.began, one.began)]

        def likeness(one: BundledTitle) -> tuple[bool, int, str]:
            return own.began is not None and own.began == one.began, len(keys & one.keys), one.id

        best = max(possible, key=likeness, default=None)
        return best.id if best else None


def same_instalments(
    own: Sequence[Instalment], bundled: Sequence[Instalment], names: Iterable[str]
) -> dict[InstalmentId, InstalmentId]:
    """Pair a server's own instalments with the same bundled ones; instalments without a match are left out.

    By title first; by number only if one of the two has just a number for a title ("Season 2"). Years must
    agree. No bundled instalment is paired twice.

    Parameters
    ----------
    names
        Every name of the anthology, own and bundled; titles are also compared without it.
    """
    family = keys_of(names)
    pairs: dict[InstalmentId, InstalmentId] = {}
    for agree in (_same_title, _same_number):
        for one in own:
            if one.id in pairs:
                continue
            fitting = [
                other
                for other in bundled
                if other.id not in pairs.values() and years_agree(one.year, other.year) and agree(one, other, family)
            ]
            # The same year goes before a close one; two equally good matches are left to the curators.
            exact = [other for other in fitting if other.year is not None and other.year == one.year]
            best = exact or fitting
            if len(best) == 1:
                pairs[one.id] = best[0].id
    return pairs


def _same_title(one: Instalment, other: Instalment, family: frozenset[str]) -> bool:
    alike = keys_of(one.names) & keys_of(other.names)
    return bool(alike or _titles(one, family) & _titles(other, family))


def _titles(instalment: Instalment, family: frozenset[str]) -> frozenset[str]:
    """Give the keys of an instalment's names, with and without the anthology's name."""
    found = keys_of(instalment.names)
    bare = {key.removeprefix(name) for key in found for name in family if key.startswith(name)}
    return found | {key for key in bare if key and not _NUMBER.fullmatch(key)}


def _same_number(one: Instalment, other: Instalment, family: frozenset[str]) -> bool:
    mine, theirs = _counted(one, family), _counted(other, family)
    if mine is not None:
        return mine in {theirs, other.season if other.episode is None else None}
    return theirs is not None and one.episode is None and theirs == one.season


def _counted(instalment: Instalment, family: frozenset[str]) -> int | None:
    """Give the number of an instalment whose title is just a number: ``Soundtrack #2``, ``Season 2``."""
    for key in map(key_of, instalment.names):
        anthology_key = max((name for name in family if key.startswith(name) and key != name), key=len, default="")
        found = _ONLY_A_NUMBER.fullmatch(key.removeprefix(anthology_key))
        if found and (not found[1] or found[1] in _COUNTED):
            return int(found[2])
    return None


class TitleMerge(Struct, frozen=True):
    """How a server's own title would be merged into the same bundled title.

    Parameters
    ----------
    own, bundled
        The two titles: anthologies, or an instalment the server added to a bundled anthology and its bundled match.
    pairs
        Own instalments and their bundled matches.
    added
        Own instalments the bundle lacks, and the ids they get as additions to the bundled anthology.
    """

    own: TitleId
    bundled: TitleId
    pairs: Mapping[InstalmentId, InstalmentId]
    added: Mapping[InstalmentId, InstalmentId]

    @property
    def moves(self) -> dict[str, str]:
        """Every id that records may refer to, and its new id."""
        return {self.own: self.bundled, **self.pairs, **self.added}


def merge_anthologies(own: Anthology, bundled: Anthology) -> TitleMerge:
    """Give the merge of an own anthology and all its instalments into a bundled one."""
    pairs = same_instalments(own.instalments, bundled.instalments, (*own.names, *bundled.names))
    added = {one.id: instalment_id(bundled.id, short_id_of(one.id)) for one in own.instalments if one.id not in pairs}
    return TitleMerge(own.id, bundled.id, pairs, added)
