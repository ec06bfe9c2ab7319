"""The host's settings, read once from the environment and ``.env``; all mistakes are reported together."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values

HOME = Path(__file__).resolve().parent.parent
"""The checkout: where ``data/`` is, and where relative paths start."""

LogFormat = Literal["text", "json"]
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LONGEST_SHUTDOWN = 600.0
TOKEN_PATTERN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)


class SettingsError(ValueError):
    """Some settings are wrong; each line of :attr:`complaints` names one and what was expected."""

    def __init__(self, complaints: tuple[str, ...]) -> None:
        self.complaints = complaints
        super().__init__("Wrong settings (in the environment or in .env):\n" + "\n".join(f"  {c}" for c in complaints))


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host decides; ``.env.example`` documents each.

    Parameters
    ----------
    token
        The bot's token; without one, the local page opens. It is in no repr and in no log.
    api_url
        A Discord-compatible server to use instead of Discord, up to where the API's paths begin.
    database
        The SQLite file.
    shutdown_seconds
        How long answers in progress may take to finish when the bot is told to stop.
    """

    token: str | None = field(default=None, repr=False)
    api_url: str | None = None
    database: Path = HOME / "data" / "anthologist.db"
    log_level: str = "INFO"
    log_format: LogFormat = "text"
    shutdown_seconds: float = 10.0


def _read_token(text: str) -> str:
    if not TOKEN_PATTERN.fullmatch(text):
        raise ValueError("expected a bot token: three parts joined by dots, from the Bot page of your application")
    return text


def _read_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise ValueError(f"expected an address such as http://127.0.0.1:8080/api/v10, got {text!r}")
    return text.rstrip("/")


def _read_path(text: str) -> Path:
    if "\0" in text:
        raise ValueError("expected a file's path, got one with a null byte")
    try:
        return HOME / Path(text).expanduser()
    except RuntimeError as error:
        raise ValueError(f"expected a file's path, got {text!r}: nobody of that name has a home folder") from error


def _read_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"expected one of {', '.join(LOG_LEVELS)}, got {text!r}")
    return text.upper()


def _read_format(text: str) -> LogFormat:
    match text.lower():
        case "text":
            return "text"
        case "json":
            return "json"
        case _:
            raise ValueError(f"expected text or json, got {text!r}")


def _read_seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST_SHUTDOWN:
        raise ValueError(f"expected a number of seconds from 0 to {LONGEST_SHUTDOWN:g}, got {text!r}")
    return seconds


READERS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "DISCORD_TOKEN": ("token", _read_token),
    "DISCORD_API_URL": ("api_url", _read_url),
    "DATABASE_PATH": ("database", _read_path),
    "LOG_LEVEL": ("log_level", _read_level),
    "LOG_FORMAT": ("log_format", _read_format),
    "SHUTDOWN_SECONDS": ("shutdown_seconds", _read_seconds),
}
"""The name of each setting, its field, and the function that reads its value."""


def read_settings(environment: Mapping[str, str] | None = None, dotenv: Path | None = None) -> Settings:
    """Read every setting; the environment takes precedence over ``.env``.

    Parameters
    ----------
    environment
        The process's environment by default.
    dotenv
        ``.env`` in the checkout by default.

    Raises
    ------
    SettingsError
        With one complaint for each wrong value, never with the token in it.
    """
    path = dotenv or HOME / ".env"
    try:
        written = dotenv_values(path, encoding="utf-8") if path.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError((f"{path}: cannot be read as UTF-8 text ({error.__class__.__name__})",)) from error
    found = {**written, **(os.environ if environment is None else environment)}
    values: dict[str, object] = {}
    complaints: list[str] = []
    for name, (attribute, read) in READERS.items():
        text = (found.get(name) or "").strip()
        if not text:
            continue
        try:
            values[attribute] = read(text)
        except ValueError as error:
            complaints.append(f"{name}: {error}")
    if complaints:
        raise SettingsError(tuple(complaints))
    return Settings(**values)  # pyright: ignore[reportArgumentType]  # each reader gives its field's type
