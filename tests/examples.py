"""How many examples hypothesis tries: all of them in CI, a share of them on a developer's machine.

Locally they are other examples at every run, so that many short runs look as far as a long one; in CI they are the
same ones, since what they find is to be mended, not to come and go.
"""

from __future__ import annotations

import os

IN_CI = bool(os.environ.get("CI"))
SHARE = 5
"""Locally, one example of so many is tried."""
FEWEST = 5
USUALLY = 100
"""What hypothesis tries where a test does not say how many."""


def examples(full: int) -> int:
    """Say how many examples of a test are tried here, of as many as it is worth in CI."""
    return full if IN_CI else max(FEWEST, full // SHARE)
