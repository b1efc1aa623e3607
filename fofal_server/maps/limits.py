"""How much a map file may hold; everything beyond is refused before it is read into memory."""

MAX_POSITIONS = 20_000
"""Of one shape. More is a tracing mistake or an attack: at one position a metre it is a boundary of 20 km."""

MAX_IN_FILE = 200_000
"""Positions of all shapes of a file: 500 plots of 400 corners."""

MAX_FEATURES = 5_000

MAX_RINGS = 200
"""Of one shape: which ring is a hole in which is found by comparing each with each."""

MAX_ELEMENTS = 300_000
"""XML elements that are kept of a file: a track of GPX has one a position."""

MAX_DEPTH = 40
"""Of elements in each other."""

MAX_PROPERTIES = 100
"""Told of one feature, beside its shape and its name."""

MAX_WORD = 4_000
"""Characters of one of them."""

MAX_UNPACKED = 40 * 1024 * 1024
"""Bytes of an archive once unpacked, as declared and as found."""

MAX_RATIO = 100
"""A part of an archive that unpacks to more than so many times its size is a bomb (when larger than ``BOMB_FROM``)."""

BOMB_FROM = 4 * 1024 * 1024

MAX_PARTS = 500
"""Files inside an archive: the pictures of a KMZ count as well."""
