"""Record the golden files again; by hand, and only when the README says so.

``python -m tests.golden.record database`` writes the database of this version with what is read back of it,
``exports`` the files that curators take out of both versions' databases, ``custom_ids`` what the conversations send,
``answers`` what is answered to the lines that stand in ``answers.jsonl``. ``first`` writes the database of 0.1.0 from
a checkout of it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import lzma
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.storage import Store
from tests.golden.answering import answered, read_asked, write_answers
from tests.golden.custom_ids import sampled
from tests.golden.exchanging import exported
from tests.golden.holding import known_of, read_back
from tests.golden.noting import NOTES
from tests.golden.place import CHECKOUT, FIRST, GOLDEN, LATEST, VERSIONS, golden_place, unpacked
from tests.golden.stillness import RECORDING, still
from tests.golden.story import tell


class Arguments(argparse.Namespace):
    """The command-line arguments."""

    what: str
    checkout: Path | None


def _record_database(folder: Path, _checkout: Path | None) -> None:
    path = folder / "anthologist.db"
    asyncio.run(_let_happen(path))
    _pack(path, LATEST)
    asyncio.run(_expect(folder, LATEST))


async def _let_happen(path: Path) -> None:
    with still(CHECKOUT, RECORDING, timedelta(seconds=1)):
        async with golden_place(path) as place:
            await tell(place)


def _record_first(folder: Path, checkout: Path | None) -> None:
    if checkout is None:
        raise SystemExit(f"name a checkout of {FIRST} with --checkout")
    path, then = folder / "anthologist.db", GOLDEN / FIRST / "read-then.json"
    then.parent.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-m", "tests.golden.first", checkout, path, then], cwd=CHECKOUT, check=True)
    _pack(path, FIRST)
    asyncio.run(_expect(folder, FIRST))


def _pack(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    packed = GOLDEN / version / "anthologist.db.xz"
    packed.parent.mkdir(exist_ok=True)
    packed.write_bytes(lzma.compress(path.read_bytes(), preset=9 | lzma.PRESET_EXTREME))


async def _expect(folder: Path, version: str) -> None:
    path = unpacked(version, folder)
    known = known_of(path)
    with still(CHECKOUT):
        async with await Store.open(path) as store:
            content = await read_back(store, known)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (GOLDEN / version / "expected.json").write_text(text + "\n", "utf-8")


def _record_exports(folder: Path, _checkout: Path | None) -> None:
    for version in VERSIONS:
        for path, content in asyncio.run(_exports(unpacked(version, folder))).items():
            target = GOLDEN / version / path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)


async def _exports(database: Path) -> dict[str, bytes]:
    with still(CHECKOUT):
        async with golden_place(database) as place:
            return {
                f"{name}/{file}": content
                for name, server in place.written_in.items()
                for file, content in (await exported(server)).items()
            }


def _record_custom_ids(folder: Path, checkout: Path | None) -> None:
    for version, tested in {FIRST: checkout, LATEST: CHECKOUT}.items():
        if tested is None:
            continue
        notes = folder / f"{version}.txt"
        shutil.copy(GOLDEN / "noting.py", folder)
        environment = {**os.environ, NOTES: str(notes), "PYTHONPATH": str(folder), "CI": "1"}
        tests = [sys.executable, "-m", "pytest", "-p", "noting", "tests/conversations", "-q"]
        subprocess.run(tests, cwd=tested, env=environment, check=True)
        write_custom_ids(notes, version)


def write_custom_ids(notes: Path, version: str) -> None:
    """Write a version's sample of the recorded custom_ids."""
    expected = json.loads((GOLDEN / version / "expected.json").read_text("utf-8"))
    found = sampled(notes.read_text("utf-8").splitlines(), expected)
    (GOLDEN / version / "custom_ids.txt").write_text("".join(f"{one}\n" for one in found), "utf-8")


def _record_answers(folder: Path, _checkout: Path | None) -> None:
    write_answers(asyncio.run(answered(read_asked(), folder)))


def main() -> None:
    """Record the named files."""
    recorders = {
        "first": _record_first,
        "database": _record_database,
        "exports": _record_exports,
        "custom_ids": _record_custom_ids,
        "answers": _record_answers,
    }
    parser = argparse.ArgumentParser(prog="python -m tests.golden.record", description=__doc__)
    parser.add_argument("what", choices=recorders)
    parser.add_argument("--checkout", type=Path, help="a checkout of 0.1.0")
    typed = parser.parse_args(namespace=Arguments())
    with tempfile.TemporaryDirectory() as folder:
        recorders[typed.what](Path(folder), typed.checkout and typed.checkout.resolve())


if __name__ == "__main__":
    main()
