"""Checks of what slowly goes wrong with a database: those of the job and of the watches, as findings."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from fofal_server.console.checks.finding import Finding
from fofal_server.core.texts import text
from fofal_server.ops import database_checks
from fofal_server.ops.database_checks import Seen

SHOWN = 5


def findings(session: Session) -> Iterator[Finding]:
    """One finding a check; what is only good to know is no fault."""
    for seen in database_checks.all_of(session.connection()):
        yield finding(seen)


def finding(seen: Seen) -> Finding:
    """Named as its watch, without the first word."""
    code, lines = seen.check.code, seen.told()
    shown = " ".join(lines[:SHOWN]) + (f" Et {len(lines) - SHOWN} autres." if len(lines) > SHOWN else "")
    return Finding(
        code.removeprefix("database-"),
        text(f"check.{code}"),
        not seen.weighs,
        shown or "en ordre",
        text(f"watch.{code}.remedy"),
        warns=bool(lines),
    )
