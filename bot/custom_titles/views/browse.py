"""Cards about a server's own titles: the list, one title with its actions, and questions before it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discord import ui

from bot.custom_titles.fields import FACTS_IN, TitleField, fill, with_changes
from bot.custom_titles.results import (
    CustomTitleList,
    CustomTitleResult,
    MergeSuggestion,
    RemovedTitle,
    TitleLine,
)
from bot.custom_titles.views.words import facts_listed, field_value, field_word
from bot.i18n import _, listed, ngettext, number
from bot.models.custom_titles import SpoilerPart
from bot.models.ids import anthology_of, is_instalment, is_own
from bot.titles.results import AnthologyResult, InstalmentResult
from bot.titles.views.navigation import sibling_menu
from bot.titles.views.show import anthology_blocks, instalment_blocks
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, Menu, Option, card
from bot.ui.markdown import dotted, quiet, safe
from bot.ui.pagination import page_buttons, page_of
from bot.ui.verdicts import HOUSE_COLOUR, NO_VERDICT_COLOUR

BACK, AWAY = "back", "away"
SURE = "!"
"""Suffix of the detail of a button that confirms."""
DRAFT, PUBLISH, DISCARD, MINE = "draft", "publish", "drop", "mine"
HIDE, SHOW_AGAIN = "yes", "show"
KEEP = "no"
ON, OFF = 1, 0

CORRECTIONS = 6
"""Corrections listed on a title's card; a title has at most eight fields."""
MOST_SUGGESTIONS = 3


def titles_card(result: CustomTitleList, number_of_page: int = 0) -> ui.LayoutView:
    """List the titles the server added, corrected or hid, with a button to add one."""
    lines, place, pages = page_of(result.lines, number_of_page)
    count = len(result.lines)
    own = [line for line in result.lines if line.record and line.record.own and not is_instalment(line.key)]
    text = ngettext("{count} title added, corrected or hidden", "{count} titles added, corrected or hidden", count)
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
                            text.format(count=number(count, 0)) if count else _("None yet."),
                            _("page {page} of {pages}").format(page=place + 1, pages=pages) if pages > 1 else None,
                        ]
                    )
                ),
            ],
            [*(f"🔗 {suggestion_line(suggestion)}" for suggestion in result.suggestions[:MOST_SUGGESTIONS])],
        ],
        [
            Button(_("Add an anthology"), Action(ActionKind.ADD), primary=True),
            *page_buttons(Action(ActionKind.TITLE), place, pages),
        ],
        [
            Menu("titles", _("Open a title"), [_option(line) for line in lines]),
            Menu(
                "add",
                _("Add an instalment to …"),
                [Option(line.title, Action(ActionKind.ADD, line.key)) for line in own],
            ),
            Menu(
                "join",
                _("Join with the catalogue's …"),
                [
                    Option(suggestion.bundled_title, Action(ActionKind.JOIN, suggestion.merge.own))
                    for suggestion in result.suggestions
                ],
            ),
        ],
    )


def _line(line: TitleLine) -> str:
    named = f"**{safe(line.title, 100)}**"
    return f"{_mark(line)} " + dotted([named, safe(line.anthology, 60) if line.anthology else None, _state(line)])


def _mark(line: TitleLine) -> str:
    if line.record is None or line.draft is not None:
        return "📝"
    return "🙈" if line.record.hidden else "➕" if line.record.own else "✏️"


def _state(line: TitleLine) -> str:
    record = line.record
    if record is None:
        return _("draft, not published")
    return dotted(
        [
            _("hidden") if record.hidden else None,
            _("added here") if record.own else None,
            _("corrected: {facts}").format(facts=facts_listed(record.said)) if record.said and not record.own else None,
            _("your draft of it is not published") if line.draft is not None else None,
        ]
    )


def _option(line: TitleLine) -> Option:
    to_draft = line.record is None and line.draft is not None
    action = Action(ActionKind.TITLE, str(line.draft), detail=DRAFT) if to_draft else Action(ActionKind.TITLE, line.key)
    return Option(line.title, action, dotted([line.anthology, _state(line)]))


def suggestion_line(suggestion: MergeSuggestion) -> str:
    """Say that the catalogue now has a custom title, and ask whether to merge."""
    title = f"**{safe(suggestion.bundled_title, 100)}**" + (f" ({suggestion.year})" if suggestion.year else "")
    return _("The catalogue now has {title}: join yours with it?").format(title=title)


def title_card(result: CustomTitleResult, note: str = "") -> ui.LayoutView:
    """Show a title with its corrections, who made them, and every action it offers.

    Parameters
    ----------
    note
        Says what was just done.
    """
    key, record = result.key, result.record
    hidden = record is not None and record.hidden
    buttons = [
        Button(_("Facts"), Action(ActionKind.FACTS, key), primary=True),
        Button(_("Story"), Action(ActionKind.STORY, key)),
        *([] if is_instalment(key) else [Button(_("Add an instalment"), Action(ActionKind.ADD, key))]),
        Button(_("Show again"), Action(ActionKind.HIDE, key, detail=SHOW_AGAIN))
        if hidden
        else Button(_("Hide"), Action(ActionKind.HIDE, key)),
        _spoiler_button(result, SpoilerPart.PREMISE),
    ]
    return card(
        NO_VERDICT_COLOUR if hidden or result.anthology_hidden else HOUSE_COLOUR,
        # A hidden title has no verdict that members could see.
        [*shown_blocks(result.result)[: 1 if hidden or result.anthology_hidden else 2], [note, *_state_lines(result)]],
        buttons,
        [
            *(
                sibling_menu(result.result.stories, ActionKind.TITLE)
                if isinstance(result.result, AnthologyResult)
                else []
            ),
            Menu("more", _("More"), list(_more(result))),
        ],
    )


def shown_blocks(result: AnthologyResult | InstalmentResult) -> list[list[str]]:
    """Give the blocks of a title's card as members see it, and below them its other names."""
    title = result.instalment if isinstance(result, InstalmentResult) else result.anthology
    first, second, *_rest = (
        instalment_blocks(result) if isinstance(result, InstalmentResult) else anthology_blocks(result)
    )
    names = [safe(name, 60) for name in title.names if name not in {title.title, title.native_title}]
    found_by = quiet(_("Also found as {names}").format(names=listed(names))) if names else ""
    return [[*first, found_by], second]


def _spoiler_button(result: CustomTitleResult, part: SpoilerPart) -> Button:
    is_spoiler = part in result.spoilers
    labels = {
        (SpoilerPart.PREMISE, False): _("Cover premise"),
        (SpoilerPart.PREMISE, True): _("Uncover premise"),
        (SpoilerPart.HEADLINE, False): _("Cover headline"),
        (SpoilerPart.HEADLINE, True): _("Uncover headline"),
    }
    return Button(labels[part, is_spoiler], Action(ActionKind.COVER, result.key, OFF if is_spoiler else ON, part[0]))


def _state_lines(result: CustomTitleResult) -> Iterator[str]:
    record = result.record
    if result.suggestion:
        yield f"🔗 {suggestion_line(result.suggestion)}"
    if record and record.hidden:
        yield "🙈 " + _("**Hidden**: members of this server do not meet it.")
    elif result.anthology_hidden:
        yield "🙈 " + _("Its anthology is hidden, so members do not meet it either.")
    if result.draft is not None:
        yield "📝 " + _("You have a draft of it that is not published; *Facts* and *Story* open it.")
    if record and record.own:
        yield quiet(
            _("Added by this server; changed last by {who}, {when}").format(who=_who(result), when=_when(result))
        )
    elif record and record.said:
        yield _("**Corrected here** by {who}, {when}:").format(who=_who(result), when=_when(result))
        yield from _corrections(result)
    elif record:
        yield quiet(_("Changed by {who}, {when}").format(who=_who(result), when=_when(result)))
    else:
        yield quiet(_("As it stands in the catalogue."))
    if SpoilerPart.PREMISE in result.spoilers:
        yield quiet(_("Its premise is covered: members press to read it."))
    if SpoilerPart.HEADLINE in result.spoilers:
        yield quiet(_("Its headline is covered: members press to read it."))


def _who(result: CustomTitleResult) -> str:
    return f"<@{result.record.changed_by}>" if result.record else ""


def _when(result: CustomTitleResult) -> str:
    return f"<t:{int(result.record.changed.timestamp())}:R>" if result.record else ""


def _corrections(result: CustomTitleResult) -> Iterator[str]:
    assert result.record
    assert result.bundled
    overridden, instalment = result.record.said, is_instalment(result.key)
    now = fill(with_changes(result.bundled, result.record.facts, overridden), result.known, instalment=instalment)
    before = fill(result.bundled, result.known, instalment=instalment)
    for field in [field for field in TitleField if FACTS_IN[field] & overridden][:CORRECTIONS]:
        yield _("• {field}: {now}, in the catalogue {before}").format(
            field=field_word(field),
            now=field_value(field, now.get(field, "")),
            before=field_value(field, before.get(field, "")),
        )


def _more(result: CustomTitleResult) -> Iterator[Option]:
    key, record = result.key, result.record
    if result.suggestion:
        yield Option(_("Join with the catalogue's title"), Action(ActionKind.JOIN, key))
    if result.draft is not None:
        yield Option(_("Look at your draft"), Action(ActionKind.TITLE, str(result.draft), detail=DRAFT))
    if record and record.said and not record.own:
        yield Option(_("Back to the catalogue's facts"), Action(ActionKind.TITLE, key, detail=BACK))
    if is_instalment(key):
        button = _spoiler_button(result, SpoilerPart.HEADLINE)
        yield Option(button.label, button.action)
        yield Option(_("Its anthology"), Action(ActionKind.TITLE, anthology_of(key)))
    if is_own(key):
        yield Option(_("Take it away for good"), Action(ActionKind.TITLE, key, detail=AWAY))
    yield Option(_("All of this server's titles"), Action(ActionKind.TITLE))


def hide_card(result: CustomTitleResult) -> ui.LayoutView:
    """Ask whether to hide a title."""
    stories = len(result.result.stories) if isinstance(result.result, AnthologyResult) else 0
    return _asked(
        result,
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
        Button(_("Hide"), Action(ActionKind.HIDE, result.key, detail=HIDE), danger=True),
    )


def back_card(result: CustomTitleResult) -> ui.LayoutView:
    """Ask whether to take back all corrections."""
    return _asked(
        result,
        _("Take back what this server corrects of **{title}**?"),
        [*_corrections(result), quiet(_("The corrections are not kept."))],
        Button(
            _("Back to the catalogue's facts"), Action(ActionKind.TITLE, result.key, detail=BACK + SURE), danger=True
        ),
    )


def away_card(result: CustomTitleResult) -> ui.LayoutView:
    """Ask whether to delete a custom title for good."""
    return _asked(
        result,
        _("Take **{title}** away for good?"),
        [
            _("Its facts are not kept. To keep them, hide it."),
            quiet(_("A title with reviews, or with instalments, cannot be taken away.")),
        ],
        Button(_("Take it away"), Action(ActionKind.TITLE, result.key, detail=AWAY + SURE), danger=True),
    )


def _asked(result: CustomTitleResult, question: str, lines: Sequence[str], yes: Button) -> ui.LayoutView:
    asked = question.format(title=safe(result.title, 100))
    return card(
        NO_VERDICT_COLOUR, [[asked, *lines]], [yes, Button(_("Leave it"), Action(ActionKind.TITLE, result.key))]
    )


def removed_card(removed: RemovedTitle) -> ui.LayoutView:
    """Say that a custom title was deleted."""
    text = _("**{title}** is taken away.").format(title=safe(removed.title, 100))
    return card(NO_VERDICT_COLOUR, [[text]], [Button(_("All of this server's titles"), Action(ActionKind.TITLE))])


def published_note(*, nothing: bool = False) -> str:
    """Say that a draft is published, or that it changed nothing."""
    if nothing:
        return "☑️ " + _("Nothing in it was different from what is there, so nothing was changed.")
    return "✅ " + _("**Published**: members of this server meet it from now on.")


def stays_card(result: CustomTitleResult) -> ui.LayoutView:
    """Say that a custom title can't be deleted."""
    text = _("It has reviews (removed ones count for 30 days) or instalments, so it stays. You can hide it.")
    return title_card(result, "⚠️ " + text)
