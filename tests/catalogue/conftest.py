"""A catalogue of one's own in a real temporary folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.catalogue import Catalogue, read_catalogue

VOCABULARY = """
[romance]
group = "genre"
name = "romance"
about = "A love story stands at the centre."
synonyms = ["love story"]

[second-chance]
group = "trope"
name = "second chance"
about = "Former lovers meet again."
synonyms = ["exes reunite", "ex-lovers"]
"""

SOUNDTRACK = """\
kind = "seasonal"
title = "Soundtrack"
native_title = "사운드트랙"
aliases = ["Saundeuteuraek"]
hook = "Two people and a song."
premise = "Each season two people find out through a song what they are to each other."
countries = ["KR"]
languages = ["ko"]
services = ["Disney+"]
whole = 2
ids = { imdb = "tt0000001", tmdb = "tv/1", tvmaze = "shows/1" }
creators = ["Kim Hee-won"]
tags = ["romance"]
order = "any"
order_note = "The seasons share neither people nor plot."
start_with = "1"

[[sources]]
url = "https://example.org/soundtrack_(series)"
title = "A page about it"
facts = ["cast"]

[[people]]
name = "Keum Sae-rok"
native = "금새록"
aliases = ["Geum Sae-rok"]

[[instalments]]
id = "1"
title = "Soundtrack #1"
season = 1
mark = "#1"
hook = "A lyricist borrows her oldest friend's heart."
premise = "A lyricist asks her oldest friend what it is like to love in vain."
first_aired = 2022-03-23
last_aired = "2022-04"
episodes = 4
minutes = 45
tags = ["romance"]
cast = [
    { name = "Park Hyung-sik", character = "Han Sun-woo", about = "a photographer" },
    # a comment in between
    { name = "Han So-hee", character = "Lee Eun-soo" },
]
directors = ["Kim Hee-won"]
writers = ["Ahn Sae-bom"]

[[instalments.reviews]]
outlet = "NME"
url = "https://example.org/1"
verdict = "must-watch"
headline = "So delicate that it convinces."

[[instalments]]
id = "2"
title = "Soundtrack #2"
season = 2
premise = "A pianist is found by the man who once left her."
first_aired = 2023-12-06
services = ["Hulu"]
tags = ["second-chance", "romance"]
warnings = ["suicide"]
ids = { tmdb = "tv/1/season/2", mydramalist = "744347", letterboxd = "soundtrack-2" }
cast = [{ name = "Keum Sae-rok" }]
hosts = [{ name = "Kim Hee-won", id = "kim-hee-won-2" }]

[[instalments.reviews]]
outlet = "OTTplay"
author = "A Critic"
published = 2023-12-23
url = "https://example.org/2"
verdict = "mixed"
headline = "It loses the beat in its last episode."
works = ["Piano and guitar"]
doesnt = ["A rushed finale"]
score = "2.5/5"
comparison = { with = "1", text = "Below the first." }
overruled = "The text is far warmer than its stars."
spoilers = "They part."
"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of catalogue files and its vocabulary."""

    folder: Path
    vocabulary: Path

    def write(self, name: str, text: str) -> Path:
        """Put a file into the folder."""
        path = self.folder / f"{name}.toml"
        path.write_bytes(text.encode())
        return path

    def read(self) -> Catalogue:
        """Read all of it, as on a day in 2026."""
        return read_catalogue(self.folder, self.vocabulary, today=date(2026, 11, 22))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    vocabulary = tmp_path / "vocabulary.toml"
    vocabulary.write_text(VOCABULARY, encoding="utf-8")
    return Shelf(folder, vocabulary)


def film(title: str, *, cast: str = "[]", people: str = "", premise: str = "") -> str:
    """Give the shortest file that can be read: one film."""
    return f"""\
kind = "strand"
title = "{title}"
[[sources]]
url = "https://example.org/film"
title = "A page"
{people}
[[instalments]]
id = "film"
title = "{title}"
{f'premise = "{premise}"' if premise else ""}
cast = {cast}
"""
