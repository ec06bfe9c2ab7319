"""The one grammar of custom_ids: which card a button or a menu leads to, and about what.

``a1|review|soundtrack/2|0|`` is the first page of the review of *Soundtrack #2*. A custom_id is typed by anyone who
cares to, so reading one proves nothing: ids are asked of the library again, and a page that is not there is clamped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.models.queries import PERSON_KEY
from bot.ui.discord_limits import CUSTOM_ID

GRAMMAR = "a1"
"""Names this grammar; a later one gets another name and reads this one too, for buttons already sent."""

LONGEST_VERSION = 9
"""Digits of a version; no review comes near."""


class ActionKind(StrEnum):
    """What a press asks for."""

    SHOW = "show"
    REVIEW = "review"
    CAST = "cast"
    PERSON = "person"
    SPOILERS = "spoil"
    INDIVIDUAL_REVIEWS = "voices"
    LIKE = "like"
    PICKS = "picks"
    REFUSE = "refuse"
    MENU = "menu"
    # At the curators' desk. ENTER is a menu whose choice is a value (a role, a channel, a word), not a walk.
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
    ActionKind.INDIVIDUAL_REVIEWS,
    ActionKind.LIKE,
    ActionKind.PICKS,
    ActionKind.REFUSE,
    ActionKind.MENU,
}
"""The steps that are taken at the curators' desk; all others are members'."""

_REST = r"\|[^|]{0,81}\|\d{1,3}\|[^|]{0,40}"
TEMPLATE = re.compile(rf"{GRAMMAR}\|[a-z]{{1,8}}{_REST}")
"""What every walk looks like; :meth:`Action.read` says whether it makes sense."""
BUTTON_TEMPLATE = re.compile(rf"{GRAMMAR}\|(?!(?:{ActionKind.MENU}|{ActionKind.ENTER})\|)[a-z]{{1,8}}{_REST}")
"""What discord.py matches a pressed button against."""
MENU_TEMPLATE = re.compile(rf"{GRAMMAR}\|{ActionKind.MENU}{_REST}")
"""The same for a menu; its options carry the walks."""
ENTRY_TEMPLATE = re.compile(rf"{GRAMMAR}\|{ActionKind.ENTER}{_REST}")
"""The same for a menu whose choice is a value; what for, its subject says."""


@dataclass(frozen=True, slots=True)
class Action:
    """A step to another card.

    Parameters
    ----------
    subject
        The id of what the card is about.
    page
        Which page of it, from 0.
    detail
        One more word that the step needs.
    """

    kind: ActionKind
    subject: str = ""
    page: int = 0
    detail: str = ""

    def __str__(self) -> str:
        """Write the custom_id.

        Raises
        ------
        ValueError
            If it would be longer than Discord takes or could not be read back.
        """
        written = f"{GRAMMAR}|{self.kind}|{self.subject}|{self.page}|{self.detail}"
        if len(written) > CUSTOM_ID or not TEMPLATE.fullmatch(written):
            raise ValueError(f"no custom_id can say {written!r}")
        return written

    @classmethod
    def to(cls, key: str, kind: ActionKind) -> Action:
        """Give the walk to whatever a key stands for; people have one card, whatever was asked."""
        if key.startswith(PERSON_KEY):
            return cls(ActionKind.PERSON, key.removeprefix(PERSON_KEY))
        return cls(kind, key)

    @property
    def key(self) -> str:
        """The key of what the walk leads to."""
        return PERSON_KEY + self.subject if self.kind is ActionKind.PERSON else self.subject

    @property
    def number(self) -> int:
        """The number that the subject is; 0, which names nothing, where it is none."""
        return int(self.subject) if self.subject.isdecimal() else 0

    @property
    def versions(self) -> tuple[int, ...]:
        """The versions that the detail names, with dots between; 0 where one is none that there could be."""
        parts = self.detail.split(".")
        return tuple(int(one) if one.isdecimal() and len(one) <= LONGEST_VERSION else 0 for one in parts)

    @property
    def version(self) -> int:
        """The first version that the detail names."""
        return self.versions[0]

    @classmethod
    def read(cls, custom_id: str) -> Action | None:
        """Read a custom_id back; None where it says nothing."""
        if not TEMPLATE.fullmatch(custom_id):
            return None
        _, step, subject, page, detail = custom_id.split("|")
        try:
            return cls(ActionKind(step), subject, int(page), detail)
        except ValueError:
            return None
