"""Who may be asked and how, as data, and what comes back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from fofal_server.outside.errors import Garbled


@dataclass(frozen=True)
class Provider:
    """``hosts``: bare names it is reached by; the settings have to open them too (``FOFAL_OUTSIDE_HOSTS``).

    ``per_second``: calls that the whole installation makes at most. ``timeout``: seconds for one try, all of it.
    ``largest``: bytes of an answer. ``tries``: how often a call that failed is made. ``headers`` go with each call.
    ``plain``: parameters of its addresses that hold no key and may be written down.
    """

    code: str
    hosts: tuple[str, ...]
    per_second: float | None = None
    timeout: float = 10.0
    largest: int = 10_000_000
    tries: int = 3
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    plain: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Answer:
    """``status`` is 2xx, or 304 when it was asked whether something has changed. Names of headers are lower-case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    at: dt.datetime

    def json(self) -> Any:
        """The body as JSON; Garbled when it is none."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            raise Garbled(provider=self.headers.get("content-type", "?")) from error
