"""The facts line under a title, always in the same order; unknown facts are left out."""

from __future__ import annotations

from bot.i18n import _, country, hours, listed, minutes, ngettext, number
from bot.models.catalogue import Anthology, Instalment, Kind, Order
from bot.ui.markdown import dotted, quiet, safe


def instalment_label(instalment: Instalment) -> str:
    """Return the short label of an instalment in its anthology: ``#2``, ``Season 3``, ``S3 E4``, or else its title."""
    if instalment.mark:
        return instalment.mark
    if instalment.season and instalment.episode:
        return _("S{season} E{episode}").format(season=instalment.season, episode=instalment.episode)
    if instalment.season:
        return _("Season {season}").format(season=instalment.season)
    return instalment.title


def length(instalment: Instalment) -> str | None:
    """Return how long it runs, or None: ``6 × 45 min (4.5 hr)``, ``61 min``, ``45 min an episode``, ``6 episodes``."""
    episodes, each, total = instalment.episodes, instalment.minutes, instalment.total_minutes
    if episodes and each and total and episodes > 1:
        return _("{episodes} × {minutes} ({hours})").format(
            episodes=number(episodes), minutes=minutes(each), hours=hours(total)
        )
    if each and instalment.season is not None and instalment.episode is None and episodes is None:
        return _("{minutes} an episode").format(minutes=minutes(each))
    if each:
        return minutes(each)
    if episodes and episodes > 1:
        return ngettext("{count} episode", "{count} episodes", episodes).format(count=number(episodes))
    return None


def total_length(instalment: Instalment) -> str | None:
    """Return how long all of it runs: ``4.5 hr``; None if unknown."""
    return hours(instalment.total_minutes) if instalment.total_minutes else None


def _countries(codes: tuple[str, ...]) -> str | None:
    return listed([country(code) for code in codes[:4]]) or None


def _services(names: tuple[str, ...]) -> str | None:
    return listed([safe(name, 40) for name in names[:3]]) or None


def instalment_facts(instalment: Instalment, anthology: Anthology) -> str:
    """Return an instalment's facts line: native title · year · country · length · service."""
    return quiet(
        dotted(
            [
                safe(instalment.native_title, 100) if instalment.native_title else None,
                str(instalment.year) if instalment.year else None,
                _countries(instalment.countries or anthology.countries),
                length(instalment),
                _services(instalment.services or anthology.services),
            ]
        )
        or _("Its year, country and length are not known")
    )


def years(anthology: Anthology) -> str | None:
    """Return the years in which an anthology ran: ``2011–2025``, ``since 2011``, ``2020``."""
    if not anthology.began:
        return None
    if anthology.ended is None:
        return _("since {year}").format(year=anthology.began)
    return str(anthology.began) if anthology.ended == anthology.began else f"{anthology.began}–{anthology.ended}"


def kind_in_words(kind: Kind) -> str:
    """Return how an anthology is told: by season, by episode, as films."""
    match kind:
        case Kind.SEASONAL:
            return _("a new story each season")
        case Kind.EPISODIC:
            return _("a new story each episode")
        case Kind.STRAND:
            return _("one-off films under one banner")


def anthology_facts(anthology: Anthology) -> str:
    """Return an anthology's facts line: native title · years · country · kind · service."""
    return quiet(
        dotted(
            [
                safe(anthology.native_title, 100) if anthology.native_title else None,
                years(anthology),
                _countries(anthology.countries),
                kind_in_words(anthology.kind),
                _services(anthology.services),
            ]
        )
    )


def watch_order(anthology: Anthology, instalment: Instalment | None = None) -> str:
    """Say whether something has to be seen first, which people ask about every anthology.

    A note in the catalogue is a whole sentence and replaces the ones made here, except for the one that names what has
    to be seen first.
    """
    if instalment and instalment.needs:
        titles = {one.id: one.title for one in anthology.instalments}
        needed = [safe(titles[one], 80) for one in instalment.needs if one in titles]
        text = _("See {titles} first.").format(titles=listed(needed)) if needed else _("See the earlier ones first.")
        return f"{text} {safe(instalment.order_note, 200)}" if instalment.order_note else text
    note = instalment.order_note if instalment else anthology.order_note
    if note:
        return safe(note, 250)
    if anthology.order is Order.IN_ORDER:
        return _("Best seen in order.")
    if instalment:
        return _("Stands alone: nothing else needs to be seen first.")
    if any(one.needs for one in anthology.instalments):
        return _("Most of its stories stand alone; where one does not, its card says what to see first.")
    return _("Watch in any order: each story stands alone.")
