"""Staying behind everybody else's work: a backup takes of the machine what others leave."""

import contextlib
import os
from pathlib import Path

from fofal_server.backup.source import Source
from fofal_server.cluster.url import connected

LOWEST = 19
SESSION = 5
"""A third of what another session gets when all want more than there is; with less, a backup hardly goes on then."""

_SENDERS = "SELECT pid FROM pg_stat_replication WHERE application_name = %s"


def step_back(leader: int) -> None:
    """Put a process that leads a session of its own, and all that it will start, behind the rest.

    Linux shares the processors among sessions first and among the processes of each then: a process that is nice in its
    own session gives way to nobody else, unless the session is nice too.
    """
    if hasattr(os, "setpriority"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, leader, LOWEST)
    with contextlib.suppress(OSError):  # Linux alone knows it, and not in every container
        Path(f"/proc/{leader}/autogroup").write_text(str(SESSION), encoding="ascii")


def send_behind(source: Source, application: str) -> None:
    """Have PostgreSQL's processes that send to ``application`` give way to those that answer people.

    Each leads a session of its own. They hold nothing that others wait for. Where their account is not ours to touch,
    nothing changes.
    """
    with connected(source.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute(_SENDERS, (application,))
        for (pid,) in cursor.fetchall():
            step_back(pid)
