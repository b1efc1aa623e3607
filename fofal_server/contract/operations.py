"""How the installation is, as one answer: what is measured of it, and the backups it has."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel


class Measured(BaseModel):
    """A number by its name in ``/metrics``; ``labels`` tell those of one name apart."""

    name: str
    labels: dict[str, str] = {}
    value: float


class BackupSet(BaseModel):
    """A set in the first place. ``size`` in bytes and ``seconds`` are unknown of one that cannot be read."""

    id: str
    made_at: datetime
    state: Literal["good", "unchecked", "broken"]
    problem: str = ""
    kind: Literal["physical", "logical"] | None = None
    size: int | None = None
    seconds: float | None = None


class Replica(BaseModel):
    """A database that repeats this one. ``state`` is PostgreSQL's word (``streaming``: all is well), null: it is away.

    ``since``: from when on it is there, or away; ``awaited``: commits wait for it; ``slot``: what becomes of the log
    that waits for it (``lost``: it has to be copied anew), null where it follows without a place of its own.
    """

    name: str
    address: str | None = None
    state: str | None = None
    since: datetime | None = None
    awaited: bool = False
    lag_seconds: float | None = None
    lag_bytes: int | None = None
    slot: str | None = None
    kept_bytes: int | None = None


class Replication(BaseModel):
    """``wanted``: commits are to wait for a replica, ``waits``: they do; ``sees``: who follows would be known here.

    ``problem`` in words: it could not be asked, and nothing else here means anything.
    """

    replicas: list[Replica] = []
    wanted: bool = False
    waits: bool = False
    sees: bool = True
    problem: str = ""


class Overview(BaseModel):
    """``sets`` the newest first; ``copied``: a second place is set up; ``reports``: first days of months."""

    at: datetime
    version: str
    measures: list[Measured]
    sets: list[BackupSet]
    copied: bool
    reports: list[date] = []
    replication: Replication = Replication()
