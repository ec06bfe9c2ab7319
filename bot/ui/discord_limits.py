"""Every limit of Discord's that a card can meet, and how a text is made to fit one.

Sources: Discord's API description (components, interactions) and the limits that it does not hold, as listed in the
developer documentation under "Component Reference" and "Application Commands".
"""

from __future__ import annotations

from collections.abc import Sequence

COMPONENTS = 40
"""Components in a message, nested ones counted."""
TEXT = 4000
"""Characters of text over all of a message's components."""
CUSTOM_ID = 100
BUTTON_LABEL = 80
BUTTONS_IN_A_ROW = 5
OPTIONS = 25
OPTION_LABEL = 100
OPTION_DESCRIPTION = 100
OPTION_VALUE = 100
PLACEHOLDER = 150
CHOICES = 25
CHOICE_NAME = 100
CHOICE_VALUE = 100
COMMAND_DESCRIPTION = 100
COMMAND = 8000
"""Characters of a command over the names, descriptions and choices of all its options."""
FORM_TITLE = 45
FORM_FIELDS = 5
FORM_LABEL = 45
FORM_DESCRIPTION = 100
FORM_TEXT = 4000
FORM_CHOICES = 10
FIRST_ANSWER_SECONDS = 3.0

ELLIPSIS = "…"


def fit(text: str, most: int) -> str:
    """Shorten a text to at most this many characters, at a word where one is near, with an ellipsis for the rest."""
    if len(text) <= most:
        return text
    cut = text[: max(0, most - len(ELLIPSIS))]
    # A backslash at the end would have escaped what was cut away; it would escape the ellipsis now.
    space = cut.rfind(" ")
    cut = cut[:space] if space > len(cut) * 2 // 3 else cut
    return cut.rstrip(" \\\u200d") + ELLIPSIS if most else ""


def fit_blocks(blocks: Sequence[str], most: int = TEXT) -> list[str]:
    """Shorten the longest blocks until all of them together are short enough.

    Whole lines go first, from the ends of blocks; a line is cut inside, where that may tear a link or a bold word,
    only when every block is down to one.
    """
    kept = list(blocks)
    while (over := sum(map(len, kept)) - most) > 0:
        of_lines = [index for index, text in enumerate(kept) if "\n" in text]
        place = max(of_lines or range(len(kept)), key=lambda index: len(kept[index]))
        if of_lines:
            kept[place] = kept[place].rpartition("\n")[0]
        else:
            kept[place] = fit(kept[place], max(1, len(kept[place]) - over))
    return kept
