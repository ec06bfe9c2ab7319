"""Answers in the member's language: gettext for sentences, CLDR (Babel) for lists, numbers, dates, countries.

The language is set once per interaction (:func:`set_locale`). Each interaction runs in its own task, so a context
variable keeps members apart. English texts are in the code, translations in ``data/locales``.
"""

from __future__ import annotations

import gettext as gettext_module
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton  # pyright: ignore[reportUnknownVariableType]  # untyped argument
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit
from msgspec import Struct

from bot.models.catalogue import PartialDate
from bot.settings import HOME

LOCALES = HOME / "data" / "locales"
DOMAIN = "anthologist"
SOURCE_LANGUAGE = "en"
HOUR = 60
HALF = 0.5
EXACT_BELOW = 2 * HOUR
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""CLDR's own codes that are not countries: unions, unknown regions, pseudo-locales."""


class Language(Struct, frozen=True):
    """A language that the bot can answer in: its translations and its CLDR locale."""

    code: str
    translations: gettext_module.NullTranslations
    locale: Locale


def read_translations(code: str, folder: Path = LOCALES) -> gettext_module.NullTranslations | None:
    """Return the compiled translations of a language; None if there are none."""
    try:
        return gettext_module.translation(DOMAIN, folder, [code.replace("-", "_"), _base(code)])
    except FileNotFoundError:
        return None


def _base(code: str) -> str:
    return code.partition("-")[0]


@lru_cache(maxsize=64)
def language_for(code: str) -> Language:
    """Return the language to answer a member in.

    Parameters
    ----------
    code
        The locale that Discord sends: ``en-GB``, ``ko``, ``es-419``. A language without translations becomes English,
        in sentences and formats alike, so that no card mixes two languages.
    """
    translations = read_translations(code)
    if translations is None:
        code = code if _base(code) == SOURCE_LANGUAGE else SOURCE_LANGUAGE
        translations = gettext_module.NullTranslations()
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale(SOURCE_LANGUAGE)
    return Language(code, translations, locale)


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Return the codes of all available languages: English, and those with compiled translations."""
    found = {path.parent.parent.name for path in (folder or LOCALES).glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return (SOURCE_LANGUAGE, *sorted(name.replace("_", "-") for name in found - {SOURCE_LANGUAGE}))


def own_name(code: str) -> str:
    """Return a language's name in that language: ``English``, ``한국어``; the code if CLDR has none."""
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code
    return locale.get_display_name() or code


_language: ContextVar[Language | None] = ContextVar("language", default=None)


def current_language() -> Language:
    """Return the language of the current interaction; English outside of one."""
    return _language.get() or language_for(SOURCE_LANGUAGE)


def set_locale(language: Language | str) -> None:
    """Use this language until the current task ends."""
    _language.set(language_for(language) if isinstance(language, str) else language)


@contextmanager
def use_locale(language: Language | str) -> Generator[None, None, None]:
    """Use this language inside the block."""
    before = _language.set(language_for(language) if isinstance(language, str) else language)
    try:
        yield
    finally:
        _language.reset(before)


def _(text: str) -> str:
    """Translate a sentence into the member's language."""
    return current_language().translations.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a sentence into the member's language, in the plural form for a count."""
    return current_language().translations.ngettext(one, many, count)


def listed(items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
    """Join items as the language does: ``a, b, and c``."""
    return format_list(list(items), style=style, locale=current_language().locale)


def number(value: float, decimals: int = 1) -> str:
    """Format a number with at most this many decimals: ``7.8``, ``1,204``."""
    return format_decimal(
        value, format="#,##0." + "#" * decimals if decimals else "#,##0", locale=current_language().locale
    )


def day(when: PartialDate) -> str:
    """Format a date as far as it is known: ``2022``, ``March 2022``, ``Mar 23, 2022``."""
    locale = current_language().locale
    if when.as_date:
        return format_date(when.as_date, "medium", locale)
    if when.month:
        return format_skeleton("yMMM", date(when.year, when.month, 1), locale=locale)
    return str(when.year)


def minutes(length: float) -> str:
    """Format a length in minutes: ``45 min``."""
    return _duration(current_language().locale, round(length), "minute")


def exact_length(length: float) -> str:
    """Format a length given in minutes, exact to the minute: ``45 min``, ``2 hr``, ``1 hr 15 min``."""
    whole, rest = divmod(round(length), HOUR)
    if not whole:
        return minutes(rest)
    locale = current_language().locale
    return _hours_and_minutes(locale, whole, rest) if rest else _duration(locale, whole, "hour")


def hours(length: float) -> str:
    """Format a length given in minutes as people plan an evening.

    From two hours on, it is rounded to half an hour (``4.5 hr``); below that, where half an hour matters, it is exact.
    """
    if length < EXACT_BELOW:
        return exact_length(length)
    return _duration(current_language().locale, int(length / HOUR / HALF + HALF) * HALF, "hour")


# A card has a dozen lengths, often the same ones, and filling in CLDR's patterns is slow.
@lru_cache(maxsize=4096)
def _duration(locale: Locale, length: float, unit: Literal["hour", "minute"]) -> str:
    return format_unit(length, f"duration-{unit}", length="short", format="#,##0.#", locale=locale)


@lru_cache(maxsize=4096)
def _hours_and_minutes(locale: Locale, whole: int, rest: int) -> str:
    parts = [_duration(locale, whole, "hour"), _duration(locale, rest, "minute")]
    return format_list(parts, style="unit-narrow", locale=locale)


def country(code: str) -> str:
    """Return the name of a country by its ISO 3166 code; the code itself if CLDR has no name for it."""
    return _country(current_language().locale, code.upper()) or code


@lru_cache(maxsize=1)
def country_codes() -> tuple[str, ...]:
    """Return the ISO 3166 codes of the countries and territories that CLDR names."""
    named = cast("Mapping[str, str]", Locale(SOURCE_LANGUAGE).territories)  # pyright: ignore[reportUnknownMemberType]  # untyped
    return tuple(sorted(code for code in named if len(code) == len("KR") and code not in _NO_COUNTRIES))


@lru_cache(maxsize=1024)
def _country(locale: Locale, code: str) -> str | None:
    return locale.territories.get(code)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # untyped
