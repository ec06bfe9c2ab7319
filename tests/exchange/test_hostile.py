"""Files that are broken, or made to break something: each gets one clear sentence, and none takes long."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.formats import BrokenFileError
from bot.exchange.readers.upload import read_upload
from bot.exchange.views.broken_files import broken_sentences
from bot.models import limits
from tests.exchange.exchanging import report_on, wrong_lines

HEADER = "instalment,verdict,headline"
MEGABYTE = 1024 * 1024
NOTHING: dict[str, object] = {}


def in_a_list(value: object) -> object:
    return value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]  # anything


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * MEGABYTE)
    return made.getvalue()


def ours(**more: object) -> bytes:
    return json.dumps({"format": "anthologist", "version": 1, **more}).encode()


def sentence(content: bytes) -> str:
    with pytest.raises(BrokenFileError) as raised:
        read_upload(content)
    return broken_sentences(raised.value)[0].replace("**", "").replace("\\", "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "There is nothing in that file."),
        (b"\xef\xbb\xbf \r\n\r\n", "There is nothing in that file."),
        (b"a" * (limits.FILE_BYTES + 1), "That file has 10 MB; 10 MB at most are read."),
        (b"a" * (12 * MEGABYTE), "That file has 12 MB; 10 MB at most are read."),
        (zipped(), "That is a zip or Excel file, whatever its name says."),
        (gzip.compress(b"0" * MEGABYTE), "That is a zip or Excel file, whatever its name says."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "That is an Excel file of the old form, whatever its name says."),
        (HEADER.encode("utf-16"), "That file is written in UTF-16 (“Unicode text”)."),
        (
            f"{HEADER}\nharbour/1,skip,caf\u00e9".encode("latin-1"),
            "That file is not UTF-8: byte 47, in line 2, is 0xe9.",
        ),
        (f"{HEADER}\nharbour/1,skip,a\0b".encode(), "That is no text: byte 45, in line 2, is zero."),
        (b"\xed\xa0\x80", "That file is not UTF-8: byte 1, in line 1, is 0xed."),
        (b"," * 1_000_000, "Line 1 has 1,000,001 columns; 64 at most are read."),
        (b"a," * 5_000_000, "Line 1 has 5,000,001 columns; 64 at most are read."),
        (b"instalment," * 70, "Line 1 has 71 columns; 64 at most are read."),
        (b"a" * limits.FILE_BYTES, "The row that begins in line 1 goes on for longer than any row can."),
        (
            f"{HEADER}\n".encode() + b'"\n",' * 2_000_000,
            "The row that begins in line 2 goes on for longer than any row can.",
        ),
        (
            f'{HEADER}\nharbour/1,skip,"no end'.encode() + b"\nx" * 200_000,
            "The quotation marks of the row that begins in line 2 do not match.",
        ),
        (
            f'{HEADER}\nharbour/1,skip,Fog.\nharbour/2,skip,"he said "no" twice"'.encode(),
            "The quotation marks of the row that begins in line 3 do not match.",
        ),
        (
            b"Dear curators\nhere is my list",
            "Line 1 names none of the columns that are known; it begins with Dear curators.",
        ),
        (
            b"<html><body>Log in</body></html>",
            "Line 1 names none of the columns that are known; it begins with <html><body>Log in</body></html>.",
        ),
        (f"{HEADER},headlin\n".encode(), "There is no column headlin (line 1, the 4. of them)."),
        (f"{HEADER},Verdict\n".encode(), "The column verdict is there twice."),
        (b"instalment,headline\nharbour/1,Fog.", "The column verdict is missing."),
        (f"{HEADER}\n\n,,\n".encode(), "There are no rows in that file, only the form of them."),
        (f"{HEADER}\n".encode() + b"x,y,z\n" * (limits.FILE_ROWS + 1), "That file has more than 5,000 rows."),
        (b'{"format": "anthologist", "version": 1,', "That is no JSON: line 1, column 40 cannot be read."),
        (f"{HEADER}\n".encode() + b"\n" * 9_000_000, "That file has more than 5,000 rows."),
        (b"[" * 200_000, "That JSON is nested more deeply than anything that is read here."),
        (
            b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
            "That JSON is nested more deeply than anything that is read here.",
        ),
        (b"[" + b"{}," * 3_000_000 + b"{}]", "That JSON has 3,000,002 parts, far more than can be read here."),
        (b"[" + b"1," * 5_000_000 + b"1]", "That JSON has 5,000,000 parts, far more than can be read here."),
        (b'{"version": ' + b"9" * 5000 + b"}", "That is no JSON: there is a number in it that cannot be read."),
        (ours(version=float("nan")), "That is no JSON: there is a number in it that cannot be read."),
        (ours(version=7), "That file is of version 7 of the form, which is newer than I am."),
        (ours(version=10**300), "That file is of version 1,000,000,000 of the form, which is newer than I am."),
        (ours(version="1"), "That JSON is none of mine."),
        (b"[]", "That JSON is none of mine."),
        (b'{"reviews": []}', "That JSON is none of mine."),
        (ours(reviews={}), "What stands under reviews is no list of entries."),
        (ours(reviews=[1]), "What stands under reviews is no list of entries."),
        (ours(reviews=[NOTHING] * 5001), "That file has more than 5,000 rows."),
        (ours(reviews=[NOTHING] * 3000, titles=[NOTHING] * 3000), "That file has more than 5,000 rows."),
        (ours(), "There are no rows in that file, only the form of them."),
    ],
)
def test_a_broken_file_gets_one_clear_sentence(content: bytes, said: str) -> None:
    assert sentence(content) == said


def test_reading_ends_with_the_row_too_many_whatever_follows() -> None:
    with pytest.raises(BrokenFileError) as raised:
        read_upload(f"{HEADER}\n".encode() + b"x,y,z\n" * 1_000_000 + b'"broken"too')

    assert raised.value.line == limits.FILE_ROWS + 2


def test_the_limit_that_all_of_python_shares_is_left_alone() -> None:
    before = csv.field_size_limit()
    read_upload(f"{HEADER}\nharbour/1,skip,Fog.".encode())

    assert csv.field_size_limit() == before


def test_as_many_rows_as_are_allowed_are_read() -> None:
    file = read_upload(f"{HEADER}\n".encode() + b"x,y,z\n" * limits.FILE_ROWS)

    assert len(file.rows) == limits.FILE_ROWS


def test_a_row_of_the_most_and_longest_values_is_read_and_reported() -> None:
    columns = [HEADER, *(f"works_{place}" for place in range(1, 5))]
    row = ['"' + '""' * 9_999 + '"'] * 7
    report = report_on(f"{','.join(columns)}\n{','.join(row)}\n")

    assert "Line 2, headline: 9,999 characters, 200 at most" in wrong_lines(report)


def test_json_of_wrong_shapes_is_reported_entry_by_entry() -> None:
    entry = {"instalment": "harbour/1", "verdict": "skip", "headline": "Fog."}
    report = report_on(
        ours(
            reviews=[
                {**entry, "headline": ["a"], "works": "b", "score": 7},
                {**entry, "instalment": {"id": 1}, "works": ["1", "2", "3", "4", "5"]},
                {**entry, "curator": 10**300, "headline": "x" * 20_000},
                {},
            ]
        )
    )

    assert wrong_lines(report) == [
        "Review 1, headline: not of the form that an export has",
        "Review 1, works: not of the form that an export has",
        "Review 1, score: not of the form that an export has",
        "Review 2, instalment: not of the form that an export has",
        "Review 2, works: 5 of them, 4 at most",
        "Review 3, headline: 20,000 characters, 10,000 at most",
        "Review 3, curator: the spreadsheet rounded the id to “1e999”; make the column text",
        "Review 4, instalment: missing",
        "Review 4, verdict: missing",
        "Review 4, headline: missing",
    ]


@given(st.binary(max_size=400))
def test_no_bytes_whatever_break_the_reading(content: bytes) -> None:
    try:
        lines = wrong_lines(report_on(content))
    except BrokenFileError as error:
        lines = [broken_sentences(error)[0]]
    assert all(lines)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["instalment", "curator", "verdict", "headline", "works", "score", "points", "facts", "id", "name"]
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=12,
    ).map(in_a_list),
    st.sampled_from(["reviews", "titles", "covers", "curators"]),
)
def test_no_json_whatever_breaks_the_reading(value: object, where: str) -> None:
    try:
        lines = wrong_lines(report_on(ours(**{where: value})))
    except BrokenFileError as error:
        lines = [broken_sentences(error)[0]]
    # A spoiler mark without a title, a nonsense entry: none is accepted, and each is reported.
    assert lines
    assert all(lines)
