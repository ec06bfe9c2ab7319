"""How the golden files are taken out of a server and brought into another, as curators do it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import cast

from bot.cli.simulator import Simulator
from tests.conversations.reading import buttons, message_of, seen

JSON, REVIEWS, TITLES = "anthologist.json", "reviews.csv", "titles.csv"
OF_THE_MOMENT = ("server", "written", "changed", "changed_by", "removed", "versions", "curator_name")
"""What an import does not bring along: where and when something was written, and what it was before. How a curator is
called is looked at by itself: whom the file names not is called by the id."""


async def exported(server: Simulator) -> dict[str, bytes]:
    """Give the files of ``/curate export``."""
    answer = await server.people["owner"].slash(server.channel, "curate export")
    return {file.filename: await file.read() for file in message_of(answer).attachments}


async def imported(server: Simulator, name: str, content: bytes) -> str:
    """Upload a file, apply it, and give the card that answers last."""
    owner = server.people["owner"]
    report = message_of(await owner.slash(server.channel, "curate import", file=(name, content)))
    if not (apply := [label for label in buttons(report) if label.startswith("Apply ")]):
        return seen(report)
    await owner.click(report, label=apply[0])
    return seen(report)


def lasting_json(content: bytes) -> dict[str, object]:
    """Give what an export says and an import keeps: removed reviews are passed over."""
    whole = cast("dict[str, object]", json.loads(content))
    reviews, titles = (cast("list[dict[str, object]]", whole[name]) for name in ("reviews", "titles"))
    return {
        "covers": whole["covers"],
        "titles": [_lasting(one) for one in titles],
        "reviews": [_lasting(one) for one in reviews if not one["removed"]],
    }


def names(content: bytes) -> dict[str, str]:
    """Give how curators are called in an export, by id."""
    whole = cast("dict[str, list[dict[str, str]]]", json.loads(content))
    return {one["id"]: one["name"] for one in whole["curators"]}


def lasting_csv(content: bytes) -> Sequence[Mapping[str, object]]:
    """Give the same of a sheet."""
    return [_lasting(row) for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def _lasting(entry: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in entry.items() if name not in OF_THE_MOMENT}
