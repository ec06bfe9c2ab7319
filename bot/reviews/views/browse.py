"""Cards about the reviews that a server has: the list, one of them, its removal, its history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from discord import ui

from bot.i18n import _, day, ngettext, number
from bot.models.catalogue import PartialDate
from bot.models.queries import Choice
from bot.models.reviews import KeptReview
from bot.models.servers import KEPT_DAYS
from bot.reviews.filters import shelf_words
from bot.reviews.results import History, Listed, OldVersion, Opened
from bot.reviews.views.words import change_words, count_words, deed_words, mention, moment, opinion_lines, version_line
from bot.ui.actions import Step, Walk
from bot.ui.card import Menu, Option, Press, card
from bot.ui.markdown import clean, dotted, quiet, safe
from bot.ui.pagination import page_of, page_presses
from bot.ui.verdicts import HOUSE_COLOUR, LOOKS, NO_VERDICT_COLOUR, verdict_word

VERSIONS_ON_A_PAGE = 6
MOST_DRAFTS = 25
DRAFTS_ON_A_CARD = 5


def list_card(page: Listed) -> ui.LayoutView:
    """List reviews, the latest change first, a line each; choosing one opens it."""
    drafts = [
        f"✏️ **{safe(title, 80)}** · " + _("kept {when}").format(when=moment(draft.kept, "R"))
        for draft, title in page.drafts[:DRAFTS_ON_A_CARD]
    ]
    reviews = [_line(one, page) for one in page.reviews]
    pages = (
        _("Page {page} of {pages}").format(page=number(page.page + 1), pages=number(page.pages))
        if page.pages > 1
        else None
    )
    subject, detail = shelf_words(page.shelf)
    return card(
        HOUSE_COLOUR,
        [
            ["## " + _("Reviews of this server"), quiet(dotted([count_words(page.count), *_asked(page), pages]))],
            ["**" + _("Your drafts") + "**", *drafts] if drafts else [],
            reviews or [_("There is none here. `/curate review` writes one.")],
        ],
        page_presses(Walk(Step.LIST, subject, detail=detail), page.page, page.pages),
        [
            Menu("reviews", _("Open a review"), [_option(one, page) for one in page.reviews]),
            Menu(
                "drafts",
                _("Go on with a draft"),
                [
                    Option(title, Walk(Step.OPEN, str(draft.number), detail="draft"))
                    for draft, title in page.drafts[:MOST_DRAFTS]
                ],
            ),
        ],
    )


def _asked(page: Listed) -> list[str | None]:
    shelf = page.shelf
    return [
        safe(page.show, 80) if page.show else None,
        mention(shelf.curator) if shelf.curator is not None else None,
        _("since {day}").format(day=day(_known(shelf.since))) if shelf.since else None,
    ]


def _known(when: date) -> PartialDate:
    return PartialDate(when.year, when.month, when.day)


def _line(kept: KeptReview, page: Listed) -> str:
    review = kept.review
    mark = "🗑️" if kept.removed else LOOKS[review.opinion.verdict].mark
    return f"{mark} " + dotted(
        [
            f"**{safe(page.titles[review.instalment], 80)}**",
            verdict_word(review.opinion.verdict),
            mention(review.curator),
            moment(review.changed, "d"),
            _("removed") if kept.removed else None,
        ]
    )


def _option(kept: KeptReview, page: Listed) -> Option:
    review = kept.review
    return Option(
        page.titles[review.instalment],
        Walk(Step.OPEN, str(kept.number)),
        dotted(
            [
                page.names.get(review.curator),
                verdict_word(review.opinion.verdict),
                _("removed") if kept.removed else None,
            ]
        ),
    )


def review_choice(page: Opened) -> Choice:
    """Name a review where somebody types: ``Soundtrack #2 · Jun · Worth watching``; of a removed one the days left."""
    review = page.kept.review
    left = _days_left(page)
    name = page.name or str(review.curator)
    said = dotted([clean(page.title, 34), clean(name, 20), verdict_word(review.opinion.verdict), left])
    # Two of one title by two curators of one name are told apart by the ends of their numbers.
    return Choice(str(page.kept.number), said, f"#{page.kept.number % 10_000}")


def _days_left(page: Opened) -> str | None:
    if page.leave_until is None:
        return None
    days = max(0, (page.leave_until - datetime.now(UTC)).days)
    return ngettext("{count} day left", "{count} days left", days).format(count=number(days))


def opened_card(page: Opened) -> ui.LayoutView:
    """Show one review with all that it says, and what can be done to it."""
    kept = page.kept
    review, key = kept.review, str(kept.number)
    first, second = opinion_lines(review.opinion, page.titles)
    if kept.removed:
        presses = [
            Press(_("Restore"), Walk(Step.RESTORE, key), primary=True),
            Press(_("History"), Walk(Step.HISTORY, key)),
        ]
    else:
        cover = (
            Press(_("Uncover headline"), Walk(Step.COVER, key, detail="review.off"))
            if page.covered
            else Press(_("Cover headline"), Walk(Step.COVER, key, detail="review.on"))
        )
        presses = [
            Press(_("Edit"), Walk(Step.WRITE, key), primary=True),
            Press(_("History"), Walk(Step.HISTORY, key)),
            cover,
            Press(_("Remove"), Walk(Step.DROP, key), danger=True),
        ]
    changed = (
        None
        if kept.version == 1
        else _("changed by {curator} {when}").format(curator=mention(kept.changed_by), when=moment(review.changed, "R"))
    )
    until = (
        _("Removed; erased for good {when}").format(when=moment(page.leave_until, "R")) if page.leave_until else None
    )
    return card(
        NO_VERDICT_COLOUR if kept.removed else LOOKS[review.opinion.verdict].colour,
        [
            [f"## {safe(page.title, 150)}", until or "", *first],
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
                            _("headline covered for members") if page.covered else None,
                        ]
                    )
                )
            ],
        ],
        [*presses, Press(_("All reviews here"), Walk(Step.LIST))],
    )


def remove_card(page: Opened) -> ui.LayoutView:
    """Ask whether a review is to be removed; say who changed it meanwhile, where somebody did."""
    kept, title = page.kept, f"**{safe(page.title, 150)}**"
    key = str(kept.number)
    first, _second = opinion_lines(kept.review.opinion, page.titles)
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                *(f"{deed_words(one)} · {moment(one.when)}" for one in page.meanwhile[:3]),
                _("It changed since you looked at it. Remove it as it is now?") if page.meanwhile else "",
                _("Remove the review of {title} by {curator}?").format(
                    title=title, curator=mention(kept.review.curator)
                ),
                quiet(
                    _(
                        "Members do not see it from then on; it can be restored for {count} days, then it is erased."
                    ).format(count=number(KEPT_DAYS))
                ),
            ],
            first,
        ],
        [
            Press(_("Keep it"), Walk(Step.OPEN, key), primary=True),
            Press(_("Remove it"), Walk(Step.REMOVE, key, detail=str(kept.version)), danger=True),
        ],
    )


def history_card(page: History, number_of_page: int = 0) -> ui.LayoutView:
    """Tell every version of a review, the newest first: who, when, what changed."""
    key = str(page.kept.number)
    shown, place, pages = page_of(page.versions, number_of_page, VERSIONS_ON_A_PAGE)
    lines: list[str] = []
    for told in shown:
        said = change_words(told.changed, page.titles) if told.version.number > 1 else ""
        lines += [version_line(told.version), quiet(said)]
    note = _("Page {page} of {pages}").format(page=number(place + 1), pages=number(pages)) if pages > 1 else None
    whose = _("the review of {curator}").format(curator=mention(page.kept.review.curator))
    return card(
        HOUSE_COLOUR,
        [
            ["## " + _("History: {title}").format(title=safe(page.title, 120)), quiet(dotted([whose, note]))],
            lines,
        ],
        [
            Press(_("The review"), Walk(Step.OPEN, key), primary=True),
            *page_presses(Walk(Step.HISTORY, key), place, pages),
        ],
        [
            Menu(
                "versions",
                _("Read a version"),
                [
                    Option(
                        _("Version {number}").format(number=number(told.version.number)),
                        Walk(Step.VERSION, key, detail=str(told.version.number)),
                        dotted([verdict_word(told.version.opinion.verdict), clean(told.version.opinion.headline, 60)]),
                    )
                    for told in shown
                ],
            )
        ],
    )


def version_card(page: OldVersion) -> ui.LayoutView:
    """Show a review as one of its versions said it, and offer to bring that one back."""
    kept, version = page.kept, page.told.version
    key = str(kept.number)
    first, second = opinion_lines(version.opinion, page.titles)
    present = version.opinion == kept.review.opinion and not kept.removed
    presses = [Press(_("History"), Walk(Step.HISTORY, key), primary=present)]
    if not present:
        bring = Walk(Step.BRING, key, detail=f"{version.number}.{kept.version}")
        presses.insert(0, Press(_("Bring this one back"), bring, primary=True))
    return card(
        LOOKS[version.opinion.verdict].colour,
        [
            [f"## {safe(page.title, 150)}", version_line(version), *first],
            second,
            [quiet(_("This is what members see now."))] if present else [],
        ],
        presses,
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
    return card(NO_VERDICT_COLOUR, [[said, hint]], [Press(_("All reviews here"), Walk(Step.LIST), primary=True)])


def since_choices(today: date) -> list[Choice]:
    """Offer days to look back to."""
    named = ((0, _("Today")), (7, _("The last 7 days")), (30, _("The last 30 days")), (365, _("The last year")))
    return [Choice((today - timedelta(days=days)).isoformat(), name) for days, name in named]
