"""The log: one line per event, as text or JSON, never with a token in it."""

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
        Other words to hide, such as the bot's own token.
    """
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return _SECRETS.sub(lambda match: (match["path"] or match["field"] or match["scheme"]) + HIDDEN, text)


class TextFormatter(logging.Formatter):
    """Formats for people: time, level, logger and message, and the traceback below."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-8s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Format one record, with secrets hidden."""
        return redacted(super().format(record), self._secrets)


class JsonFormatter(logging.Formatter):
    """Formats one JSON object per line, for log collectors."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Format one record as an object, with secrets hidden."""
        fields: dict[str, str] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage(), self._secrets),
        }
        if record.exc_info:
            fields["traceback"] = redacted(self.formatException(record.exc_info), self._secrets)
        return json.dumps(fields, ensure_ascii=False)


IRRELEVANT = re.compile(r"voice will NOT be supported|Guilds intent seems to be disabled")
"""Warnings of discord.py's that don't matter: the bot doesn't use voice, and simcord makes a client without intents."""


def _matters(record: logging.LogRecord) -> bool:
    return not (record.name.startswith("discord.") and IRRELEVANT.search(record.getMessage()))


def set_up_log(level: str, form: LogFormat, secrets: Iterable[str] = ()) -> None:
    """Send the log to standard error in the given format, with secrets hidden."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(secrets) if form == "json" else TextFormatter(secrets))
    handler.addFilter(_matters)
    logging.basicConfig(level=level, handlers=[handler], force=True)
