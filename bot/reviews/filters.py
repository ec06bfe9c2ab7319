"""The filter of the review list, in a form short enough for a custom_id."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import lru_cache

from msgspec import Struct

from bot.models.catalogue import PartialDate
from bot.models.ids import MemberId

_DETAIL = re.compile(r"(?:c(\d{1,20}))?(?:s(\d{8}))?")


class ReviewFilter(Struct, frozen=True):
    """Which of a server's reviews are listed; all of them by default.

    Parameters
    ----------
    show
        The :func:`sign` of an anthology's or an instalment's id.
    since
        Only reviews changed on that day or later.
    """

    curator: MemberId | None = None
    show: str | None = None
    since: date | None = None


@lru_cache(maxsize=4096)
def sign(show: str) -> str:
    """Give a short hash of an id: two ids of full length don't fit in a custom_id."""
    return hashlib.blake2b(show.encode(), digest_size=6).hexdigest()


def filter_words(filter_: ReviewFilter) -> tuple[str, str]:
    """Write a filter as an action's subject and detail."""
    curator = f"c{filter_.curator}" if filter_.curator is not None else ""
    since = f"s{filter_.since:%Y%m%d}" if filter_.since else ""
    return filter_.show or "", curator + since


def read_filter(subject: str, detail: str) -> ReviewFilter:
    """Read what :func:`filter_words` wrote; unreadable parts are ignored."""
    found = _DETAIL.fullmatch(detail)
    curator, since = found.groups() if found else (None, None)
    return ReviewFilter(MemberId(int(curator)) if curator else None, subject or None, _day(since) if since else None)


def read_day(typed: str) -> date | None:
    """Read a day as people type it: ``2026``, ``2026-11`` or ``2026-11-01``; None if it is not a day."""
    try:
        known = PartialDate.parse(typed.strip())
    except ValueError:
        return None
    return date(known.year, known.month or 1, known.day or 1)


def _day(written: str) -> date | None:
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        return None
