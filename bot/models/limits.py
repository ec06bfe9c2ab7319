"""How long, how many and how large things may be: one table for catalogue files, servers' forms and imported files.

What is typed, read from a catalogue file or uploaded is held against it. What a database holds is not, nor a row of an
import that says what is stored already: what was written under another limit always reads. Where catalogue and forms
once differed, the wider value holds for both. Discord's limits stand in :mod:`bot.ui.discord_limits`; texts beyond
them are shortened when a card is drawn.
"""

from __future__ import annotations

# Ids

ID = 40
"""Characters of an id: an instalment's whole one (two and a slash) leaves room for an action in a custom_id of 100."""

# A title's facts

TITLE = 150
"""Characters of a title, a native title, an alias; what a card's heading shows in full. 100 in files before."""
HOOK = 110
"""Characters of a hook: one line under a recommendation, two on a phone."""
PREMISE = 600
"""Characters of a premise: three sentences."""
NAME = 80
"""Characters of a person's name, of an outlet's, of a critic's."""
CHARACTER = 100
"""Characters of the part that somebody plays. 80 in forms before."""
ABOUT = 150
"""Characters of what is said of a character."""
ORDER_NOTE = 200
"""Characters of what is said of the order to watch in: one sentence."""
MARK = 20
"""Characters of the sign that members use in place of a title."""
FIRST_YEAR = 1920
"""The earliest year; no television is older. 1930 in files before."""
EPISODES = 500
"""Episodes of one instalment. 400 in files before."""
MINUTES = 1000
"""Minutes of one episode. 400 in files before."""
NUMBER = 5000
"""The highest number that an instalment may carry; the longest strands have shown some 3,000 films."""

# A review

HEADLINE = 200
"""Characters of the verdict's reason in one sentence."""
REASON = 160
"""Characters of one thing that works or does not: two lines on a phone. 100 in files before."""
REASONS = 4
"""Reasons on each side; a modal's field of 4,000 characters holds four of the longest six times over."""
COMPARISON = 300
"""Characters of a comparison with another instalment. 200 in forms before."""
OVERRULED = 200
"""Characters of why a verdict differs from its critic's score: one sentence."""
SPOILERS = 1000
"""Characters of what can only be said with spoilers."""
SCORE = 100.0
"""The highest maximum of a score: per cent."""

# A catalogue file alone

URL = 400
"""Characters of an address; a card links several in its 4,000."""
SOURCE_TITLE = 200
"""Characters of a source's title."""
SOURCE_FACT = 40
"""Characters of a word for what a source tells."""
TEXT = 100
"""Characters of any text that has no limit of its own."""
LIST = 60
"""Texts in a list that has no limit of its own."""
PEOPLE = 200
"""People in one list of credits."""
TABLES = 2000
"""Tables in one list of tables."""
TAG_NAME = 40
"""Characters of a tag's name, and of a synonym."""
TAG_ABOUT = 120
"""Characters of what a tag means."""

# A server's forms alone: these lists are typed into one field each, which takes 4,000 characters

FIELD = 4000
"""Characters that Discord lets through in one field of a form."""
ALIASES = 15
"""Further titles of one title."""
COUNTRIES = 8
"""Countries of one title."""
TAGS = 20
"""Tags of one title."""
CAST = 40
"""Lines of one cast."""
SERVER_TITLES = 1_000
"""Titles that one server may say something of: each is held in memory while its members ask, and read at each write."""
CURATOR_NAME = 100
"""Characters kept of what an imported file calls a curator; Discord's own names have 32."""

# An uploaded file

FILE_BYTES = 10 * 1024 * 1024
"""Bytes of a file: what Discord lets anybody upload."""
FILE_ROWS = 5_000
"""Rows of a file; so many are planned in well under a minute."""
FILE_COLUMNS = 64
"""Columns of a table: more than twice what an export has."""
CELL = 10_000
"""Characters of a cell; the longest that an export writes is a cast."""
