"""What buttons, menus and modals do: an action, and the custom_id that it is written in.

``a1|review|soundtrack/2|0|`` is the first page of the review of *Soundtrack #2*. Anyone can forge a custom_id, so
nothing in it is trusted: ids are looked up again, page numbers are clamped.
"""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

from bot.models.ids import PersonId, key_of_person, person_of_key
from bot.ui.discord_limits import CUSTOM_ID

GRAMMAR = "a1"
"""Names this format. A later one gets another name and still reads this one, for buttons in messages already sent."""

LONGEST_REVISION = 9
"""Digits of a revision number; no review comes near."""


class ActionKind(StrEnum):
    """What a button, menu or modal asks for."""

    SHOW = "show"
    REVIEW = "review"
    CAST = "cast"
    PERSON = "person"
    SPOILERS = "spoil"
    CONTENT_NOTES = "notes"
    INDIVIDUAL_REVIEWS = "voices"
    LIKE = "like"
    PICKS = "picks"
    REFUSE = "refuse"
    MENU = "menu"
    # For curators. ENTER is a menu whose options are values (a role, a channel, a word) instead of actions.
    ENTER = "enter"
    WRITE = "write"
    EDIT = "edit"
    EXTRA = "extra"
    PUBLISH = "publish"
    DISCARD = "discard"
    MINE = "mine"
    THEIRS = "theirs"
    MERGE = "merge"
    LIST = "list"
    OPEN = "open"
    DROP = "drop"
    REMOVE = "remove"
    RESTORE = "restore"
    HISTORY = "history"
    VERSION = "version"
    BRING = "bring"
    TITLE = "title"
    ADD = "add"
    FACTS = "facts"
    STORY = "story"
    HIDE = "hide"
    COVER = "cover"
    JOIN = "join"
    REPORT = "report"
    APPLY = "apply"


CURATOR_ACTIONS = frozenset(ActionKind) - {
    ActionKind.SHOW,
    ActionKind.REVIEW,
    ActionKind.CAST,
    ActionKind.PERSON,
    ActionKind.SPOILERS,
    ActionKind.CONTENT_NOTES,
    ActionKind.INDIVIDUAL_REVIEWS,
    ActionKind.LIKE,
    ActionKind.PICKS,
    ActionKind.REFUSE,
    ActionKind.MENU,
}
"""Actions for curators only; all others are open to every member."""

_REST = r"\|[^|]{0,81}\|\d{1,3}\|[^|]{0,40}"
TEMPLATE = re.compile(rf"{GRAMMAR}\|[a-z]{{1,8}}{_REST}")
"""What every custom_id looks like; :meth:`Action.read` decides whether it makes sense."""
BUTTON_TEMPLATE = re.compile(rf"{GRAMMAR}\|(?!(?:{ActionKind.MENU}|{ActionKind.ENTER})\|)[a-z]{{1,8}}{_REST}")
"""What discord.py matches a button's custom_id against."""
MENU_TEMPLATE = re.compile(rf"{GRAMMAR}\|{ActionKind.MENU}{_REST}")
"""The same for a menu; its options carry the actions."""
ENTRY_TEMPLATE = re.compile(rf"{GRAMMAR}\|{ActionKind.ENTER}{_REST}")
"""The same for a menu whose options are values; the subject says what they are for."""


class Action(Struct, frozen=True):
    """One thing that a button, a menu or a modal can ask for.

    Parameters
    ----------
    subject
        The id of what it is about.
    page
        Which page of it, from 0.
    detail
        One more word that this kind of action needs.
    """

    kind: ActionKind
    subject: str = ""
    page: int = 0
    detail: str = ""

    def __str__(self) -> str:
        """Return the custom_id.

        Raises
        ------
        ValueError
            If it would be longer than Discord allows or could not be read back.
        """
        written = f"{GRAMMAR}|{self.kind}|{self.subject}|{self.page}|{self.detail}"
        if len(written) > CUSTOM_ID or not TEMPLATE.fullmatch(written):
            raise ValueError(f"no custom_id can say {written!r}")
        return written

    @classmethod
    def to(cls, key: str, kind: ActionKind) -> Action:
        """Return the action that opens what a key stands for; a person has only one card, whatever the kind."""
        person = person_of_key(key)
        return cls(kind, key) if person is None else cls(ActionKind.PERSON, person)

    @property
    def key(self) -> str:
        """The key of what the action opens."""
        return key_of_person(PersonId(self.subject)) if self.kind is ActionKind.PERSON else self.subject

    @property
    def number(self) -> int:
        """The subject as a number; 0, which is never a valid id, if it isn't one."""
        return int(self.subject) if self.subject.isdecimal() else 0

    @property
    def revisions(self) -> tuple[int, ...]:
        """The revision numbers in the detail, separated by dots; 0 for any that isn't a possible number."""
        parts = self.detail.split(".")
        return tuple(int(one) if one.isdecimal() and len(one) <= LONGEST_REVISION else 0 for one in parts)

    @property
    def revision(self) -> int:
        """The first revision number in the detail."""
        return self.revisions[0]

    @classmethod
    def read(cls, custom_id: str) -> Action | None:
        """Read a custom_id back; None if it is not one of ours."""
        if not TEMPLATE.fullmatch(custom_id):
            return None
        _, kind, subject, page, detail = custom_id.split("|")
        try:
            return cls(ActionKind(kind), subject, int(page), detail)
        except ValueError:
            return None
