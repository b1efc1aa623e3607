"""One call and its answer as plain values, free of any HTTP library."""

import contextlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fofal_desktop.api.errors import NOT_OURS, ApiError
from fofal_server.contract.wire import Problem

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Content:
    """A file to send that was never on the disk."""

    name: str
    data: bytes

    def read_bytes(self) -> bytes:
        return self.data


@dataclass(frozen=True)
class Request:
    """What to ask.

    ``key`` is the idempotency key; ``signed`` is False for the calls that make a session; ``harmless_for`` are the
    seconds in which a call without a key may be repeated; ``slow`` ones are waited for longer, those with a ``within``
    only so many seconds. ``entered_at`` is told of what waited here before it was sent. ``part`` is the byte from which
    on the rest of something with that tag is wanted; it is not repeated, for whoever asks goes on where the line broke.
    """

    method: str
    path: str
    params: Params = ()
    body: Any = None
    upload: Path | Content | None = None
    version: int | None = None
    key: str | None = None
    etag: str | None = None
    entered_at: datetime | None = None
    signed: bool = True
    harmless_for: float = 0.0
    slow: bool = False
    within: float | None = None
    part: tuple[int, str] | None = None

    @property
    def repeatable_for(self) -> float:
        """Seconds in which sending it again cannot do it again."""
        again = (self.method == "GET" and self.part is None) or self.key is not None
        return math.inf if again else self.harmless_for


@dataclass(frozen=True)
class Answer:
    """What came back, of whatever status."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""

    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def retry_after(self) -> float | None:
        """Seconds, whether the server wrote them as a number; a date (allowed by RFC 9110) counts as no pause named."""
        text = self.headers.get("Retry-After", "")
        return float(text) if text.isdecimal() else None

    @property
    def moment(self) -> float | None:
        """The server's clock when it answered, in seconds since 1970; a date that is none tells nothing."""
        with contextlib.suppress(ValueError):
            return parsedate_to_datetime(self.headers.get("Date", "")).timestamp()
        return None

    def error(self) -> ApiError:
        return ApiError(self._problem(), self.retry_after)

    def _problem(self) -> Problem:
        try:
            return Problem.model_validate_json(self.content)
        except ValidationError:  # not our server: a proxy or a captive portal between
            return Problem(type=NOT_OURS, title=_phrase(self.status), status=self.status)


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else str(status)


def selection(search: str, filters: Sequence[str], sort: Sequence[str]) -> Params:
    """Say which rows, in which order, as a part of the query."""
    words = (("search", search),) if search.strip() else ()
    order = (("sort", ",".join(sort)),) if sort else ()
    return (*words, *(("filter", text) for text in filters), *order)
