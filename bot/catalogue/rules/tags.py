"""Every story has a genre, and a mood of its own: what each of them feels like is what members ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.catalogue.lines import Place
from bot.catalogue.rules.violation import Violation
from bot.models.catalogue import Instalment, TagGroup
from bot.models.ids import TagId


def tag_violations(instalment: Instalment, place: Place, groups: Mapping[TagId, TagGroup]) -> Iterator[Violation]:
    """Give what an instalment's tags lack."""
    if not any(groups.get(tag) is TagGroup.GENRE for tag in instalment.tags):
        yield Violation("no-genre", instalment.id, "", (*place, "tags"), f"{instalment.id} has no genre among its tags")
    own = [tag for tag in instalment.tags if tag not in instalment.inherited_tags]
    if not any(groups.get(tag) is TagGroup.MOOD for tag in own):
        what = f"{instalment.id} has no mood among its tags: its anthology's are not handed down"
        yield Violation("no-mood", instalment.id, "", (*place, "tags"), what)
