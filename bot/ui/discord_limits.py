"""Discord's limits, and how to shorten a text to fit them.

Sources: Discord's OpenAPI description, and for limits missing there, the developer documentation under "Component
Reference" and "Application Commands".
"""

from __future__ import annotations

from collections.abc import Sequence

COMPONENTS = 40
"""Components in a message, including nested ones."""
TEXT = 4000
"""Characters of text in all of a message's components together."""
CUSTOM_ID = 100
BUTTON_LABEL = 80
BUTTONS_IN_A_ROW = 5
OPTIONS = 25
OPTION_LABEL = 100
OPTION_DESCRIPTION = 100
PLACEHOLDER = 150
CHOICES = 25
CHOICE_NAME = 100
CHOICE_VALUE = 100
COMMAND_DESCRIPTION = 100
COMMAND = 8000
"""Characters of a command: names, descriptions and choices of all its options together."""
FORM_TITLE = 45
FORM_FIELDS = 5
FORM_LABEL = 45
FORM_DESCRIPTION = 100
FORM_TEXT = 4000
FORM_CHOICES = 10
FIRST_ANSWER_SECONDS = 3.0

ELLIPSIS = "…"


def fit(text: str, most: int) -> str:
    """Shorten a text to at most this many characters, between words if possible, and end it with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: max(0, most - len(ELLIPSIS))]
    # A backslash at the end escaped what was cut off; now it would escape the ellipsis.
    space = cut.rfind(" ")
    cut = cut[:space] if space > len(cut) * 2 // 3 else cut
    return cut.rstrip(" \\\u200d") + ELLIPSIS if most else ""


def fit_blocks(blocks: Sequence[str], most: int = TEXT) -> list[str]:
    """Shorten the longest blocks until they fit together.

    Whole lines are dropped first, from the ends of blocks. Only when every block is down to one line is a line cut,
    which may break a link or a bold word.
    """
    texts = list(blocks)
    while (excess := sum(map(len, texts)) - most) > 0:
        with_lines = [index for index, text in enumerate(texts) if "\n" in text]
        longest = max(with_lines or range(len(texts)), key=lambda index: len(texts[index]))
        if with_lines:
            texts[longest] = texts[longest].rpartition("\n")[0]
        else:
            texts[longest] = fit(texts[longest], max(1, len(texts[longest]) - excess))
    return texts
