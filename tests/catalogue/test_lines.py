"""Where things stand in a TOML text."""

from __future__ import annotations

import pytest

from bot.catalogue.lines import Lines, Place

TEXT = '''\
title = "One"  # [not] a table
a."b c".d = 1
long = """
name = "not a key"
[nor-a-table]
"""
cast = [
    { name = "A", about = "with # and ] and ," },
    # a comment, with = and [
    { name = 'B',
      aliases = ["x",
                 "y"] },
]
when = 2022-03-23 10:00:00

[head]
key = true

[[instalments]]
id = "1"
[[instalments.reviews]]
url = "u"
[instalments.reviews.comparison]
with = "2"
[[instalments]]
id = "2"
[[instalments.reviews]]
url = "v"
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        (("title",), 1),
        (("a", "b c", "d"), 2),
        (("a", "b c"), 2),
        (("long",), 3),
        (("cast",), 7),
        (("cast", 0, "about"), 8),
        (("cast", 1), 10),
        (("cast", 1, "aliases", 1), 12),
        (("when",), 14),
        (("head", "key"), 17),
        (("instalments",), 19),
        (("instalments", 0, "id"), 20),
        (("instalments", 0, "reviews", 0, "url"), 22),
        (("instalments", 0, "reviews", 0, "comparison"), 23),
        (("instalments", 0, "reviews", 0, "comparison", "with"), 24),
        (("instalments", 1), 25),
        (("instalments", 1, "reviews", 0, "url"), 28),
    ],
)
def test_each_thing_is_found_on_its_line(place: Place, line: int) -> None:
    assert Lines(TEXT).line_of(place) == line


def test_what_is_missing_is_put_on_the_line_of_what_it_is_missing_from() -> None:
    lines = Lines(TEXT)

    assert lines.line_of(("instalments", 1, "title")) == 25
    assert lines.line_of(("kind",)) == 1
