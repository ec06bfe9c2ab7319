"""What a server's members meet: the bundled anthologies with the server's own titles, corrections and covers.

Pure rules. Whatever is stale (a correction of a title that is gone, an instalment added to an anthology that is gone)
is borne: nothing here fails because of what a server once said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from bot.models.catalogue import Anthology, Credit, Instalment, Kind, PartialDate, Person, Role
from bot.models.custom_titles import CUSTOM_PREFIX, CastLine, Fact, ServerTitle, SpoilerMark, SpoilerPart
from bot.models.ids import LONGEST_ID, AnthologyId, InstalmentId, PersonId, identify

Overrides = Mapping[AnthologyId, Anthology | None]
"""What a server's members meet in the place of the bundled anthologies of these ids; None where they meet none."""

_DIGEST_BYTES = 4
_NO_YEAR = 9999


def apply(
    bundled: Mapping[AnthologyId, Anthology], titles: Iterable[ServerTitle], people: Mapping[str, Person]
) -> Overrides:
    """Give every anthology that a server's members meet otherwise than everybody else.

    Parameters
    ----------
    bundled
        The bundled anthologies that the titles are of; those that are gone are missing.
    people
        The bundled people by name, as :func:`by_name` gives them: a server's cast lines name people.
    """
    grouped: dict[AnthologyId, list[ServerTitle]] = {}
    for title in titles:
        grouped.setdefault(title.anthology, []).append(title)
    met = {key: _met(key, bundled.get(key), group, people) for key, group in grouped.items()}
    return {key: anthology for key, anthology in met.items() if anthology != bundled.get(key)}


def by_name(people: Iterable[Person]) -> dict[str, Person]:
    """Give the person behind every name that belongs to one person alone."""
    bearers: dict[str, list[Person]] = {}
    for person in people:
        for name in {_plain(name) for name in person.names}:
            bearers.setdefault(name, []).append(person)
    return {name: found[0] for name, found in bearers.items() if len(found) == 1}


def person_of(name: str, people: Mapping[str, Person]) -> Person:
    """Give the person whom a server's cast line names: a bundled one of that name, else one of the server's own."""
    known = people.get(_plain(name))
    return known or Person(PersonId(_own_id(name)), " ".join(name.split()))


def with_spoiler_marks(anthology: Anthology, marks: Collection[SpoilerMark]) -> Anthology:
    """Mark what a server covers of an anthology and its instalments."""
    parts = {part: {str(cover.title) for cover in marks if cover.part is part} for part in SpoilerPart}
    concerned = parts[SpoilerPart.PREMISE] | parts[SpoilerPart.HEADLINE]
    if not any(key.partition("/")[0] == anthology.id for key in concerned):
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
            if one.id in concerned
            else one
            for one in anthology.instalments
        ),
    )


def _met(
    key: AnthologyId, bundled: Anthology | None, titles: Sequence[ServerTitle], people: Mapping[str, Person]
) -> Anthology | None:
    whole = next((title for title in titles if title.id == key), None)
    if whole is not None and whole.hidden:
        return None
    said = {title.id: title for title in titles if title.is_instalment}
    instalments: list[Instalment] = []
    if bundled is not None:
        anthology = _corrected_anthology(bundled, whole) if whole and not whole.own else bundled
        for one in bundled.instalments:
            title = said.pop(one.id, None)
            if title is None:
                instalments.append(one)
            elif not title.hidden:
                instalments.append(_corrected(one, title, people))
        last = max((one.number for one in bundled.instalments), default=0)
    else:
        anthology, last = _own_anthology(key, whole), 0
    added = [title for title in said.values() if title.own and title.facts.title and not title.hidden]
    added.sort(key=lambda title: (title.facts.year or _NO_YEAR, title.id))
    instalments += [_own_instalment(title, number, people) for number, title in enumerate(added, last + 1)]
    if anthology is None:
        if not instalments:
            return None
        # What it was added to is gone; it is shown by itself, so that what was written of it still leads somewhere.
        anthology = Anthology(key, Kind.EPISODIC, instalments[0].title)
    if bundled is None and anthology.began is None:
        anthology = replace(anthology, began=min((one.year for one in instalments if one.year), default=None))
    return _in_itself(anthology, instalments)


def _in_itself(anthology: Anthology, instalments: Sequence[Instalment]) -> Anthology:
    """Let nothing of an anthology refer to what its members do not meet."""
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


def _own_anthology(key: AnthologyId, title: ServerTitle | None) -> Anthology | None:
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
        tags=facts.tags,
    )


def _own_instalment(title: ServerTitle, number: int, people: Mapping[str, Person]) -> Instalment:
    facts = title.facts
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
        tags=facts.tags,
        credits=_cast(facts.cast, (), people),
    )


def _corrected_anthology(anthology: Anthology, title: ServerTitle) -> Anthology:
    facts, said = title.facts, title.said
    began = facts.year if Fact.YEAR in said else anthology.began
    return replace(
        anthology,
        title=facts.title if Fact.TITLE in said and facts.title else anthology.title,
        native_title=facts.native_title if Fact.NATIVE_TITLE in said else anthology.native_title,
        aliases=facts.aliases if Fact.ALIASES in said else anthology.aliases,
        kind=facts.kind if Fact.KIND in said and facts.kind else anthology.kind,
        began=began,
        ended=None if anthology.ended and began and anthology.ended < began else anthology.ended,
        countries=facts.countries if Fact.COUNTRIES in said else anthology.countries,
        premise=facts.premise if Fact.PREMISE in said else anthology.premise,
        tags=facts.tags if Fact.TAGS in said else anthology.tags,
    )


def _corrected(instalment: Instalment, title: ServerTitle, people: Mapping[str, Person]) -> Instalment:
    facts, said = title.facts, title.said
    if title.own:
        return instalment
    if Fact.YEAR in said and facts.year != instalment.year:
        # The day and the month were those of another year.
        instalment = replace(instalment, first_aired=PartialDate(facts.year) if facts.year else None, last_aired=None)
    return replace(
        instalment,
        title=facts.title if Fact.TITLE in said and facts.title else instalment.title,
        native_title=facts.native_title if Fact.NATIVE_TITLE in said else instalment.native_title,
        aliases=facts.aliases if Fact.ALIASES in said else instalment.aliases,
        countries=facts.countries if Fact.COUNTRIES in said else instalment.countries,
        episodes=facts.episodes if Fact.EPISODES in said else instalment.episodes,
        minutes=facts.minutes if Fact.MINUTES in said else instalment.minutes,
        premise=facts.premise if Fact.PREMISE in said else instalment.premise,
        tags=facts.tags if Fact.TAGS in said else instalment.tags,
        credits=_cast(facts.cast, instalment.credits, people) if Fact.CAST in said else instalment.credits,
    )


def _cast(lines: Sequence[CastLine], before: Sequence[Credit], people: Mapping[str, Person]) -> tuple[Credit, ...]:
    """Put a server's cast in the place of the bundled one; what is known of a character that stays is kept."""
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
    """Give a name without what nobody tells names apart by: case, and how the letters are stored."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _own_id(name: str) -> str:
    """Make the id of a person whom only servers know: the same for the same name, wherever it is typed.

    Where letters get lost on the way to ASCII, or do not fit, a digest of the name tells it from the others.
    """
    plain = _plain(name)
    letters = [letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter)]
    spelt = identify(plain)
    most = LONGEST_ID - len(CUSTOM_PREFIX)
    if len(spelt) <= most and spelt and all(letter.isascii() for letter in letters):
        return CUSTOM_PREFIX + spelt
    digest = blake2b(plain.encode(errors="replace"), digest_size=_DIGEST_BYTES).hexdigest()
    return "-".join(filter(None, (CUSTOM_PREFIX.strip("-"), spelt[: most - len(digest) - 1].strip("-"), digest)))
