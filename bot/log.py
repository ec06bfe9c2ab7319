"""The log: one line an event, as text or JSON, with no token ever in it."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.settings import LogFormat

HIDDEN = "[hidden]"

_SECRETS = re.compile(
    r"""
    (?P<path>/(?:webhooks|interactions)/\d+/)(?P<token>[^/\s?"'<>]+)      # answers to interactions carry their token
    | (?P<field>["']token["']\s*:\s*["'])(?P<value>[^"']+)                # payloads
    | (?P<scheme>\bBot\s+)(?P<bot>[\w-]{20,}\.[\w-]+\.[\w-]+)             # the Authorization header
    """,
    re.VERBOSE,
)


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """Hide every token in a text.

    Parameters
    ----------
    secrets
        Further words that must not be read, such as the bot's own token.
    """
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return _SECRETS.sub(lambda found: (found["path"] or found["field"] or found["scheme"]) + HIDDEN, text)


class TextFormatter(logging.Formatter):
    """Writes lines for people: time, level, where, what, and the traceback below."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-8s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Write one record with its secrets hidden."""
        return redacted(super().format(record), self._secrets)


class JsonFormatter(logging.Formatter):
    """Writes one JSON object a line, for log collectors."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Write one record as an object with its secrets hidden."""
        fields: dict[str, str] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage(), self._secrets),
        }
        if record.exc_info:
            fields["traceback"] = redacted(self.formatException(record.exc_info), self._secrets)
        return json.dumps(fields, ensure_ascii=False)


BESIDE_THE_POINT = re.compile(r"voice will NOT be supported|Guilds intent seems to be disabled")
"""Warnings of discord.py's that say nothing here: the bot has no voice, and simcord builds a client without intents."""


def _matters(record: logging.LogRecord) -> bool:
    return not (record.name.startswith("discord.") and BESIDE_THE_POINT.search(record.getMessage()))


def set_up_log(level: str, form: LogFormat, secrets: Iterable[str] = ()) -> None:
    """Send everything that is logged to standard error, in one form, with its secrets hidden."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(secrets) if form == "json" else TextFormatter(secrets))
    handler.addFilter(_matters)
    logging.basicConfig(level=level, handlers=[handler], force=True)
