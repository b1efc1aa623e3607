"""What is looked at again and again because it can go wrong, as data; who is told of it is for others to say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from fofal_server.core.db import Pools


class Severity(StrEnum):
    """How much it matters: to be known, to be seen to today, or to be seen to now."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class About(NamedTuple):
    """The record that is meant, or all of a resource: who may not read it hears nothing of the alert."""

    resource: str
    record_id: UUID | None = None


@dataclass(frozen=True)
class Sighting:
    """Something is wrong now. ``subject`` tells two of one watch apart (a disk, a job); ``values`` fill its words."""

    subject: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None
    """Graver or lighter than the watch says of itself."""
    about: About | None = None


@dataclass(frozen=True)
class Watch:
    """``look`` every ``every`` seconds and say what is wrong now; nothing said means that all is well.

    ``code`` names it for ever: its words are ``watch.<code>`` (title) and ``watch.<code>.told`` (with ``{blanks}``),
    what to do stands in the guide's page of that name. ``holds`` is how many seconds a sighting has to last before
    somebody is told. ``lasting``: it stays open until a person says that it is over, whatever is seen later.
    """

    code: str
    severity: Severity
    look: Callable[[Pools], Iterable[Sighting]] | None
    every: float = 30.0
    holds: float = 0.0
    lasting: bool = False
    within: float = 20.0
