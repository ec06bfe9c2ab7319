"""Which tags a title has besides those that were written down for it: from its anthology, and from other tags."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Self

from msgspec import Struct, field

from bot.models.catalogue import Tag, TagGroup
from bot.models.ids import TagId


class InstalmentTags(Struct, frozen=True):
    """All tags of an instalment.

    Parameters
    ----------
    all
        Its own first, since the first tags fit best.
    inherited
        Those of them that it has only because its anthology does.
    """

    all: tuple[TagId, ...] = ()
    inherited: tuple[TagId, ...] = ()


class TagRules(Struct, frozen=True):
    """What the vocabulary says of tags that nobody wrote down.

    Parameters
    ----------
    moods
        The tags that an anthology keeps to itself: each story feels different.
    implied
        For a tag that counts as others too: which ones.
    """

    moods: frozenset[TagId] = frozenset()
    implied: Mapping[TagId, tuple[TagId, ...]] = field(default_factory=dict[TagId, tuple[TagId, ...]])

    @classmethod
    def of(cls, vocabulary: Iterable[Tag]) -> Self:
        """Return the rules of a vocabulary."""
        tags = tuple(vocabulary)
        moods = frozenset(tag.id for tag in tags if tag.group is TagGroup.MOOD)
        return cls(moods, {tag.id: tag.implies for tag in tags if tag.implies})

    def with_implied(self, tags: Iterable[TagId]) -> tuple[TagId, ...]:
        """Return tags with all that they imply behind them, none twice."""
        found = list(dict.fromkeys(tags))
        for tag in found:  # grows meanwhile: what is implied may imply more
            found += [other for other in self.implied.get(tag, ()) if other not in found]
        return tuple(found)

    def of_instalment(
        self, own: Iterable[TagId], anthology: Iterable[TagId], without: Collection[TagId] = ()
    ) -> InstalmentTags:
        """Return the tags of an instalment: its own, and its anthology's other than moods.

        Parameters
        ----------
        own, anthology
            What is written down for the instalment, and for its anthology.
        without
            Tags of the anthology that don't hold for this instalment.
        """
        mine = self.with_implied(own)
        handed_down = (tag for tag in anthology if tag not in self.moods and tag not in without)
        inherited = tuple(tag for tag in self.with_implied(handed_down) if tag not in mine)
        return InstalmentTags(mine + inherited, inherited)
