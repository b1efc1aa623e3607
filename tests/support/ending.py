"""A run that is told to end from outside stops what it has started, as one that is interrupted by hand does."""

import signal

import pytest


def pytest_sessionstart(session: pytest.Session) -> None:
    """Take SIGTERM for Ctrl-C: fixtures are left in order, and PostgreSQL with them."""

    def end(number: int, _: object) -> None:
        session.shouldstop = "ended from outside"  # where Qt is asked at this moment, it keeps the exception to itself
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # leaving is not to be disturbed
        raise KeyboardInterrupt(signal.Signals(number).name)

    signal.signal(signal.SIGTERM, end)
