"""The command line: parses arguments, runs a command, and explains what went wrong."""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.gateway.garbage import frozen_afterwards

with frozen_afterwards():
    import aiohttp
    import discord

    from bot.app import slash_commands
    from bot.catalogue.generated.coverage import coverage
    from bot.catalogue.generated.editor_schema import editor_schema
    from bot.catalogue.rules.published import PUBLISHED, published_list
    from bot.catalogue.sync import CATALOGUE, COVERAGE_PAGE, EDITOR_SCHEMA
    from bot.cli.ask import NoCommandError, read_line
    from bot.cli.check import run_check
    from bot.cli.extra import NotInstalledError, require_simulator
    from bot.cli.questions import REFUSED, as_json, ask_lines
    from bot.cli.run import LOCAL_PORT, PageError, run_on_discord, run_on_page
    from bot.gateway.client import Anthologist, Registering, StrangeServerError, use_api
    from bot.log import set_up_log
    from bot.settings import Settings, SettingsError, read_settings
    from bot.storage import StoreError, backup_database

if TYPE_CHECKING:
    from bot.cli.simulator import Character

OK, FAILED, WRONG_CALL = 0, 1, 2


class CommandLineError(Exception):
    """An error to show to the user of the command line; the message says what is wrong and what to do."""

    def __init__(self, sentence: str, status: int = FAILED) -> None:
        self.status = status
        super().__init__(sentence)


class Arguments(argparse.Namespace):
    """The parsed arguments; each command sets its own."""

    command: str | None
    act: Callable[[Arguments], int]
    port: int
    database: Path | None
    lines: list[str]
    character: Character
    locale: str
    json: bool
    coverage: bool
    schema: bool
    publish: bool
    catalogue: Path
    guild: int | None
    clear: bool
    path: Path


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:  # noqa: PLR2004  # the highest port and one
        raise argparse.ArgumentTypeError(f"expected a port from 1 to 65535, got {text!r}")
    return int(text)


def _snowflake(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"expected a server's id in digits, got {text!r}")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anthologist", description="A Discord bot that answers questions about anthology television."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    run = commands.add_parser("run", help="answer on Discord; without DISCORD_TOKEN, open the local page")
    run.set_defaults(act=_run)

    page = commands.add_parser("try", help="try the bot on a local page, with no Discord account")
    page.add_argument("--port", type=_port, default=LOCAL_PORT, help="where the page is served (default: %(default)s)")
    page.add_argument("--database", type=Path, help="the SQLite file to use (default: a temporary one)")
    page.set_defaults(act=_try)

    ask = commands.add_parser("ask", help='answer commands as text: ask "/review soundtrack"')
    ask.add_argument(
        "lines",
        nargs="+",
        metavar="line",
        help='a command: "/cast person:Steve Noh"; text without a name is the first option; - reads standard input',
    )
    ask.add_argument("--json", action="store_true", help="print one JSON object a line, for checks")
    ask.add_argument("--as", dest="character", choices=("member", "curator", "owner"), default="member")
    ask.add_argument("--locale", default="en-US", help="the language that the member reads (default: %(default)s)")
    ask.add_argument("--database", type=Path, help="the SQLite file to use (default: a temporary one)")
    ask.set_defaults(act=_ask)

    check = commands.add_parser(
        "check",
        help="check settings, database and catalogue; changes nothing but, if asked, pages that are written from it",
    )
    check.add_argument(
        "--coverage", action="store_true", help=f"write the catalogue's coverage to {COVERAGE_PAGE.name}"
    )
    check.add_argument(
        "--schema",
        action="store_true",
        help=f"write the form of a catalogue file, for editors, to {EDITOR_SCHEMA.name}",
    )
    check.add_argument(
        "--publish", action="store_true", help=f"at a release: add the ids of today to {PUBLISHED}, for good"
    )
    check.add_argument("--json", action="store_true", help="print one JSON object")
    check.add_argument(
        "--catalogue",
        type=Path,
        default=CATALOGUE,
        metavar="PATH",
        help="check another folder of catalogue files; what only our own ones have to promise is a warning there",
    )
    check.set_defaults(act=_check)

    sync = commands.add_parser("sync", help="register the commands with Discord")
    sync.add_argument("--guild", type=_snowflake, metavar="ID", help="in this server as well, to try changes out there")
    sync.add_argument("--clear", action="store_true", help="with --guild: take that server's own commands out again")
    sync.set_defaults(act=_sync)

    backup = commands.add_parser("backup", help="copy the database, also while the bot runs")
    backup.add_argument("path", type=Path, help="the file to write; it must not exist")
    backup.set_defaults(act=_backup)
    return parser


def _run(_arguments: Arguments) -> int:
    settings = read_settings()
    if settings.token is None:
        require_simulator("There is no DISCORD_TOKEN (see .env.example), and the local page")
        print("There is no DISCORD_TOKEN (see .env.example), so here is the local page instead.", flush=True)
        return _open_page(settings, LOCAL_PORT, None)
    set_up_log(settings.log_level, settings.log_format, [settings.token])
    asyncio.run(run_on_discord(settings, settings.token))
    return OK


def _try(arguments: Arguments) -> int:
    require_simulator("`try`")
    return _open_page(read_settings(), arguments.port, arguments.database)


def _open_page(settings: Settings, port: int, database: Path | None) -> int:
    set_up_log("WARNING" if settings.log_level == "INFO" else settings.log_level, settings.log_format)
    asyncio.run(run_on_page(settings, port, database))
    return OK


def _ask(arguments: Arguments) -> int:
    require_simulator("`ask`")
    settings = read_settings()
    set_up_log("ERROR", settings.log_format)
    lines = sys.stdin.read().splitlines() if arguments.lines == ["-"] else arguments.lines
    if len(lines) == 1 and not arguments.json:
        read_line(lines[0], slash_commands())  # refused before a bot is started for nothing
    return asyncio.run(_print_answers(settings, arguments, [line for line in lines if line.strip()]))


async def _print_answers(settings: Settings, arguments: Arguments, lines: Sequence[str]) -> int:
    answers = ask_lines(settings, lines, arguments.character, arguments.locale, arguments.database)
    async with aclosing(answers):  # a reader that goes away leaves no simulator running
        async for answer in answers:
            line, text = answer.get("line", ""), answer.get("text", "")
            if arguments.json:
                print(as_json(answer), flush=True)
            elif len(lines) > 1:
                print(f"> {line}\n{text}\n", flush=True)
            elif answer["kind"] == REFUSED:
                raise CommandLineError(text)
            else:
                print(text)
    return OK


def _check(arguments: Arguments) -> int:
    report = run_check(arguments.catalogue)
    if arguments.coverage:
        (arguments.catalogue / COVERAGE_PAGE.name).write_text(coverage(report.catalogue), encoding="utf-8")
    if arguments.publish:
        text = published_list(report.catalogue, arguments.catalogue)
        (arguments.catalogue / PUBLISHED).write_text(text, encoding="utf-8")
    if arguments.schema:
        text = editor_schema(report.catalogue.tags)
        (arguments.catalogue / EDITOR_SCHEMA.name).write_text(text, encoding="utf-8")
    print(json.dumps(report.as_json(), ensure_ascii=False, indent=2) if arguments.json else report.as_text())
    return FAILED if report.problems else OK


def _sync(arguments: Arguments) -> int:
    settings = read_settings()
    if settings.token is None:
        raise CommandLineError("There is no DISCORD_TOKEN: registering commands needs one (see .env.example).")
    set_up_log(settings.log_level, settings.log_format, [settings.token])
    if settings.api_url:
        use_api(settings.api_url)
    if arguments.clear and arguments.guild is None:
        raise CommandLineError("--clear goes with --guild: commands everywhere are not taken out.", WRONG_CALL)
    count = asyncio.run(_register(settings, settings.token, arguments.guild, clear=arguments.clear))
    print(f"{count} commands registered" + (f" in server {arguments.guild}." if arguments.guild else "."))
    return OK


async def _register(settings: Settings, token: str, guild: int | None, *, clear: bool) -> int:
    # With a separate database, so that this also works while the bot runs.
    with tempfile.TemporaryDirectory(prefix="anthologist-") as folder:
        separate = replace(settings, database=Path(folder) / "sync.db")
        async with Anthologist(separate, registering=Registering.NEVER) as bot:
            await bot.login(token)
            where = discord.Object(guild) if guild else None
            if where and not clear:
                bot.tree.copy_global_to(guild=where)
            return len(await bot.tree.sync(guild=where))


def _backup(arguments: Arguments) -> int:
    settings = read_settings()
    asyncio.run(backup_database(settings.database, arguments.path))
    print(f"{settings.database} is copied to {arguments.path}.")
    return OK


def _explained(error: Exception) -> CommandLineError | None:
    """Explain an error in one sentence; None if it is unexpected."""
    match error:
        case CommandLineError():
            return error
        case NoCommandError():
            return CommandLineError(str(error), WRONG_CALL)
        case SettingsError() | StoreError() | PageError() | StrangeServerError() | NotInstalledError():
            return CommandLineError(_in_one_line(error))
        case discord.DiscordException() | aiohttp.ClientError() | TimeoutError():
            return _explained_by_discord(error)
        case OSError():
            return CommandLineError(f"The system refuses ({error}): see to that file or address and try again.")
        case _:
            return None


def _in_one_line(error: Exception) -> str:
    # What SQLite finds in a damaged file comes in many lines; each wrong setting has its own line.
    return str(error) if isinstance(error, SettingsError) else " ".join(str(error).split())


def _explained_by_discord(error: Exception) -> CommandLineError | None:
    match error:
        case discord.LoginFailure() | discord.ConnectionClosed(code=4004):
            sentence = "Discord refuses the DISCORD_TOKEN: reset it on the application's Bot page and write it to .env."
        case discord.ConnectionClosed():
            sentence = f"Discord closed the connection for good (code {error.code}): see the application's page there."
        case discord.Forbidden():
            sentence = f"Discord forbids it ({error.text}): is the bot in that server?"
        case discord.HTTPException():
            sentence = f"Discord answered {error.status} ({error.text or 'no reason given'}); try later."
        case TimeoutError():
            sentence = "Discord did not answer in time: see to the network or DISCORD_API_URL, and try again."
        case aiohttp.ClientError() | discord.GatewayNotFound():
            sentence = f"Discord cannot be reached ({error}): see to the network or DISCORD_API_URL."
        case _:
            return None
    return CommandLineError(sentence)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status: 0 success, 1 failure, 2 wrong arguments."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Titles come in every script; a terminal that cannot show one still shows the rest.
            stream.reconfigure(errors="replace")
    parser = _parser()
    typed = parser.parse_args(arguments, namespace=Arguments())
    if typed.command is None:
        parser.print_help()
        return OK
    try:
        return typed.act(typed)
    except KeyboardInterrupt:
        return 130  # what shells expect after Ctrl-C
    except BrokenPipeError:
        # `ask … | head` has what it wanted; what Python would still write at its end goes nowhere.
        # https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        explained = _explained(error)
        if explained is None:
            raise
        print(explained, file=sys.stderr)
        return explained.status
