"""What is said about faults in other sites' ids, hooks, content notes and overruled verdicts."""

from __future__ import annotations

import pytest

from tests.catalogue.conftest import Shelf
from tests.catalogue.faults import Fault, check_said

FAULTS = {
    "an id in another form than the site's addresses have": Fault(
        'ids = { imdb = "tt0000001", tmdb = "tv/1", tvmaze = "shows/1" }',
        'ids = { imdb = "0000001", tmdb = "tv/1", tvmaze = "shows/1" }  # HERE',
        'imdb is "0000001": expected what stands in the site\'s own address',
    ),
    "an id that is a whole address": Fault(
        'letterboxd = "soundtrack-2" }',
        'letterboxd = "letterboxd.com/film/soundtrack-2/" }  # HERE',
        'letterboxd is "letterboxd.com/film/soundtrack-2/": expected what stands in',
    ),
    "an id that is a number": Fault(
        'mydramalist = "744347", letterboxd = "soundtrack-2" }',
        "mydramalist = 744347 }  # HERE",
        "mydramalist is a whole number: expected a text",
    ),
    "an id on a site that is none": Fault(
        'tvmaze = "shows/1" }',
        'tvmase = "shows/1" }  # HERE',
        'the key "tvmase" is not known here: did you mean "tvmaze"?',
    ),
    "ids that are a text": Fault(
        'ids = { imdb = "tt0000001", tmdb = "tv/1", tvmaze = "shows/1" }',
        'ids = "tt0000001"  # HERE',
        "ids is a text: expected a table",
    ),
    "a content note that is none": Fault(
        'warnings = ["suicide"]',
        'warnings = ["suicide",\n"clowns"]  # HERE',
        'warnings has "clowns": expected words of suicide, self-harm, ',
    ),
    "a content note twice": Fault(
        'warnings = ["suicide"]', 'warnings = ["suicide",\n"suicide"]  # HERE', 'warnings names "suicide" twice'
    ),
    "a hook that is too long": Fault(
        'hook = "Two people and a song."',
        f'hook = "{"x" * 111}"  # HERE',
        "hook has 111 characters: expected at most 110",
    ),
    "a hook of an instalment that is a list": Fault(
        'hook = "A lyricist borrows her oldest friend\'s heart."',
        'hook = ["A lyricist"]  # HERE',
        "hook is a list: expected a text",
    ),
    "why a verdict is another, at too great a length": Fault(
        'overruled = "The text is far warmer than its stars."',
        f'overruled = "{"x" * 201}"  # HERE',
        "overruled has 201 characters: expected at most 200",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_with(shelf: Shelf, fault: str) -> None:
    check_said(shelf, FAULTS[fault])
