"""One answer as it is kept: when it was given, how long it may be shown, and what it says."""

import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fofal_desktop.api.request import Answer

LONGEST = timedelta(days=30)
"""Nothing is shown that is older, whatever the server allows."""
HEADER = "Desktop-Cache-Control"
"""Where the server says what a desktop may keep (RFC 9213): no browser heeds it, for them nothing is to be kept."""
_ALLOWED = re.compile(r"\bstale-if-error=(\d{1,9})\b")
_HEAD = struct.Struct(">dd")


@dataclass(frozen=True)
class Kept:
    """``read_at`` and ``until`` by the server's clock."""

    read_at: datetime
    until: datetime
    content: bytes

    def pack(self) -> bytes:
        return _HEAD.pack(self.read_at.timestamp(), self.until.timestamp()) + self.content


def unpack(packed: bytes) -> Kept:
    """Read what ``pack`` made; ValueError for anything else."""
    try:
        read_at, until = (datetime.fromtimestamp(seconds, UTC) for seconds in _HEAD.unpack(packed[: _HEAD.size]))
    except (struct.error, OverflowError, OSError) as strange:
        raise ValueError from strange
    return Kept(read_at, until, packed[_HEAD.size :])


def kept_from(answer: Answer, now: datetime) -> Kept | None:
    """Take what may be kept of an answer, as the server says (stale-if-error, RFC 5861); None: nothing."""
    allowed = _ALLOWED.search(answer.headers.get(HEADER, ""))
    if answer.status != 200 or allowed is None:
        return None
    return Kept(now, now + min(LONGEST, timedelta(seconds=int(allowed[1]))), answer.content)
