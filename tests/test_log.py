"""What a host reads in the log, and what nobody ever reads there."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Generator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.log import HIDDEN, JsonFormatter, TextFormatter, redacted, set_up_log
from tests.fake_discord import TOKEN

INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTpzZWNyZXQ"
FORMATTERS = (TextFormatter([TOKEN]), JsonFormatter([TOKEN]))

SENTENCES = (
    "POST https://discord.com/api/v10/interactions/123/{}/callback with None has returned 200",
    "PATCH https://discord.com/api/v10/webhooks/123/{}/messages/@original has returned 404",
    "POST http://127.0.0.1:8080/api/v10/webhooks/123/{}?wait=true",
    "WebSocket Event: {{'t': 'INTERACTION_CREATE', 'd': {{'token': '{}', 'type': 2}}}}",
    '{{"op": 2, "d": {{"token": "{}", "properties": {{}}}}}}',
    '{{"token":"{}"}}',
)
"""What discord.py writes at the level DEBUG, with a place for a token."""


def record(message: str, *arguments: object, failed: bool = False) -> logging.LogRecord:
    error = sys.exc_info() if failed else None
    return logging.LogRecord("discord.http", logging.DEBUG, __file__, 1, message, arguments, error)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("formatter", FORMATTERS)
def test_interaction_tokens_are_hidden_wherever_discord_puts_them(sentence: str, formatter: logging.Formatter) -> None:
    written = formatter.format(record("%s", sentence.format(INTERACTION)))

    assert INTERACTION not in written
    assert HIDDEN in written
    assert "discord.http" in written


TOKENS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=24, max_size=200)


@given(TOKENS, st.sampled_from(SENTENCES), st.sampled_from(FORMATTERS))
def test_no_interaction_token_survives(token: str, sentence: str, formatter: logging.Formatter) -> None:
    assert token not in formatter.format(record("%s", sentence.format(token)))


@given(st.from_regex(r"[A-Za-z0-9_-]{18,40}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{20,60}", fullmatch=True), st.text())
def test_no_bot_token_survives_wherever_it_stands(token: str, around: str) -> None:
    for formatter in (TextFormatter([token]), JsonFormatter([token])):
        for message in (f"{around}{token}{around}", f"Authorization: Bot {token}", repr({"token": token})):
            assert token not in formatter.format(record("%s", message))


def test_the_authorization_header_is_hidden_though_nobody_named_the_token() -> None:
    assert redacted(f"{{'Authorization': 'Bot {TOKEN}'}}") == f"{{'Authorization': 'Bot {HIDDEN}'}}"


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_tokens_in_tracebacks_are_hidden(formatter: logging.Formatter) -> None:
    written = ""
    try:
        raise ConnectionError(f"no answer from /webhooks/1/{INTERACTION}/messages/@original for {TOKEN}")  # noqa: TRY301
    except ConnectionError:
        written = formatter.format(record("it failed", failed=True))

    assert "Traceback" in written
    assert "ConnectionError: no answer from /webhooks/1/[hidden]/messages/@original for [hidden]" in written
    assert INTERACTION not in written
    assert TOKEN not in written


@given(st.text(max_size=60))
def test_nothing_else_is_changed(text: str) -> None:
    shown = f"reviews of /show {text} in webhooks and interactions"

    assert redacted(shown) == shown


@given(st.text(), st.text())
def test_one_event_is_one_line_of_json_whatever_it_says(message: str, name: str) -> None:
    written = JsonFormatter().format(logging.LogRecord(name, logging.WARNING, __file__, 1, "%s", (message,), None))

    assert "\n" not in written
    assert json.loads(written).keys() == {"time", "level", "logger", "message"}
    assert json.loads(written)["logger"] == name


def test_json_carries_the_traceback_in_a_field_of_its_own() -> None:
    try:
        raise ValueError("broken")  # noqa: TRY301  # to have a traceback at hand
    except ValueError:
        fields = json.loads(JsonFormatter().format(record("it failed", failed=True)))

    assert fields["message"] == "it failed"
    assert fields["traceback"].startswith("Traceback")
    assert fields["traceback"].endswith("ValueError: broken")


@pytest.fixture
def log_of_its_own() -> Generator[None, None, None]:
    """Give the log back to pytest afterwards."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers.clear()
    yield
    root.handlers[:] = before
    root.setLevel(level)


@pytest.mark.usefixtures("log_of_its_own")
def test_a_host_chooses_level_and_form(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_log("WARNING", "json", [TOKEN])
    logging.getLogger("bot").info("not asked for")
    logging.getLogger("bot").warning("the token is %s", TOKEN)
    set_up_log("INFO", "text", [TOKEN])
    logging.getLogger("bot").info("asked for %s", TOKEN)

    first, second = capsys.readouterr().err.splitlines()
    assert json.loads(first)["message"] == "the token is [hidden]"
    assert second.endswith("INFO     bot: asked for [hidden]")
