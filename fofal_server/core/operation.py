"""A route as data: what it needs, what it takes, what it answers; ``core/serve.py`` runs it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from uuid import UUID

import orjson
from pydantic import BaseModel
from sqlalchemy.orm import Session

from fofal_server.core.actor import Actor
from fofal_server.core.db import Pools
from fofal_server.core.errors import NotFound

API = "/api/v1"


@dataclass(frozen=True)
class Upload:
    """A file as it arrived; ``stream`` is spooled to disk beyond a megabyte and closed after the call."""

    filename: str
    content_type: str
    stream: BinaryIO

    def digest(self) -> bytes:
        """SHA-256 of the content; the stream is rewound."""
        found = hashlib.sha256()
        self.stream.seek(0)
        while chunk := self.stream.read(1024 * 1024):
            found.update(chunk)
        self.stream.seek(0)
        return found.digest()


@dataclass
class Answer:
    """What goes back: ready bytes, or an iterator for what is streamed after the transaction is over.

    ``after`` makes another answer in its place when the transaction is over and its connection given back: whoever has
    to ask another machine does it there, on the lane ``outside``.
    """

    body: bytes | Iterator[bytes] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "application/json"
    after: "Callable[[], Answer] | None" = None


@dataclass
class Call:
    """One request on its way through an operation.

    ``session`` is its transaction, ``door`` what let it in (the sign-in routes need it), ``state`` the settings.
    ``waited`` are the seconds that it stood at the bell.
    """

    session: Session
    actor: Actor
    pools: Pools
    path: Mapping[str, str]
    query: Any = None
    body: Any = None
    upload: Upload | None = None
    version: int | None = None
    language: str = "fr"
    request_id: str = ""
    address: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    door: Any = None
    state: Any = None
    waited: float = 0.0

    def key(self, name: str = "id") -> UUID:
        """The id in the path; a text that is no id names no record (404)."""
        try:
            return UUID(self.path[name])
        except ValueError as error:
            raise NotFound from error


@dataclass(frozen=True, kw_only=True)
class Operation:
    """``permission`` None means any signed-in person, ``public`` means anybody.

    ``versioned``: If-Match is due (428). ``keyed``: the answer may be stored under an Idempotency-Key.
    ``claimed``: it may have been entered before it was sent, and say when (``Entered-At``).
    ``while_due``: open also to somebody who must first do something else, such as choosing a password of the own;
    whatever that is, or one of these keys of ``Actor.due``.
    ``while_shut``: open also to somebody who has to wait for the end of a maintenance (public doors always are).
    ``personal``: about the own account, and closed to keys of service accounts.
    ``waits``: the call may stand at the bell (``?wait=`` seconds) before it is judged, on no thread.
    ``tells``: asked with ``telling=true`` it says how many rows are done while it works (``contract/frames.py``).
    ``lane``: the bounded group of threads it runs on; hashing has its own, so that sign-ins do not starve others.
    """

    method: str
    path: str
    name: str
    tag: str
    work: Callable[[Call], Answer]
    permission: str | None = None
    public: bool = False
    body: type[BaseModel] | None = None
    body_optional: bool = False
    upload: bool = False
    query: type[BaseModel] | None = None
    answer: Any = None
    status: int = 200
    media_type: str = "application/json"
    other_media: tuple[str, ...] = ()
    versioned: bool = False
    keyed: bool = False
    claimed: bool = False
    while_due: bool | frozenset[str] = False
    while_shut: bool = False
    personal: bool = False
    waits: bool = False
    tells: bool = False
    lane: str = "calls"
    refusals: tuple[int, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether it adds to the data; coming in and going out do not count, for without them nobody could read."""
        return self.method != "GET" and not self.public and self.while_due is False

    def opens_to(self, due: str | None) -> bool:
        """Whether somebody who owes this may pass."""
        return due is None or (self.while_due if isinstance(self.while_due, bool) else due in self.while_due)


def json_answer(value: BaseModel | Mapping[str, Any] | bytes | str, status: int = 200, **headers: str) -> Answer:
    """An answer in JSON from a model, a mapping or text that is JSON already."""
    if isinstance(value, BaseModel):
        body = value.model_dump_json().encode()
    elif isinstance(value, str):
        body = value.encode()
    else:
        body = value if isinstance(value, bytes) else orjson.dumps(value)
    return Answer(body, status, {name.replace("_", "-"): text for name, text in headers.items()})
