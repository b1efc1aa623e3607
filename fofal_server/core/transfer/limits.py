"""How much a file may hold; everything beyond is refused before it is read into memory."""

MAX_ROWS = 10_000
"""Rows of an import, blank ones not counted."""

MAX_BLANK = 90_000
"""Blank lines between them; a file of nothing but line breaks is not read to its end."""

MAX_COLUMNS = 100

MAX_HEIGHT = 2 * MAX_ROWS
"""Lowest row of a sheet that may be filled: a reader makes a full grid of a sheet, however few of its cells are."""

MAX_LINE = 1_000_000
"""Characters of one line of text."""

MAX_UNPACKED = 100 * 1024 * 1024
"""Bytes of a workbook once unpacked, as declared and as found."""

MAX_RATIO = 150
"""A part of a workbook that unpacks to more than so many times its size is a bomb (when larger than ``BOMB_FROM``)."""

BOMB_FROM = 4 * 1024 * 1024

MAX_PARTS = 2_000
"""Files inside a workbook."""

MAX_ELEMENTS = 5_000_000
"""XML elements of a workbook in all: 10,000 rows of 100 columns with their texts need about four million."""

MAX_BRACKETS = 500_000
"""Lists and objects of a GeoJSON file: 1,000 parcels of 490 points, or 10,000 of 40; about 70 MB while it is read."""

MAX_PROBLEMS = 1_000
"""Errors that a report lists; beyond them rows are no longer tried, for nobody reads that many."""

PREVIEWED = 20
"""Rows that a report shows as they would be stored."""

MAX_SHOWN = 500
"""Rows of which a report tells, when asked, how they were and how they become."""
