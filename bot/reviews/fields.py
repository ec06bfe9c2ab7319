"""The fields of the review forms, and how they turn into an opinion and back."""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.models import limits
from bot.models.ids import InstalmentId
from bot.models.opinions import Comparison, Opinion, Score, Verdict
from bot.models.text import Fault, Wrong, lines, measured, one_line

Fields = Mapping[str, str]


class Entry(StrEnum):
    """The fields of a review's two forms."""

    VERDICT = "verdict"
    HEADLINE = "headline"
    WORKS = "works"
    DOESNT = "doesnt"
    SPOILERS = "spoilers"
    OTHER = "other"
    COMPARISON = "comparison"
    SCORE = "score"


FIRST_FORM = (Entry.VERDICT, Entry.HEADLINE, Entry.WORKS, Entry.DOESNT, Entry.SPOILERS)
SECOND_FORM = (Entry.OTHER, Entry.COMPARISON, Entry.SCORE)

_SCORE = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:/|of|out of|von|de|sur)\s*(\d{1,3}(?:[.,]\d{1,2})?)", re.IGNORECASE
)
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%")


def fields_of(opinion: Opinion) -> dict[str, str]:
    """Write an opinion into the fields of the forms; reading them back gives the same opinion."""
    comparison = opinion.comparison
    return {
        Entry.VERDICT: opinion.verdict.value,
        Entry.HEADLINE: opinion.headline,
        Entry.WORKS: "\n".join(opinion.works),
        Entry.DOESNT: "\n".join(opinion.doesnt),
        Entry.SPOILERS: opinion.spoilers or "",
        Entry.OTHER: comparison.other if comparison else "",
        Entry.COMPARISON: comparison.text if comparison else "",
        Entry.SCORE: str(opinion.score) if opinion.score else "",
    }


def fingerprint_of(fields: Fields, form: Iterable[Entry]) -> str:
    """Give a short hash of a form's fields, to notice that they changed."""
    texts = "\0".join(fields.get(entry, "") for entry in form)
    return hashlib.blake2b(texts.encode(errors="replace"), digest_size=6).hexdigest()


def read_opinion(fields: Fields, siblings: Mapping[InstalmentId, str]) -> Opinion | tuple[Fault, ...]:
    """Read an opinion from the fields of the forms, or give everything that is wrong with them.

    Parameters
    ----------
    siblings
        The instalments it can be compared with, and their titles; the field may hold either.
    """
    faults: list[Fault] = []
    verdict = next((one for one in Verdict if one == fields.get(Entry.VERDICT)), None)
    if verdict is None:
        faults.append(Fault(Entry.VERDICT, Wrong.MISSING))
    headline = one_line(fields.get(Entry.HEADLINE, ""))
    if not headline:
        faults.append(Fault(Entry.HEADLINE, Wrong.MISSING))
    faults += measured(Entry.HEADLINE, headline, limits.HEADLINE)
    works, doesnt = (lines(fields.get(side, "")) for side in (Entry.WORKS, Entry.DOESNT))
    for side, reasons in ((Entry.WORKS, works), (Entry.DOESNT, doesnt)):
        if len(reasons) > limits.REASONS:
            faults.append(Fault(side, Wrong.TOO_MANY, len(reasons), limits.REASONS))
        for place, reason in enumerate(reasons, 1):
            faults += measured(side, reason, limits.REASON, place)
    spoilers = one_line(fields.get(Entry.SPOILERS, ""))
    faults += measured(Entry.SPOILERS, spoilers, limits.SPOILERS)
    comparison = _comparison(fields, siblings, faults)
    score = _score(fields, faults)
    if faults or verdict is None:
        return tuple(faults)
    return Opinion(verdict, headline, works, doesnt, score, comparison, spoilers or None)


def _comparison(fields: Fields, siblings: Mapping[InstalmentId, str], faults: list[Fault]) -> Comparison | None:
    text, wanted = one_line(fields.get(Entry.COMPARISON, "")), one_line(fields.get(Entry.OTHER, ""))
    faults += measured(Entry.COMPARISON, text, limits.COMPARISON)
    named = wanted.casefold()
    other = next((one for one, title in siblings.items() if named in {one, one_line(title).casefold()}), None)
    if wanted and other is None:
        faults.append(Fault(Entry.OTHER, Wrong.UNKNOWN, text=wanted[:100]))
    elif text and not wanted:
        faults.append(Fault(Entry.OTHER, Wrong.MISSING))
    elif wanted and not text:
        faults.append(Fault(Entry.COMPARISON, Wrong.MISSING))
    return Comparison(other, text) if other and text else None


def _score(fields: Fields, faults: list[Fault]) -> Score | None:
    typed = one_line(fields.get(Entry.SCORE, ""))
    score = read_score(typed)
    if typed and score is None:
        faults.append(Fault(Entry.SCORE, Wrong.UNREADABLE, text=typed[:100]))
    return score


def read_score(typed: str) -> Score | None:
    """Read a score: ``7.5/10``, ``7,5 / 10``, ``3 out of 5``, ``75%``; None if it is not a score."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if found := _PERCENT.fullmatch(text):
        points, out_of = _number(found[1]), limits.SCORE
    elif found := _SCORE.fullmatch(text):
        points, out_of = _number(found[1]), _number(found[2])
    else:
        return None
    possible = math.isfinite(points) and 0 < out_of <= limits.SCORE and 0 <= points <= out_of
    return Score(points, out_of) if possible else None


def _number(text: str) -> float:
    return float(text.replace(",", "."))
