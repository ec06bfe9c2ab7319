"""The titles' desk: the list, a title with all that can be done to it, what is asked before something disappears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discord import ui

from bot.custom_titles.fields import SAID_IN, TitleField, fill, told
from bot.custom_titles.results import Offer, Taken, TitleLine, TitlePage, TitlesPage, is_instalment, is_own
from bot.custom_titles.views.words import facts_listed, field_value, field_word
from bot.i18n import _, listed, ngettext, number
from bot.models.custom_titles import Part
from bot.titles.results import AnthologyPage, InstalmentPage
from bot.titles.views.navigation import sibling_menu
from bot.titles.views.show import anthology_blocks, instalment_blocks
from bot.ui.actions import Step, Walk
from bot.ui.card import Menu, Option, Press, card
from bot.ui.markdown import dotted, quiet, safe
from bot.ui.pagination import page_of, page_presses
from bot.ui.verdicts import HOUSE_COLOUR, NO_VERDICT_COLOUR

BACK, AWAY = "back", "away"
SURE = "!"
"""Stands behind what was asked about, on the button that says yes."""
DRAFT, PUBLISH, DISCARD, MINE = "draft", "publish", "drop", "mine"
HIDE, SHOW_AGAIN = "yes", "show"
KEEP = "no"
ON, OFF = 1, 0

CORRECTIONS = 6
"""Corrections spelt out on a title's card; a title has no more fields than eight."""
OFFERS = 3


def titles_card(page: TitlesPage, number_of_page: int = 0) -> ui.LayoutView:
    """List what the server says of titles, and offer to add one."""
    lines, place, pages = page_of(page.lines, number_of_page)
    count = len(page.lines)
    own = [line for line in page.lines if line.kept and line.kept.own and not is_instalment(line.key)]
    said = ngettext("{count} title added, corrected or hidden", "{count} titles added, corrected or hidden", count)
    return card(
        HOUSE_COLOUR,
        [
            [
                _("## This server's titles"),
                _("Add what the catalogue lacks; correct or hide what it has. Members of this server alone see it."),
                quiet(
                    _("To correct a title, or to add an instalment to any anthology: `/curate show show:` its name.")
                ),
            ],
            [
                *map(_line, lines),
                quiet(
                    dotted(
                        [
                            said.format(count=number(count, 0)) if count else _("None yet."),
                            _("page {page} of {pages}").format(page=place + 1, pages=pages) if pages > 1 else None,
                        ]
                    )
                ),
            ],
            [*(f"🔗 {offer_line(offer)}" for offer in page.offers[:OFFERS])],
        ],
        [
            Press(_("Add an anthology"), Walk(Step.ADD), primary=True),
            *page_presses(Walk(Step.TITLE), place, pages),
        ],
        [
            Menu("titles", _("Open a title"), [_option(line) for line in lines]),
            Menu("add", _("Add an instalment to …"), [Option(line.title, Walk(Step.ADD, line.key)) for line in own]),
            Menu(
                "join",
                _("Join with the catalogue's …"),
                [Option(offer.bundled_title, Walk(Step.JOIN, offer.joining.own)) for offer in page.offers],
            ),
        ],
    )


def _line(line: TitleLine) -> str:
    named = f"**{safe(line.title, 100)}**"
    return f"{_mark(line)} " + dotted([named, safe(line.anthology, 60) if line.anthology else None, _state(line)])


def _mark(line: TitleLine) -> str:
    if line.kept is None or line.draft is not None:
        return "📝"
    return "🙈" if line.kept.hidden else "➕" if line.kept.own else "✏️"


def _state(line: TitleLine) -> str:
    kept = line.kept
    if kept is None:
        return _("draft, not published")
    return dotted(
        [
            _("hidden") if kept.hidden else None,
            _("added here") if kept.own else None,
            _("corrected: {facts}").format(facts=facts_listed(kept.said)) if kept.said and not kept.own else None,
            _("your draft of it is not published") if line.draft is not None else None,
        ]
    )


def _option(line: TitleLine) -> Option:
    to_draft = line.kept is None and line.draft is not None
    walk = Walk(Step.TITLE, str(line.draft), detail=DRAFT) if to_draft else Walk(Step.TITLE, line.key)
    return Option(line.title, walk, dotted([line.anthology, _state(line)]))


def offer_line(offer: Offer) -> str:
    """Say that the catalogue has an own title by now, and ask whether to join."""
    title = f"**{safe(offer.bundled_title, 100)}**" + (f" ({offer.year})" if offer.year else "")
    return _("The catalogue now has {title}: join yours with it?").format(title=title)


def title_card(page: TitlePage, note: str = "") -> ui.LayoutView:
    """Show a title with what is corrected, and by whom, and everything that can be done to it.

    Parameters
    ----------
    note
        What has just been done.
    """
    key, kept = page.key, page.kept
    hidden = kept is not None and kept.hidden
    presses = [
        Press(_("Facts"), Walk(Step.FACTS, key), primary=True),
        Press(_("Story"), Walk(Step.STORY, key)),
        *([] if is_instalment(key) else [Press(_("Add an instalment"), Walk(Step.ADD, key))]),
        Press(_("Show again"), Walk(Step.HIDE, key, detail=SHOW_AGAIN))
        if hidden
        else Press(_("Hide"), Walk(Step.HIDE, key)),
        _cover(page, Part.PREMISE),
    ]
    return card(
        NO_VERDICT_COLOUR if hidden or page.unmet else HOUSE_COLOUR,
        # What members do not meet has no verdict that they would see.
        [*shown_blocks(page.page)[: 1 if hidden or page.unmet else 2], [note, *_desk_lines(page)]],
        presses,
        [
            *(sibling_menu(page.page.stories, Step.TITLE) if isinstance(page.page, AnthologyPage) else []),
            Menu("more", _("More"), list(_more(page))),
        ],
    )


def shown_blocks(page: AnthologyPage | InstalmentPage) -> list[list[str]]:
    """Give what members read on a title's card, and below it the names that they find it by."""
    title = page.instalment if isinstance(page, InstalmentPage) else page.anthology
    first, second, *_rest = instalment_blocks(page) if isinstance(page, InstalmentPage) else anthology_blocks(page)
    names = [safe(name, 60) for name in title.names if name not in {title.title, title.native_title}]
    found_by = quiet(_("Also found as {names}").format(names=listed(names))) if names else ""
    return [[*first, found_by], second]


def _cover(page: TitlePage, part: Part) -> Press:
    covered = part in page.covered
    labels = {
        (Part.PREMISE, False): _("Cover premise"),
        (Part.PREMISE, True): _("Uncover premise"),
        (Part.HEADLINE, False): _("Cover headline"),
        (Part.HEADLINE, True): _("Uncover headline"),
    }
    return Press(labels[part, covered], Walk(Step.COVER, page.key, OFF if covered else ON, part[0]))


def _desk_lines(page: TitlePage) -> Iterator[str]:
    kept = page.kept
    if page.offer:
        yield f"🔗 {offer_line(page.offer)}"
    if kept and kept.hidden:
        yield "🙈 " + _("**Hidden**: members of this server do not meet it.")
    elif page.unmet:
        yield "🙈 " + _("Its anthology is hidden, so members do not meet it either.")
    if page.draft is not None:
        yield "📝 " + _("You have a draft of it that is not published; *Facts* and *Story* open it.")
    if kept and kept.own:
        yield quiet(_("Added by this server; changed last by {who}, {when}").format(who=_who(page), when=_when(page)))
    elif kept and kept.said:
        yield _("**Corrected here** by {who}, {when}:").format(who=_who(page), when=_when(page))
        yield from _corrections(page)
    elif kept:
        yield quiet(_("Changed by {who}, {when}").format(who=_who(page), when=_when(page)))
    else:
        yield quiet(_("As it stands in the catalogue."))
    if Part.PREMISE in page.covered:
        yield quiet(_("Its premise is covered: members press to read it."))
    if Part.HEADLINE in page.covered:
        yield quiet(_("Its headline is covered: members press to read it."))


def _who(page: TitlePage) -> str:
    return f"<@{page.kept.changed_by}>" if page.kept else ""


def _when(page: TitlePage) -> str:
    return f"<t:{int(page.kept.changed.timestamp())}:R>" if page.kept else ""


def _corrections(page: TitlePage) -> Iterator[str]:
    assert page.kept
    assert page.bundled
    said, instalment = page.kept.said, is_instalment(page.key)
    now = fill(told(page.bundled, page.kept.facts, said), page.known, instalment=instalment)
    before = fill(page.bundled, page.known, instalment=instalment)
    for field in [field for field in TitleField if SAID_IN[field] & said][:CORRECTIONS]:
        yield _("• {field}: {now}, in the catalogue {before}").format(
            field=field_word(field),
            now=field_value(field, now.get(field, "")),
            before=field_value(field, before.get(field, "")),
        )


def _more(page: TitlePage) -> Iterator[Option]:
    key, kept = page.key, page.kept
    if page.offer:
        yield Option(_("Join with the catalogue's title"), Walk(Step.JOIN, key))
    if page.draft is not None:
        yield Option(_("Look at your draft"), Walk(Step.TITLE, str(page.draft), detail=DRAFT))
    if kept and kept.said and not kept.own:
        yield Option(_("Back to the catalogue's facts"), Walk(Step.TITLE, key, detail=BACK))
    if is_instalment(key):
        cover = _cover(page, Part.HEADLINE)
        yield Option(cover.label, cover.walk)
        yield Option(_("Its anthology"), Walk(Step.TITLE, key.partition("/")[0]))
    if is_own(key):
        yield Option(_("Take it away for good"), Walk(Step.TITLE, key, detail=AWAY))
    yield Option(_("All of this server's titles"), Walk(Step.TITLE))


def hide_card(page: TitlePage) -> ui.LayoutView:
    """Ask whether a title is to be hidden."""
    stories = len(page.page.stories) if isinstance(page.page, AnthologyPage) else 0
    return _asked(
        page,
        _("Hide **{title}** from the members of this server?"),
        [
            _("They do not find it any more, and it is not recommended to them."),
            ngettext("Its {count} instalment goes with it.", "Its {count} instalments go with it.", stories).format(
                count=number(stories, 0)
            )
            if stories
            else "",
            quiet(_("Nothing is lost: its reviews stay, and *Show again* brings all of it back.")),
        ],
        Press(_("Hide"), Walk(Step.HIDE, page.key, detail=HIDE), danger=True),
    )


def back_card(page: TitlePage) -> ui.LayoutView:
    """Ask whether corrections are to go."""
    return _asked(
        page,
        _("Take back what this server corrects of **{title}**?"),
        [*_corrections(page), quiet(_("The corrections are not kept."))],
        Press(_("Back to the catalogue's facts"), Walk(Step.TITLE, page.key, detail=BACK + SURE), danger=True),
    )


def away_card(page: TitlePage) -> ui.LayoutView:
    """Ask whether an own title is to go for good."""
    return _asked(
        page,
        _("Take **{title}** away for good?"),
        [
            _("Its facts are not kept. To keep them, hide it."),
            quiet(_("A title with reviews, or with instalments, cannot be taken away.")),
        ],
        Press(_("Take it away"), Walk(Step.TITLE, page.key, detail=AWAY + SURE), danger=True),
    )


def _asked(page: TitlePage, question: str, lines: Sequence[str], yes: Press) -> ui.LayoutView:
    asked = question.format(title=safe(page.title, 100))
    return card(NO_VERDICT_COLOUR, [[asked, *lines]], [yes, Press(_("Leave it"), Walk(Step.TITLE, page.key))])


def taken_card(taken: Taken) -> ui.LayoutView:
    """Say that an own title is gone."""
    said = _("**{title}** is taken away.").format(title=safe(taken.title, 100))
    return card(NO_VERDICT_COLOUR, [[said]], [Press(_("All of this server's titles"), Walk(Step.TITLE))])


def published_note(*, nothing: bool = False) -> str:
    """Say that a draft is published, or that it said nothing new."""
    if nothing:
        return "☑️ " + _("Nothing in it was different from what is there, so nothing was changed.")
    return "✅ " + _("**Published**: members of this server meet it from now on.")


def stays_card(page: TitlePage) -> ui.LayoutView:
    """Say that an own title cannot be taken away."""
    said = _("It has reviews (removed ones count for 30 days) or instalments, so it stays. You can hide it.")
    return title_card(page, "⚠️ " + said)
