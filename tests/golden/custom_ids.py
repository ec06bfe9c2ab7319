"""Reduce the custom_ids recorded from tests/conversations to a sample with every action and every shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WHO = "Jun"
"""The member whose drafts they are about, and who uses them."""
ALIKE = 6
"""How many of each shape are in the sample."""
_RANDOM = re.compile(r"\d{16,19}")
_HEX = re.compile(r"[0-9a-f]{8,}")
_QUESTIONS = {"picks", "refuse"}
_DRAFTS = {"edit", "extra", "publish", "discard", "mine", "theirs", "merge"}
_IMPORTS = {"report", "apply"}
_OWN = "own-[a-z0-9-]+"
_OWN_ANTHOLOGY, _OWN_STORY, _ADDED = (re.compile(one) for one in (_OWN, f"{_OWN}/{_OWN}", f"[a-z][a-z0-9-]*/{_OWN}"))


def sampled(noted: Iterable[str], expected: Mapping[str, Any]) -> Sequence[str]:
    """Give the sample in order; random numbers are replaced by numbers in the golden database.

    Parameters
    ----------
    expected
        What was read back from the database.
    """
    taken: Counter[str] = Counter()
    found: set[str] = set()
    numbers = _Numbers(expected)
    for one in sorted({numbers.known(one) for one in noted}):
        shape = _shape(one)
        if taken[shape] < ALIKE:
            taken[shape] += 1
            found.add(one)
    return sorted(found)


class _Numbers:
    """Picks the number of the golden database that replaces a random one: by the kind of action, in turn."""

    def __init__(self, expected: Mapping[str, Any]) -> None:
        servers = expected["servers"]
        self._people = sorted({int(member) for server in servers for member in server["names"]}) or sorted(
            {review["curator"] for server in servers for review in server["reviews"]}
        )
        self._questions = [one["number"] for one in expected["questions"]]
        self._imports = [one["number"] for one in expected["imports"]]
        club = servers[0]
        self._reviews = sorted(one["number"] for one in club["reviews"])
        most = max(club["reviews"], key=lambda one: one["version"])
        self._most_versions = (str(most["number"]), int(most["version"]))
        drafts = [
            (one["subject"], one["number"]) for one in club["drafts"] if club["names"][str(one["curator"])] == WHO
        ]
        self._drafts = sorted(number for subject, number in drafts if subject.startswith("review:"))
        self._title_drafts = sorted(number for subject, number in drafts if subject.startswith("title:"))
        own = sorted(one["id"] for one in club["titles"] if one["own"])
        self._own = [
            (form, [one for one in own if form.fullmatch(one)]) for form in (_OWN_STORY, _OWN_ANTHOLOGY, _ADDED)
        ]

    def known(self, custom_id: str) -> str:
        """Replace a test's number, member or title by one in the golden database."""
        grammar, step, subject, page, detail = custom_id.split("|")
        if _RANDOM.fullmatch(subject) and (among := self._among(step, detail)):
            subject = str(among[int(subject) % len(among)])
        elif ":" in subject:
            subject = _RANDOM.sub(self._member, subject)
        elif step != "person":
            subject = self._title(subject)
        if step == "list":
            detail = _RANDOM.sub(self._member, detail)
        elif step == "version":
            subject, detail = self._version(int(detail))
        return f"{grammar}|{step}|{subject}|{page}|{detail}"

    def _version(self, number: int) -> tuple[str, str]:
        review, versions = self._most_versions
        return review, str(number % versions + 1)

    def _title(self, subject: str) -> str:
        for form, own in self._own:
            if own and form.fullmatch(subject):
                return subject if subject in own else own[len(subject) % len(own)]
        return subject

    def _member(self, found: re.Match[str]) -> str:
        return str(self._people[int(found[0]) % len(self._people)])

    def _among(self, step: str, detail: str) -> Sequence[int]:
        if step in _QUESTIONS:
            return self._questions
        if step in _IMPORTS:
            return self._imports
        if step == "title":
            return self._title_drafts
        return self._drafts if step in _DRAFTS or detail == "draft" else self._reviews


def _shape(custom_id: str) -> str:
    """Give what two custom_ids of one kind have in common."""
    _grammar, step, subject, page, detail = custom_id.split("|")
    subject = re.sub(r"[a-z][a-z0-9-]*", "x", re.sub(r"\bown-[a-z0-9-]+", "O", _HEX.sub("h", subject)))
    detail = re.sub(r"\d+", "9", _HEX.sub("h", detail))
    if "/" in detail or step in {"join", "like"}:
        detail = re.sub(r"[a-z][a-z0-9-]*", "x", detail)
    return "|".join((step, re.sub(r"\d+", "9", subject), str(min(int(page), 1)), detail))
