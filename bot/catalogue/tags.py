"""The tags of one catalogue file: held to the vocabulary, and completed by what it says that they entail."""

from __future__ import annotations

from collections.abc import Mapping

from bot.catalogue.lines import Place
from bot.catalogue.problem import did_you_mean
from bot.catalogue.schema import Table
from bot.models import limits
from bot.models.ids import TagId
from bot.models.tags import InstalmentTags, TagRules


class TagReader:
    """Reads the tags of one file, those of the anthology first.

    Parameters
    ----------
    head
        The top of the file, where the anthology's tags stand.
    words
        Every tag's id, name and synonyms, and which tag each of them means.
    rules
        Which tags a title has besides those that the file names for it.
    """

    def __init__(self, head: Table, words: Mapping[str, TagId], rules: TagRules) -> None:
        self._words = words
        self._known = frozenset(words.values())
        self._rules = rules
        self._of_anthology = tuple(self._named(head, "tags"))
        self._handed_down = frozenset(rules.of_instalment((), self._of_anthology).all)

    @property
    def of_anthology(self) -> tuple[TagId, ...]:
        """All tags of the anthology."""
        return self._rules.with_implied(self._of_anthology)

    def of_instalment(self, table: Table) -> InstalmentTags:
        """Give all tags of an instalment: its own, and its anthology's less those that ``without`` takes off."""
        without = self._named(table, "without")
        tags = self._rules.of_instalment(self._named(table, "tags"), self._of_anthology, without)
        for tag, place in without.items():
            if tag in self._known and (why := self._why_in_vain(tag, tags)):
                table.report.add(place, f'without names "{tag}", which takes nothing off: {why}')
        return tags

    def _why_in_vain(self, tag: TagId, tags: InstalmentTags) -> str | None:
        """Say why ``without`` doesn't take a tag off; None if it does."""
        if tag not in self._handed_down:
            return "its anthology hands down no such tag"
        if tag not in tags.all:
            return None
        return "another tag implies it" if tag in tags.inherited else "its own tags say the same"

    def _named(self, table: Table, key: str) -> dict[TagId, Place]:
        """Give the tags of a list with their places, and report those that the vocabulary lacks."""
        tags = {TagId(tag): place for tag, place in table.placed_texts(key, limits.ID)}
        for tag, place in tags.items():
            if tag not in self._known:
                meant = self._words.get(tag.casefold())
                hint = f': did you mean "{meant}"?' if meant else did_you_mean(tag, self._known)
                table.report.add(place, f'the tag "{tag}" is not in the vocabulary{hint}')
        return tags
