"""What can go wrong on the way to the server, as one small tree.

ApiError (the server said no: its problem)
└── Unreachable (nobody answered: status 0)
Cancelled (the person gave up waiting)
"""

from fofal_server.contract.wire import Problem


class ApiError(Exception):
    """A refusal of the server; ``problem`` is what it said, ``retry_after`` in seconds when it named a pause."""

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(problem.detail or problem.title)
        self.problem = problem
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        return self.problem.status


class Unreachable(ApiError):
    """No answer came: the cable, the server or the time-out; nothing is known about what happened to the call."""

    def __init__(self, detail: str) -> None:
        super().__init__(Problem(type="about:blank", title="unreachable", status=0, detail=detail))


class Cancelled(Exception):
    """The work was stopped on request."""
