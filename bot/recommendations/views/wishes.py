"""What was understood of a request, in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import _, country, exact_length, listed
from bot.models.catalogue import ContentNote, Kind, Role
from bot.recommender.requests import ALTERNATIVE, IN_ROLE, Praise, Wish, WishKind
from bot.titles.results import Names
from bot.titles.views.content_notes import note_in_words
from bot.titles.views.facts import kind_in_words
from bot.ui.markdown import safe

MOST_COUNTRIES = 3
"""Countries named one by one; more are a region, and named as it was typed."""


def wishes_in_words(wishes: Sequence[Wish], names: Names) -> list[str]:
    """Return wishes in words. Where the same words ask for a content note and for tags, the note alone is named."""
    noted = {wish.typed for wish in wishes if wish.kind is WishKind.NOT_WARNING and wish.typed}
    shown = [wish for wish in wishes if wish.kind is WishKind.NOT_WARNING or wish.typed not in noted]
    return list(dict.fromkeys(wish_in_words(wish, names) for wish in shown))


def wish_in_words(wish: Wish, names: Names) -> str:
    """Return one understood wish in words."""
    match wish.kind:
        case WishKind.TAG:
            return f"**{tag_in_words(wish.value, names)}**"
        case WishKind.NOT_TAG:
            return _("not {tag}").format(tag=f"**{tag_in_words(wish.value, names)}**")
        case WishKind.ONE_OF:
            return f"**{_typed_or_tags(wish, names)}**"
        case WishKind.FREE_OF if wish.typed:
            return f"**{safe(wish.typed, 60)}**"
        case WishKind.NONE_OF | WishKind.FREE_OF:
            return _("not {tag}").format(tag=f"**{_typed_or_tags(wish, names)}**")
        case WishKind.COUNTRY:
            return _countries(wish)
        case WishKind.NOT_COUNTRY:
            return _("not from {country}").format(country=_countries(wish))
        case WishKind.LONGEST:
            return _("up to {length}").format(length=exact_length(int(wish.value)))
        case WishKind.SHORTEST:
            return _("more than {length}").format(length=exact_length(int(wish.value)))
        case WishKind.YEARS:
            return _years(wish.value)
        case WishKind.SERVICE:
            return _service(wish)
        case WishKind.NOT_SERVICE:
            return _("not on {service}").format(service=_service(wish))
        case WishKind.PERSON:
            return _with_person(wish.value, names)
        case WishKind.NOT_PERSON:
            return _("without {person}").format(person=f"**{_person(wish.value, names)}**")
        case WishKind.VERDICT:
            return _("must watch") if wish.value == Praise.MUST_WATCH else _("well reviewed")
        case WishKind.KIND:
            return kind_in_words(Kind(wish.value))
        case WishKind.STANDS_ALONE:
            return _("nothing to see first")
        case WishKind.LIKE:
            return _("like {title}").format(title=f"**{title_in_words(wish.value, names)}**")
        case WishKind.UNLIKE:
            return _("unlike {title}").format(title=f"**{title_in_words(wish.value, names)}**")
        case WishKind.SEEN:
            return _("seen {title}").format(title=f"**{title_in_words(wish.value, names)}**")
        case WishKind.NOT_TITLE:
            return _("not {title}").format(title=f"**{title_in_words(wish.value, names)}**")
        case WishKind.WORD | WishKind.UNKNOWN | WishKind.NOBODY:
            return _("“{word}”").format(word=safe(wish.typed or wish.value, 60))
        case WishKind.NOT_WORD:
            return _("not “{word}”").format(word=safe(wish.typed or wish.value, 60))
        case WishKind.NOT_WARNING:
            return _("no {note}").format(note=f"**{note_in_words(ContentNote(wish.value))}**")


def tag_in_words(tag: str, names: Names) -> str:
    """Return the name of a tag in the member's language."""
    return safe(_(names.tags.get(tag, tag)), 60)


def _typed_or_tags(wish: Wish, names: Names) -> str:
    """Return a family of tags as it was typed, or else by the tag that says it best."""
    return safe(wish.typed, 60) if wish.typed else tag_in_words(wish.value.split(ALTERNATIVE)[0], names)


def _service(wish: Wish) -> str:
    return safe(wish.value.split(ALTERNATIVE)[0], 60)


def _countries(wish: Wish) -> str:
    codes = wish.value.split(ALTERNATIVE)
    if len(codes) > MOST_COUNTRIES and wish.typed:
        return safe(wish.typed, 60)
    return listed([country(code) for code in codes[:MOST_COUNTRIES]], "or")


def _person(value: str, names: Names) -> str:
    who = value.partition(IN_ROLE)[0]
    return safe(names.people.get(who, who), 60)


def _with_person(value: str, names: Names) -> str:
    person = f"**{_person(value, names)}**"
    match value.partition(IN_ROLE)[2]:
        case Role.DIRECTOR:
            return _("directed by {person}").format(person=person)
        case Role.WRITER:
            return _("written by {person}").format(person=person)
        case Role.CREATOR:
            return _("created by {person}").format(person=person)
        case Role.HOST:
            return _("hosted by {person}").format(person=person)
        case _:
            return _("with {person}").format(person=person)


def title_in_words(key: str, names: Names) -> str:
    """Return the name of a title."""
    return safe(names.titles.get(key, key), 80)


def _years(span: str) -> str:
    first, _dash, last = span.partition("-")
    if not last:
        return _("since {year}").format(year=first)
    return _("until {year}").format(year=last) if not first else f"{first}–{last}"
