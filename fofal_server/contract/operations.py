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


class Overview(BaseModel):
    """``sets`` the newest first; ``copied``: a second place is set up; ``reports``: first days of months."""

    at: datetime
    version: str
    measures: list[Measured]
    sets: list[BackupSet]
    copied: bool
    reports: list[date] = []
