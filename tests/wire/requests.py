"""``check_requests``: fails for every request of the bot's that Discord would refuse, and says why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import simcord

from tests.wire import limits, openapi

_CALLBACK = re.compile(r"/interactions/(?P<id>\d+)/(?P<token>[^/]+)/callback")
_FOLLOW_UP = re.compile(r"/webhooks/\d+/(?P<token>[^/]+)(?P<message>/messages/(?P<which>[^/]+))?")
_COMMANDS = re.compile(r"/applications/\d+(/guilds/\d+)?/commands(?P<one>/\d+)?")
_VERSION = re.compile(r"^/?(?:api/)?(?:v\d+/)?(?=\w)")

MESSAGE, LATER, LATER_EDIT, EDIT, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
"""Kinds of an interaction's first answer."""


class Conversation:
    """What has been said so far: some requests are refused only because of an earlier one."""

    def __init__(self) -> None:
        self._answered: set[str] = set()
        self._deferred: set[str] = set()
        self._v2: set[str] = set()

    def problems(self, entry: simcord.HttpLogEntry) -> list[str]:
        """Say what Discord would refuse in the next request."""
        path = "/" + _VERSION.sub("", entry.path)
        body: Any = entry.json
        described = openapi.body_problems(entry.method, path, body) if openapi.is_there() and body is not None else []
        if entry.method == "POST" and (match := _CALLBACK.fullmatch(path)):
            return described + self._first_answer(match["token"], body or {})
        if entry.method in {"POST", "PATCH"} and (match := _FOLLOW_UP.fullmatch(path)):
            return described + self._follow_up(match["token"], match["which"], body or {})
        if entry.method in {"PUT", "POST", "PATCH"} and (match := _COMMANDS.fullmatch(path)):
            commands: list[limits.Payload] = [body] if isinstance(body, dict) else body or []
            return described + limits.commands_problems(commands)
        return described

    def _first_answer(self, token: str, body: limits.Payload) -> list[str]:
        kind = body.get("type")
        data: limits.Payload = body.get("data") or {}
        problems = ["a second first answer to one interaction"] if token in self._answered else []
        self._answered.add(token)
        v2 = bool((data.get("flags") or 0) & limits.V2_FLAG)
        if kind in {MESSAGE, EDIT}:
            problems += limits.message_problems(data, new=kind == MESSAGE)
            if v2:
                self._v2.add(token)
        elif kind in {LATER, LATER_EDIT}:
            self._deferred.add(token)
            if v2:
                problems.append("the V2 flag in a defer")
        elif kind == CHOICES:
            problems += limits.choices_problems(data.get("choices") or ())
        elif kind == MODAL:
            problems += limits.modal_problems(data)
        else:
            problems.append(f"a first answer of the unknown kind {kind!r}")
        return problems

    def _follow_up(self, token: str, which: str | None, body: limits.Payload) -> list[str]:
        problems = limits.message_problems(body, new=which is None)
        if token not in self._answered:
            problems.append("a follow-up before the first answer")
        if which == "@original" and token in self._v2 - self._deferred:
            if not body.get("flags", limits.V2_FLAG) & limits.V2_FLAG:
                problems.append("the V2 flag taken back")
            if body.get("content") or body.get("embeds"):
                problems.append("content or embeds put into a V2 message")
        return problems


def check_requests(entries: Iterable[simcord.HttpLogEntry]) -> None:
    """Fail if Discord would refuse any of these requests.

    Parameters
    ----------
    entries
        What simcord has logged in ``env.http_requests``, in order.

    Raises
    ------
    AssertionError
        With a line for each fault: the request, and what is wrong with it.
    """
    conversation = Conversation()
    faults = [
        f"{entry.method} {entry.path}: {problem}" for entry in entries for problem in conversation.problems(entry)
    ]
    assert not faults, "Discord would refuse:\n" + "\n".join(faults)
