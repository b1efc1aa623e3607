"""The data of ICU for the languages that the desktop speaks: 31 MB of all languages become one tenth.

Qt reads numbers and dates from tables of its own; of ICU it takes sorting, the case of letters, names of time zones.
The format is ICU's "common data" (CmnD): a header, then a table of contents of (name, place) pairs sorted by name,
both counted from the table's own beginning, then the entries, each at a multiple of 16 bytes.
"""

import re
import struct
import subprocess
from pathlib import Path

HEAD = struct.Struct("<HBB")
MAGIC = b"\xda\x27"
KIND = b"CmnD"
ALIGNED = 16
LANGUAGES = ("root", "fr", "en")
ALWAYS = ("pool", "res_index")
"""What every folder's languages share, and which there are."""
SHARED = (
    "currencyNumericCodes", "dayPeriods", "genderList", "grammaticalFeatures", "icustd", "icuver", "keyTypeData",
    "langInfo", "likelySubtags", "metaZones", "metadata", "numberingSystems", "pluralRanges", "plurals",
    "supplementalData", "timezoneTypes", "tzdbNames", "windowsZones", "zoneinfo64",
)  # fmt: skip
"""Tables of no language."""
CONVERTED = ("ibm-1252_P100-2000", "ibm-5348_P100-1997", "ibm-923_P100-1998")
"""Western files of the years before UTF-8; Unicode and Latin-1 are no tables."""
DROPPED = ("translit/", "rbnf/", "unames.icu")
"""Other alphabets, numbers in words, names of characters."""


class NotIcu(ValueError):
    """The library does not hold ICU's common data where it should."""


def trimmed(library: Path, made: Path) -> int:
    """Put the library with what is needed of its data to ``made``; answers the size of it in bytes."""
    image = library.read_bytes()
    start = begin(image)
    version = library.name.removeprefix("libicudata.so.").partition(".")[0]
    symbol = f"icudt{version}_dat"
    data, source, thing = (made.with_suffix(kind) for kind in (".dat", ".s", ".o"))
    data.write_bytes(rebuilt(image[start:]))
    source.write_text(
        f".section .rodata\n.balign {ALIGNED}\n.globl {symbol}\n.type {symbol}, %object\n{symbol}:\n"
        f'.incbin "{data}"\n.size {symbol}, . - {symbol}\n.section .note.GNU-stack,"",%progbits\n'
    )
    subprocess.run(["as", "-o", thing, source], check=True)
    soname = f"libicudata.so.{version}"
    linked = ["ld", "-shared", "-Bsymbolic", "-z", "noexecstack", "-soname", soname, "-o", str(made), str(thing)]
    subprocess.run(linked, check=True)
    for left in (data, source, thing):
        left.unlink()
    return made.stat().st_size


def begin(image: bytes) -> int:
    """Where the data begin in a library."""
    found = re.search(re.escape(MAGIC) + rb".{8}" + KIND, image, re.DOTALL)
    if found is None:
        raise NotIcu
    return found.start() - 2


def entries(data: bytes) -> list[tuple[str, bytes]]:
    """Names and contents; data that go on behind the last one (the rest of a library) are its own."""
    table = HEAD.unpack_from(data)[0]
    (count,) = struct.unpack_from("<I", data, table)
    places = [struct.unpack_from("<II", data, table + 4 + 8 * one) for one in range(count)]
    ends = [place for _, place in places[1:]] + [len(data) - table]
    return [
        (data[table + name : data.index(b"\0", table + name)].decode(), data[table + place : table + end])
        for (name, place), end in zip(places, ends, strict=True)
    ]


def kept(name: str) -> bool:
    """Whether an entry is needed, by its name: ``icudt73l/coll/fr.res``."""
    inner = name.partition("/")[2]
    if inner.startswith(DROPPED) or inner.endswith((".dict", ".spp")):
        return False
    folder, _, file = inner.rpartition("/")
    stem, _, kind = file.rpartition(".")
    if kind == "cnv":
        return stem in CONVERTED
    if kind != "res":
        return True
    return stem in (*LANGUAGES, *ALWAYS) or stem.startswith(("fr_", "en_")) or (not folder and stem in SHARED)


def rebuilt(data: bytes) -> bytes:
    """The same data with only what is kept."""
    chosen = [(name.encode() + b"\0", words) for name, words in entries(data) if kept(name)]
    if not chosen:
        raise NotIcu
    table = HEAD.unpack_from(data)[0]
    names = place = 4 + 8 * len(chosen)
    listed, place = [], _aligned(table, names + sum(len(name) for name, _ in chosen))
    for name, words in chosen:
        listed.append((names, place))
        names, place = names + len(name), _aligned(table, place + len(words))
    made = bytearray(data[:table] + struct.pack("<I", len(chosen)))
    made += b"".join(struct.pack("<II", *one) for one in listed) + b"".join(name for name, _ in chosen)
    for (_, words), (_, at) in zip(chosen, listed, strict=True):
        made += b"\0" * (table + at - len(made)) + words
    return bytes(made)


def _aligned(table: int, place: int) -> int:
    return place + -(table + place) % ALIGNED
