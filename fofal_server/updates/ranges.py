"""A part of a file as HTTP asks for it (RFC 9110, 14): one range of bytes, as a download that goes on needs."""

import re

from fofal_server.core.errors import OutOfRange

_ONE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def asked(wanted: str | None, size: int) -> range | None:
    """The bytes that a ``Range`` header asks for; None for all, also where it asks for several parts or cannot be read.

    Refused (416) where the file has none of them.
    """
    found = _ONE.fullmatch((wanted or "").strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if first and last and int(first) > int(last):
        return None
    part = range(max(0, size - int(last)), size) if not first else range(int(first), min(size, int(last or size) + 1))
    if not part:
        raise OutOfRange(headers={"Content-Range": f"bytes */{size}"})
    return part
