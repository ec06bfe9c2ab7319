"""A host writes settings, rightly and wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import HOME, READERS, Settings, SettingsError, read_settings
from tests.fake_discord import TOKEN

NOWHERE = Path("there-is-no-such.env")


def complaints(environment: dict[str, str], dotenv: Path = NOWHERE) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as raised:
        read_settings(environment, dotenv)
    return raised.value.complaints


def test_with_nothing_set_the_defaults_hold() -> None:
    assert read_settings({}, NOWHERE) == Settings(
        token=None,
        api_url=None,
        database=HOME / "data" / "anthologist.db",
        log_level="INFO",
        log_format="text",
        shutdown_seconds=10,
    )


def test_an_empty_value_is_as_good_as_none() -> None:
    assert read_settings(dict.fromkeys(READERS, "  "), NOWHERE) == read_settings({}, NOWHERE)


def test_every_setting_is_read_by_its_name() -> None:
    read = read_settings(
        {
            "DISCORD_TOKEN": f" {TOKEN}\n",
            "DISCORD_API_URL": "http://127.0.0.1:8080/api/v10/",
            "DATABASE_PATH": "elsewhere/bot.db",
            "LOG_LEVEL": "debug",
            "LOG_FORMAT": "JSON",
            "SHUTDOWN_SECONDS": "2.5",
        },
        NOWHERE,
    )

    assert read == Settings(
        TOKEN, "http://127.0.0.1:8080/api/v10", HOME / "elsewhere" / "bot.db", "DEBUG", "json", shutdown_seconds=2.5
    )


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("# mine\nLOG_LEVEL=ERROR\nLOG_FORMAT=json\nDISCORD_TOKEN=a.b.c\n", encoding="utf-8")

    read = read_settings({"LOG_LEVEL": "WARNING", "DISCORD_TOKEN": ""}, dotenv)

    assert (read.log_level, read.log_format) == ("WARNING", "json")
    # Setting it to nothing is how one start is made without the file's token.
    assert read.token is None


def test_a_path_may_be_absolute_or_begin_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))

    assert read_settings({"DATABASE_PATH": str(tmp_path / "a.db")}, NOWHERE).database == tmp_path / "a.db"
    assert read_settings({"DATABASE_PATH": "~/b.db"}, NOWHERE).database == tmp_path / "b.db"


def test_all_that_is_wrong_is_said_at_once_by_name_with_what_was_expected() -> None:
    found = complaints(
        {
            "DISCORD_TOKEN": "hunter2",
            "DISCORD_API_URL": "discord.com",
            "DATABASE_PATH": "a\0b",
            "LOG_LEVEL": "loud",
            "LOG_FORMAT": "xml",
            "SHUTDOWN_SECONDS": "soon",
        }
    )

    assert [one.partition(":")[0] for one in found] == list(READERS)
    assert all("expected" in one for one in found)
    assert "DEBUG, INFO, WARNING, ERROR, CRITICAL, got 'loud'" in "\n".join(found)


@pytest.mark.parametrize("url", ["ftp://a/b", "http://", "http://a:0/", "http://a:99999/", "http://[::1/", "//a/b"])
def test_an_address_that_cannot_be_called_is_refused(url: str) -> None:
    (only,) = complaints({"DISCORD_API_URL": url})

    assert only.startswith("DISCORD_API_URL: expected an address such as http://127.0.0.1:8080/api/v10")


@pytest.mark.parametrize("seconds", ["-1", "601", "nan", "inf", "1,5"])
def test_a_time_that_is_no_time_is_refused(seconds: str) -> None:
    (only,) = complaints({"SHUTDOWN_SECONDS": seconds})

    assert only == f"SHUTDOWN_SECONDS: expected a number of seconds from 0 to 600, got {seconds!r}"


def test_a_home_of_nobody_is_refused() -> None:
    (only,) = complaints({"DATABASE_PATH": "~there-is-nobody-of-this-name/bot.db"})

    assert only.startswith("DATABASE_PATH: expected a file's path")


@pytest.mark.parametrize("token", ["hunter2", "Bot a.b.c", "a.b", "a.b.c.d", "a b.c.d", "ä.b.c"])
def test_a_wrong_token_is_refused_and_not_repeated(token: str) -> None:
    (only,) = complaints({"DISCORD_TOKEN": token})

    assert only.startswith("DISCORD_TOKEN: expected a bot token")
    assert token not in only


@given(st.from_regex(r"[A-Za-z0-9_-]{18,40}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{20,60}", fullmatch=True))
def test_a_token_stands_in_no_repr(token: str) -> None:
    settings = read_settings({"DISCORD_TOKEN": token}, NOWHERE)

    assert settings.token == token
    assert token not in repr(settings)
    assert token not in str(settings)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes(b"LOG_LEVEL=\xff\xfe\n")

    (only,) = complaints({}, dotenv)

    assert only == f"{dotenv}: cannot be read as UTF-8 text (UnicodeDecodeError)"
