"""Holds a whole catalogue to the rules: every title, text, source and review of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.catalogue.folder import Catalogue, Entry, catalogue_files
from bot.catalogue.lines import Lines, Place
from bot.catalogue.problem import Problem
from bot.catalogue.rules.exceptions import read_exceptions
from bot.catalogue.rules.hooks import hook_violations
from bot.catalogue.rules.phrases import phrase_violations
from bot.catalogue.rules.published import published_problems
from bot.catalogue.rules.reviews import review_violations
from bot.catalogue.rules.sources import source_violations
from bot.catalogue.rules.tags import tag_violations
from bot.catalogue.rules.violation import Violation
from bot.models.catalogue import Anthology, Instalment, Role, TagGroup
from bot.models.ids import AnthologyId, InstalmentId, TagId, anthology_of
from bot.models.opinions import PressReview

Reviews = Mapping[InstalmentId, list[PressReview]]
Text = tuple[str, str, str | None, Place]
"""A title's id, what the text is called, the text, and where it stands."""


def edition_problems(catalogue: Catalogue, folder: Path) -> tuple[Problem, ...]:
    """Give what the rules refuse, less the exceptions, and every exception that is no longer needed.

    Parameters
    ----------
    folder
        Where the files stand that the catalogue was read from, and ``exceptions.toml``.
    """
    exceptions = read_exceptions(folder)
    groups = {tag.id: tag.group for tag in catalogue.tags}
    violations = [violation for entry in catalogue.entries for violation in violations_of(entry, groups)]
    read = {entry.anthology.id for entry in catalogue.entries}
    unread = {path.stem for path in catalogue_files(folder)} - read
    problems = [*exceptions.problems, *exceptions.needless(violations, unread)]
    problems += published_problems(catalogue, folder, unread)
    by_file: defaultdict[AnthologyId, list[Violation]] = defaultdict(list)
    for violation in exceptions.left(violations):
        by_file[anthology_of(violation.title)].append(violation)
    for key, left in by_file.items():
        path = folder / f"{key}.toml"
        lines = Lines(path.read_text(encoding="utf-8-sig"))
        problems += [Problem(str(path), lines.line_of(violation.place), violation.what) for violation in left]
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0, problem.what)))


def violations_of(entry: Entry, groups: Mapping[TagId, TagGroup]) -> Iterator[Violation]:
    """Give everything that the rules refuse in one anthology's file."""
    anthology = entry.anthology
    reviews: defaultdict[InstalmentId, list[PressReview]] = defaultdict(list)
    for review in entry.reviews:
        reviews[review.instalment].append(review)
    yield from hook_violations(anthology, ())
    for number, source in enumerate(anthology.sources):
        yield from source_violations(anthology.id, source.title, source.url, ("sources", number))
    for index, instalment in enumerate(anthology.instalments):
        place: Place = ("instalments", index)
        yield from hook_violations(instalment, place)
        yield from tag_violations(instalment, place, groups)
        for number, review in enumerate(reviews[instalment.id]):
            at = (*place, "reviews", number)
            yield from review_violations(review, at)
            yield from source_violations(instalment.id, review.outlet, review.url, at)
    for title, key, text, place in _texts(anthology, reviews):
        yield from phrase_violations(title, key, text, place)


def _texts(anthology: Anthology, reviews: Reviews) -> Iterator[Text]:
    """Give every sentence that we wrote."""
    yield from _of_title(anthology, ())
    for index, instalment in enumerate(anthology.instalments):
        place: Place = ("instalments", index)
        yield from _of_title(instalment, place)
        for number, credit in enumerate(instalment.credited(Role.ACTOR)):
            yield instalment.id, "cast", credit.about, (*place, "cast", number)
        for number, review in enumerate(reviews[instalment.id]):
            yield from _of_review(review, (*place, "reviews", number))


def _of_title(title: Anthology | Instalment, place: Place) -> Iterator[Text]:
    for key, text in (("hook", title.hook), ("premise", title.premise), ("order_note", title.order_note)):
        yield title.id, key, text, (*place, key)


def _of_review(review: PressReview, place: Place) -> Iterator[Text]:
    title, opinion = review.instalment, review.opinion
    for key, text in (("headline", opinion.headline), ("spoilers", opinion.spoilers), ("overruled", review.overruled)):
        yield title, key, text, (*place, key)
    if opinion.comparison:
        yield title, "comparison", opinion.comparison.text, (*place, "comparison")
    for key, reasons in (("works", opinion.works), ("doesnt", opinion.doesnt)):
        for number, reason in enumerate(reasons):
            yield title, key, reason, (*place, key, number)
