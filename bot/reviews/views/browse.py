"""Cards about a server's reviews: the list, one review, its removal, its history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from discord import ui

from bot.i18n import _, day, ngettext, number
from bot.models.catalogue import PartialDate
from bot.models.opinions import Opinion
from bot.models.queries import Choice
from bot.models.reviews import ReviewRecord
from bot.models.servers import RETENTION_DAYS
from bot.reviews.filters import filter_words
from bot.reviews.results import History, OldRevision, OpenedReview, ReviewList
from bot.reviews.views.words import (
    change_kind_words,
    change_words,
    count_words,
    mention,
    moment,
    opinion_lines,
    revision_line,
)
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, Menu, Option, card
from bot.ui.markdown import clean, dotted, quiet, safe
from bot.ui.pagination import page_buttons, page_of
from bot.ui.verdicts import HOUSE_COLOUR, NO_VERDICT_COLOUR, VERDICT_STYLES, verdict_word

VERSIONS_ON_A_PAGE = 6
MOST_DRAFTS = 25
DRAFTS_ON_A_CARD = 5


def list_card(result: ReviewList) -> ui.LayoutView:
    """List reviews, one a line, the latest change first; a menu opens them."""
    drafts = [
        f"✏️ **{safe(title, 80)}** · " + _("kept {when}").format(when=moment(draft.kept, "R"))
        for draft, title in result.drafts[:DRAFTS_ON_A_CARD]
    ]
    reviews = [_line(one, result) for one in result.reviews]
    pages = (
        _("Page {page} of {pages}").format(page=number(result.page + 1), pages=number(result.pages))
        if result.pages > 1
        else None
    )
    subject, detail = filter_words(result.filter)
    return card(
        HOUSE_COLOUR,
        [
            ["## " + _("Reviews of this server"), quiet(dotted([count_words(result.count), *_asked(result), pages]))],
            ["**" + _("Your drafts") + "**", *drafts] if drafts else [],
            reviews or [_("There is none here. `/curate review` writes one.")],
        ],
        page_buttons(Action(ActionKind.LIST, subject, detail=detail), result.page, result.pages),
        [
            Menu("reviews", _("Open a review"), [_option(one, result) for one in result.reviews]),
            Menu(
                "drafts",
                _("Go on with a draft"),
                [
                    Option(title, Action(ActionKind.OPEN, str(draft.number), detail="draft"))
                    for draft, title in result.drafts[:MOST_DRAFTS]
                ],
            ),
        ],
    )


def _asked(result: ReviewList) -> list[str | None]:
    filter_ = result.filter
    return [
        safe(result.show, 80) if result.show else None,
        mention(filter_.curator) if filter_.curator is not None else None,
        _("since {day}").format(day=day(_known(filter_.since))) if filter_.since else None,
    ]


def _known(when: date) -> PartialDate:
    return PartialDate(when.year, when.month, when.day)


def _line(record: ReviewRecord, result: ReviewList) -> str:
    review = record.review
    mark = "🗑️" if record.removed else VERDICT_STYLES[review.opinion.verdict].icon
    return f"{mark} " + dotted(
        [
            f"**{safe(result.titles[review.instalment], 80)}**",
            verdict_word(review.opinion.verdict),
            mention(review.curator),
            moment(review.changed, "d"),
            _("removed") if record.removed else None,
        ]
    )


def _option(record: ReviewRecord, result: ReviewList) -> Option:
    review = record.review
    return Option(
        result.titles[review.instalment],
        Action(ActionKind.OPEN, str(record.number)),
        dotted(
            [
                result.names.get(review.curator),
                verdict_word(review.opinion.verdict),
                _("removed") if record.removed else None,
            ]
        ),
    )


def review_choice(result: OpenedReview) -> Choice:
    """Name a review in autocomplete: ``Soundtrack #2 · Jun · Worth watching``; a removed one adds the days left."""
    review = result.record.review
    left = _days_left(result)
    name = result.name or str(review.curator)
    text = dotted([clean(result.title, 34), clean(name, 20), verdict_word(review.opinion.verdict), left])
    # Reviews of the same title by curators of the same name are distinguished by their numbers' last digits.
    return Choice(str(result.record.number), text, f"#{result.record.number % 10_000}")


def _days_left(result: OpenedReview) -> str | None:
    if result.erased_at is None:
        return None
    days = max(0, (result.erased_at - datetime.now(UTC)).days)
    return ngettext("{count} day left", "{count} days left", days).format(count=number(days))


def opened_card(result: OpenedReview) -> ui.LayoutView:
    """Show one review in full, with the actions it offers."""
    record = result.record
    review, key = record.review, str(record.number)
    first, second = opinion_lines(review.opinion, result.titles)
    if record.removed:
        buttons = [
            Button(_("Restore"), Action(ActionKind.RESTORE, key), primary=True),
            Button(_("History"), Action(ActionKind.HISTORY, key)),
        ]
    else:
        spoiler_button = (
            Button(_("Uncover headline"), Action(ActionKind.COVER, key, detail="review.off"))
            if result.is_spoiler
            else Button(_("Cover headline"), Action(ActionKind.COVER, key, detail="review.on"))
        )
        buttons = [
            Button(_("Edit"), Action(ActionKind.WRITE, key), primary=True),
            Button(_("History"), Action(ActionKind.HISTORY, key)),
            spoiler_button,
            Button(_("Remove"), Action(ActionKind.DROP, key), danger=True),
        ]
    changed = (
        None
        if record.version == 1
        else _("changed by {curator} {when}").format(
            curator=mention(record.changed_by), when=moment(review.changed, "R")
        )
    )
    until = (
        _("Removed; erased for good {when}").format(when=moment(result.erased_at, "R")) if result.erased_at else None
    )
    return card(
        NO_VERDICT_COLOUR if record.removed else VERDICT_STYLES[review.opinion.verdict].colour,
        [
            [f"## {safe(result.title, 150)}", until or "", *first],
            second,
            [
                quiet(
                    dotted(
                        [
                            _("written by {curator} {when}").format(
                                curator=mention(review.curator), when=moment(review.written, "d")
                            ),
                            changed,
                            _("version {number}").format(number=number(record.version)),
                            _("headline covered for members") if result.is_spoiler else None,
                        ]
                    )
                )
            ],
        ],
        [*buttons, Button(_("All reviews here"), Action(ActionKind.LIST))],
    )


def remove_card(result: OpenedReview) -> ui.LayoutView:
    """Ask whether to remove a review, and say who changed it in the meantime."""
    record, title = result.record, f"**{safe(result.title, 150)}**"
    key = str(record.number)
    first, _second = opinion_lines(record.review.opinion, result.titles)
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                *(f"{change_kind_words(one)} · {moment(one.when)}" for one in result.meanwhile[:3]),
                _("It changed since you looked at it. Remove it as it is now?") if result.meanwhile else "",
                _("Remove the review of {title} by {curator}?").format(
                    title=title, curator=mention(record.review.curator)
                ),
                quiet(
                    _(
                        "Members do not see it from then on; it can be restored for {count} days, then it is erased."
                    ).format(count=number(RETENTION_DAYS))
                ),
            ],
            first,
        ],
        [
            Button(_("Keep it"), Action(ActionKind.OPEN, key), primary=True),
            Button(_("Remove it"), Action(ActionKind.REMOVE, key, detail=str(record.version)), danger=True),
        ],
    )


def history_card(result: History, number_of_page: int = 0) -> ui.LayoutView:
    """List every version of a review, newest first: who, when, what changed."""
    key = str(result.record.number)
    shown, place, pages = page_of(result.versions, number_of_page, VERSIONS_ON_A_PAGE)
    lines: list[str] = []
    for revision in shown:
        text = change_words(revision.changed, result.titles) if revision.version.number > 1 else ""
        lines += [revision_line(revision.version), quiet(text)]
    note = _("Page {page} of {pages}").format(page=number(place + 1), pages=number(pages)) if pages > 1 else None
    whose = _("the review of {curator}").format(curator=mention(result.record.review.curator))
    return card(
        HOUSE_COLOUR,
        [
            ["## " + _("History: {title}").format(title=safe(result.title, 120)), quiet(dotted([whose, note]))],
            lines,
        ],
        [
            Button(_("The review"), Action(ActionKind.OPEN, key), primary=True),
            *page_buttons(Action(ActionKind.HISTORY, key), place, pages),
        ],
        [
            Menu(
                "versions",
                _("Read a version"),
                [
                    Option(
                        _("Version {number}").format(number=number(revision.version.number)),
                        Action(ActionKind.VERSION, key, detail=str(revision.version.number)),
                        _version_detail(revision.version.opinion),
                    )
                    for revision in shown
                ],
            )
        ],
    )


def _version_detail(opinion: Opinion) -> str:
    return dotted([verdict_word(opinion.verdict), clean(opinion.headline, 60)])


def revision_card(result: OldRevision) -> ui.LayoutView:
    """Show one version of a review, with a button to bring it back."""
    record, version = result.record, result.revision.version
    key = str(record.number)
    first, second = opinion_lines(version.opinion, result.titles)
    present = version.opinion == record.review.opinion and not record.removed
    buttons = [Button(_("History"), Action(ActionKind.HISTORY, key), primary=present)]
    if not present:
        bring = Action(ActionKind.BRING, key, detail=f"{version.number}.{record.version}")
        buttons.insert(0, Button(_("Bring this one back"), bring, primary=True))
    return card(
        VERDICT_STYLES[version.opinion.verdict].colour,
        [
            [f"## {safe(result.title, 150)}", revision_line(version), *first],
            second,
            [quiet(_("This is what members see now."))] if present else [],
        ],
        buttons,
    )


def no_such_review_card(typed: str) -> ui.LayoutView:
    """Say that no review, or more than one, matches what was typed."""
    return _not_found(_("No review here, or more than one, goes by **{typed}**.").format(typed=safe(typed, 100)))


def nobody_card(typed: str) -> ui.LayoutView:
    """Say that nobody of that name has written here."""
    return _not_found(_("Nobody called **{typed}** has written here.").format(typed=safe(typed, 100)))


def no_such_day_card(typed: str) -> ui.LayoutView:
    """Say that what was typed is not a day."""
    return _not_found(_("**{typed}** is no day: expected 2026-11-01, 2026-11 or 2026.").format(typed=safe(typed, 100)))


def _not_found(text: str) -> ui.LayoutView:
    hint = quiet(_("Pick from the list as you type, or look through all of them."))
    return card(
        NO_VERDICT_COLOUR, [[text, hint]], [Button(_("All reviews here"), Action(ActionKind.LIST), primary=True)]
    )


def since_choices(today: date) -> list[Choice]:
    """Suggest days to look back to."""
    named = ((0, _("Today")), (7, _("The last 7 days")), (30, _("The last 30 days")), (365, _("The last year")))
    return [Choice((today - timedelta(days=days)).isoformat(), name) for days, name in named]
