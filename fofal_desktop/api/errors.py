"""What can go wrong on the way to the server, as one small tree.

ApiError (the server said no: its problem)
└── Unreachable (nobody answered: status 0)
    ├── Untrusted (somebody answered who may not be the server)
    ├── Unseen (and what was asked is not kept on this computer)
    └── Strange (something between answered in its place)
Cancelled (the person gave up waiting)
"""

from typing import Literal

from fofal_server.contract.wire import NO_SUCH_DOOR, NO_SUCH_METHOD, Problem

MAINTENANCE, NOT_OURS = "maintenance", "about:blank"
Reason = Literal["name", "expired", "unknown", "authority", "plain"]


class ApiError(Exception):
    """A refusal of the server; ``problem`` is what it said, ``retry_after`` in seconds when it named a pause."""

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(problem.detail or problem.title)
        self.problem = problem
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        return self.problem.status

    @property
    def gone(self) -> bool:
        """Whether the record is not there, or not for this person's eyes; a door that is not known is another thing."""
        known = self.problem.type != NOT_OURS and self.problem.code not in {NO_SUCH_DOOR, NO_SUCH_METHOD}
        return self.status == 404 and known

    @property
    def maintenance(self) -> bool:
        """Whether the server is closed for a while, to nearly everybody; its words say why."""
        return self.status == 503 and self.problem.code == MAINTENANCE


class Unreachable(ApiError):
    """No answer came: the cable, the server or the time-out.

    Nothing is known about what happened to the call, unless it never ``left``: then no connection came about at all.
    """

    def __init__(self, detail: str, *, left: bool = True) -> None:
        super().__init__(Problem(type=NOT_OURS, title="unreachable", status=0, detail=detail))
        self.left = left


class Untrusted(Unreachable):
    """The connection is not safe, and asking again does not help.

    ``reason``: the certificate has another name, is out of date or comes from nobody known; the pinned authority cannot
    be read; or the address is not https. ``about`` is the host, or the file of the authority.
    """

    def __init__(self, reason: Reason, about: str) -> None:
        super().__init__(f"{reason}: {about}")
        self.reason, self.about = reason, about


class Unseen(Unreachable):
    """Nobody answered, and nothing is kept here that would answer instead of ``nobody``."""

    def __init__(self, nobody: Unreachable) -> None:
        super().__init__(nobody.problem.detail or "")
        self.nobody = nobody


class Strange(Unreachable):
    """A page of the web, or the way to one: the portal of a network, or what stands before a server that is away."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.answered = status


class Cancelled(Exception):
    """The work was stopped on request."""
