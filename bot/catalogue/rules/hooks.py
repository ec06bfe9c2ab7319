"""Every title has a hook, and it says something other than the premise's beginning."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalogue.lines import Place
from bot.catalogue.rules.violation import Violation, bare
from bot.models.catalogue import Anthology, Instalment

SAME_BEGINNING = 30
"""Characters that a hook and its premise must not begin with together. How long a hook may be, the reader checks."""


def hook_violations(title: Anthology | Instalment, place: Place) -> Iterator[Violation]:
    """Give what is wrong with the hook of one title."""
    if not title.hook:
        yield Violation("no-hook", title.id, "", place, f"{title.id} has no hook")
        return
    hook, premise = bare(title.hook), bare(title.premise or "")
    if premise.startswith(hook[:SAME_BEGINNING]):
        what = f"the hook of {title.id} begins like its premise: expected a line of its own"
        yield Violation("hook-from-premise", title.id, "", (*place, "hook"), what)
