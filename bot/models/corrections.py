"""Apply a server's own titles, corrections and spoiler marks to the bundled anthologies.

Pure rules. Stale records (a correction of a title that is gone, an instalment added to an anthology that is gone) are
tolerated: nothing here fails because of what a server once entered.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b

from msgspec.structs import replace

from bot.models import limits
from bot.models.catalogue import Anthology, Credit, Instalment, Kind, PartialDate, Person, Role
from bot.models.custom_titles import CastLine, Fact, ServerTitle, SpoilerMark, SpoilerPart
from bot.models.ids import CUSTOM_PREFIX, AnthologyId, InstalmentId, PersonId, TagId, anthology_of, identify
from bot.models.tags import TagRules

Overrides = Mapping[AnthologyId, Anthology | None]
"""What a server's members see instead of the bundled anthologies with these ids; None for hidden ones."""

_DIGEST_BYTES = 4
_NO_YEAR = 9999


def apply(
    bundled: Mapping[AnthologyId, Anthology],
    titles: Iterable[ServerTitle],
    people: Mapping[str, Person],
    rules: TagRules,
) -> Overrides:
    """Return every anthology that looks different in this server than in others.

    Parameters
    ----------
    bundled
        The bundled anthologies that the titles belong to; removed ones are missing.
    people
        The bundled people by name, as :func:`by_name` returns them: a server's cast lines name people.
    rules
        What a server's tags entail. Those of an anthology hold for its instalments too; the corrected tags of an
        instalment are the whole list.
    """
    grouped: dict[AnthologyId, list[ServerTitle]] = {}
    for title in titles:
        grouped.setdefault(title.anthology, []).append(title)
    visible = {key: _visible(key, bundled.get(key), group, people, rules) for key, group in grouped.items()}
    return {key: anthology for key, anthology in visible.items() if anthology != bundled.get(key)}


def by_name(people: Iterable[Person]) -> dict[str, Person]:
    """Return the person behind every name that belongs to only one person."""
    owners: dict[str, list[Person]] = {}
    for person in people:
        for name in {_plain(name) for name in person.names}:
            owners.setdefault(name, []).append(person)
    return {name: found[0] for name, found in owners.items() if len(found) == 1}


def person_of(name: str, people: Mapping[str, Person]) -> Person:
    """Return the person a server's cast line names: a bundled person of that name, or else a new one."""
    known = people.get(_plain(name))
    return known or Person(PersonId(_own_id(name)), " ".join(name.split()))


def with_spoiler_marks(anthology: Anthology, marks: Collection[SpoilerMark]) -> Anthology:
    """Set a server's spoiler marks on an anthology and its instalments."""
    parts = {part: {str(mark.title) for mark in marks if mark.part is part} for part in SpoilerPart}
    marked = parts[SpoilerPart.PREMISE] | parts[SpoilerPart.HEADLINE]
    if not any(anthology_of(key) == anthology.id for key in marked):
        return anthology
    return replace(
        anthology,
        premise_spoils=anthology.id in parts[SpoilerPart.PREMISE],
        instalments=tuple(
            replace(
                one,
                premise_spoils=one.id in parts[SpoilerPart.PREMISE],
                headline_spoils=one.id in parts[SpoilerPart.HEADLINE],
            )
            if one.id in marked
            else one
            for one in anthology.instalments
        ),
    )


def corrected_anthology(anthology: Anthology, title: ServerTitle, rules: TagRules) -> Anthology:
    """Return a bundled anthology with what a server says of it as a whole.

    If that is other tags, its instalments have those instead of the ones that they had from it.
    """
    facts, overridden = title.facts, title.said
    began = facts.year if Fact.YEAR in overridden else anthology.began
    tags, instalments = anthology.tags, anthology.instalments
    if Fact.TAGS in overridden:
        tags = rules.with_implied(facts.tags)
        instalments = tuple(_handed_down(one, anthology.tags, tags, rules) for one in instalments)
    return replace(
        anthology,
        title=facts.title if Fact.TITLE in overridden and facts.title else anthology.title,
        native_title=facts.native_title if Fact.NATIVE_TITLE in overridden else anthology.native_title,
        aliases=facts.aliases if Fact.ALIASES in overridden else anthology.aliases,
        kind=facts.kind if Fact.KIND in overridden and facts.kind else anthology.kind,
        began=began,
        ended=None if anthology.ended and began and anthology.ended < began else anthology.ended,
        countries=facts.countries if Fact.COUNTRIES in overridden else anthology.countries,
        premise=facts.premise if Fact.PREMISE in overridden else anthology.premise,
        tags=tags,
        instalments=instalments,
    )


def _handed_down(instalment: Instalment, before: Sequence[TagId], now: Sequence[TagId], rules: TagRules) -> Instalment:
    """Return an instalment whose anthology has other tags now; what didn't hold for it still doesn't."""
    own = [tag for tag in instalment.tags if tag not in instalment.inherited_tags]
    without = set(rules.of_instalment((), before).all) - set(instalment.tags)
    tags = rules.of_instalment(own, now, without)
    return replace(instalment, tags=tags.all, inherited_tags=tags.inherited)


def _visible(
    key: AnthologyId,
    bundled: Anthology | None,
    titles: Sequence[ServerTitle],
    people: Mapping[str, Person],
    rules: TagRules,
) -> Anthology | None:
    whole = next((title for title in titles if title.id == key), None)
    if whole is not None and whole.hidden:
        return None
    entered = {title.id: title for title in titles if title.is_instalment}
    instalments: list[Instalment] = []
    if bundled is not None:
        anthology = corrected_anthology(bundled, whole, rules) if whole and not whole.own else bundled
        for one in anthology.instalments:
            title = entered.pop(one.id, None)
            if title is None:
                instalments.append(one)
            elif not title.hidden:
                instalments.append(_corrected(one, title, people, rules))
        last = max((one.number for one in bundled.instalments), default=0)
    else:
        anthology, last = _own_anthology(key, whole, rules), 0
    added = [title for title in entered.values() if title.own and title.facts.title and not title.hidden]
    added.sort(key=lambda title: (title.facts.year or _NO_YEAR, title.id))
    tags = anthology.tags if anthology else ()
    instalments += [_own_instalment(one, number, tags, people, rules) for number, one in enumerate(added, last + 1)]
    if anthology is None:
        if not instalments:
            return None
        # The anthology it was added to is gone. It is shown on its own, so that its reviews still lead somewhere.
        anthology = Anthology(key, Kind.EPISODIC, instalments[0].title)
    if bundled is None and anthology.began is None:
        anthology = replace(anthology, began=min((one.year for one in instalments if one.year), default=None))
    return _without_dangling(anthology, instalments)


def _without_dangling(anthology: Anthology, instalments: Sequence[Instalment]) -> Anthology:
    """Remove references to instalments that the server doesn't show."""
    there = {one.id for one in instalments}
    gone = {one.id for one in anthology.instalments} - there
    return replace(
        anthology,
        instalments=tuple(
            replace(one, needs=tuple(key for key in one.needs if key not in gone))
            if gone.intersection(one.needs)
            else one
            for one in instalments
        ),
        start_with=anthology.start_with if anthology.start_with in there else None,
    )


def _own_anthology(key: AnthologyId, title: ServerTitle | None, rules: TagRules) -> Anthology | None:
    if title is None or not title.own:
        return None
    facts = title.facts
    if not facts.title:
        return None
    return Anthology(
        id=key,
        kind=facts.kind or Kind.EPISODIC,
        title=facts.title,
        native_title=facts.native_title,
        aliases=facts.aliases,
        premise=facts.premise,
        countries=facts.countries,
        began=facts.year,
        tags=rules.with_implied(facts.tags),
    )


def _own_instalment(
    title: ServerTitle, number: int, inherited: Sequence[TagId], people: Mapping[str, Person], rules: TagRules
) -> Instalment:
    facts = title.facts
    tags = rules.of_instalment(facts.tags, inherited)
    return Instalment(
        id=InstalmentId(title.id),
        anthology=title.anthology,
        number=number,
        title=facts.title or title.id,
        premise=facts.premise,
        native_title=facts.native_title,
        aliases=facts.aliases,
        first_aired=PartialDate(facts.year) if facts.year else None,
        episodes=facts.episodes,
        minutes=facts.minutes,
        countries=facts.countries,
        tags=tags.all,
        inherited_tags=tags.inherited,
        credits=_cast(facts.cast, (), people),
    )


def _corrected(instalment: Instalment, title: ServerTitle, people: Mapping[str, Person], rules: TagRules) -> Instalment:
    facts, overridden = title.facts, title.said
    if title.own:
        return instalment
    if Fact.YEAR in overridden and facts.year != instalment.year:
        # The day and month belonged to the other year.
        instalment = replace(instalment, first_aired=PartialDate(facts.year) if facts.year else None, last_aired=None)
    return replace(
        instalment,
        title=facts.title if Fact.TITLE in overridden and facts.title else instalment.title,
        native_title=facts.native_title if Fact.NATIVE_TITLE in overridden else instalment.native_title,
        aliases=facts.aliases if Fact.ALIASES in overridden else instalment.aliases,
        countries=facts.countries if Fact.COUNTRIES in overridden else instalment.countries,
        episodes=facts.episodes if Fact.EPISODES in overridden else instalment.episodes,
        minutes=facts.minutes if Fact.MINUTES in overridden else instalment.minutes,
        premise=facts.premise if Fact.PREMISE in overridden else instalment.premise,
        tags=rules.with_implied(facts.tags) if Fact.TAGS in overridden else instalment.tags,
        inherited_tags=() if Fact.TAGS in overridden else instalment.inherited_tags,
        credits=_cast(facts.cast, instalment.credits, people) if Fact.CAST in overridden else instalment.credits,
    )


def _cast(lines: Sequence[CastLine], before: Sequence[Credit], people: Mapping[str, Person]) -> tuple[Credit, ...]:
    """Replace the bundled cast with a server's, keeping what is known about characters that stay."""
    known = {(credit.person.id, credit.character): credit for credit in before if credit.role is Role.ACTOR}
    cast: dict[tuple[PersonId, str | None], Credit] = {}
    for billing, line in enumerate(lines, 1):
        person = person_of(line.name, people)
        same = known.get((person.id, line.character))
        cast.setdefault(
            (person.id, line.character),
            replace(same, billing=billing) if same else Credit(person, Role.ACTOR, billing, line.character),
        )
    return (*cast.values(), *(credit for credit in before if credit.role is not Role.ACTOR))


def _plain(name: str) -> str:
    """Return a name without differences that don't matter: case, spacing and Unicode normalisation."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _own_id(name: str) -> str:
    """Make the id of a person who isn't in the catalogue: always the same for the same name.

    If letters are lost in the conversion to ASCII, or don't fit, a digest of the name keeps the id unique.
    """
    plain = _plain(name)
    letters = [letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter)]
    slug = identify(plain)
    most = limits.ID - len(CUSTOM_PREFIX)
    if len(slug) <= most and slug and all(letter.isascii() for letter in letters):
        return CUSTOM_PREFIX + slug
    digest = blake2b(plain.encode(errors="replace"), digest_size=_DIGEST_BYTES).hexdigest()
    return "-".join(filter(None, (CUSTOM_PREFIX.strip("-"), slug[: most - len(digest) - 1].strip("-"), digest)))
