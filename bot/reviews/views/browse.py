"""Cards about the reviews that a server has: the list, one of them, its removal, its history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from discord import ui

from bot.i18n import _, day, ngettext, number
from bot.models.catalogue import PartialDate
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
    """List reviews, the latest change first, a line each; choosing one opens it."""
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
    shelf = result.filter
    return [
        safe(result.show, 80) if result.show else None,
        mention(shelf.curator) if shelf.curator is not None else None,
        _("since {day}").format(day=day(_known(shelf.since))) if shelf.since else None,
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
    """Name a review where somebody types: ``Soundtrack #2 · Jun · Worth watching``; of a removed one the days left."""
    review = result.record.review
    left = _days_left(result)
    name = result.name or str(review.curator)
    said = dotted([clean(result.title, 34), clean(name, 20), verdict_word(review.opinion.verdict), left])
    # Two of one title by two curators of one name are told apart by the ends of their numbers.
    return Choice(str(result.record.number), said, f"#{result.record.number % 10_000}")


def _days_left(result: OpenedReview) -> str | None:
    if result.leave_until is None:
        return None
    days = max(0, (result.leave_until - datetime.now(UTC)).days)
    return ngettext("{count} day left", "{count} days left", days).format(count=number(days))


def opened_card(result: OpenedReview) -> ui.LayoutView:
    """Show one review with all that it says, and what can be done to it."""
    kept = result.record
    review, key = kept.review, str(kept.number)
    first, second = opinion_lines(review.opinion, result.titles)
    if kept.removed:
        buttons = [
            Button(_("Restore"), Action(ActionKind.RESTORE, key), primary=True),
            Button(_("History"), Action(ActionKind.HISTORY, key)),
        ]
    else:
        cover = (
            Button(_("Uncover headline"), Action(ActionKind.COVER, key, detail="review.off"))
            if result.covered
            else Button(_("Cover headline"), Action(ActionKind.COVER, key, detail="review.on"))
        )
        buttons = [
            Button(_("Edit"), Action(ActionKind.WRITE, key), primary=True),
            Button(_("History"), Action(ActionKind.HISTORY, key)),
            cover,
            Button(_("Remove"), Action(ActionKind.DROP, key), danger=True),
        ]
    changed = (
        None
        if kept.version == 1
        else _("changed by {curator} {when}").format(curator=mention(kept.changed_by), when=moment(review.changed, "R"))
    )
    until = (
        _("Removed; erased for good {when}").format(when=moment(result.leave_until, "R"))
        if result.leave_until
        else None
    )
    return card(
        NO_VERDICT_COLOUR if kept.removed else VERDICT_STYLES[review.opinion.verdict].colour,
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
                            _("version {number}").format(number=number(kept.version)),
                            _("headline covered for members") if result.covered else None,
                        ]
                    )
                )
            ],
        ],
        [*buttons, Button(_("All reviews here"), Action(ActionKind.LIST))],
    )


def remove_card(result: OpenedReview) -> ui.LayoutView:
    """Ask whether a review is to be removed; say who changed it meanwhile, where somebody did."""
    kept, title = result.record, f"**{safe(result.title, 150)}**"
    key = str(kept.number)
    first, _second = opinion_lines(kept.review.opinion, result.titles)
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                *(f"{change_kind_words(one)} · {moment(one.when)}" for one in result.meanwhile[:3]),
                _("It changed since you looked at it. Remove it as it is now?") if result.meanwhile else "",
                _("Remove the review of {title} by {curator}?").format(
                    title=title, curator=mention(kept.review.curator)
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
            Button(_("Remove it"), Action(ActionKind.REMOVE, key, detail=str(kept.version)), danger=True),
        ],
    )


def history_card(result: History, number_of_page: int = 0) -> ui.LayoutView:
    """Tell every version of a review, the newest first: who, when, what changed."""
    key = str(result.record.number)
    shown, place, pages = page_of(result.versions, number_of_page, VERSIONS_ON_A_PAGE)
    lines: list[str] = []
    for told in shown:
        said = change_words(told.changed, result.titles) if told.version.number > 1 else ""
        lines += [revision_line(told.version), quiet(said)]
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
                        _("Version {number}").format(number=number(told.version.number)),
                        Action(ActionKind.VERSION, key, detail=str(told.version.number)),
                        dotted([verdict_word(told.version.opinion.verdict), clean(told.version.opinion.headline, 60)]),
                    )
                    for told in shown
                ],
            )
        ],
    )


def revision_card(result: OldRevision) -> ui.LayoutView:
    """Show a review as one of its versions said it, and offer to bring that one back."""
    kept, version = result.record, result.told.version
    key = str(kept.number)
    first, second = opinion_lines(version.opinion, result.titles)
    present = version.opinion == kept.review.opinion and not kept.removed
    buttons = [Button(_("History"), Action(ActionKind.HISTORY, key), primary=present)]
    if not present:
        bring = Action(ActionKind.BRING, key, detail=f"{version.number}.{kept.version}")
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
    """Say that no review is meant by what was typed, or that more than one could be."""
    return _not_found(_("No review here, or more than one, goes by **{typed}**.").format(typed=safe(typed, 100)))


def nobody_card(typed: str) -> ui.LayoutView:
    """Say that nobody of that name wrote here."""
    return _not_found(_("Nobody called **{typed}** has written here.").format(typed=safe(typed, 100)))


def no_such_day_card(typed: str) -> ui.LayoutView:
    """Say that no day can be read from what was typed."""
    return _not_found(_("**{typed}** is no day: expected 2026-11-01, 2026-11 or 2026.").format(typed=safe(typed, 100)))


def _not_found(said: str) -> ui.LayoutView:
    hint = quiet(_("Pick from the list as you type, or look through all of them."))
    return card(
        NO_VERDICT_COLOUR, [[said, hint]], [Button(_("All reviews here"), Action(ActionKind.LIST), primary=True)]
    )


def since_choices(today: date) -> list[Choice]:
    """Offer days to look back to."""
    named = ((0, _("Today")), (7, _("The last 7 days")), (30, _("The last 30 days")), (365, _("The last year")))
    return [Choice((today - timedelta(days=days)).isoformat(), name) for days, name in named]
