"""``fofal-server``: runs the command that was typed and turns foreseen failures into words and an exit code."""

import gc
import io
import logging
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

import psycopg2
import structlog
import typer
from typer.exceptions import TyperException

from fofal_server.auth.keys import KeysError
from fofal_server.backup.errors import BackupError
from fofal_server.cluster.errors import ClusterError
from fofal_server.console import french
from fofal_server.console.application import root
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.refused import sentences
from fofal_server.core import parent
from fofal_server.core.errors import FofalError
from fofal_server.core.metric_files import VARIABLE
from fofal_server.replica.errors import ReplicaError

PROGRAM = "fofal-server"


def main() -> None:
    """The entry point of the package."""
    gc.disable()  # until the command is loaded
    os.environ.pop(VARIABLE, None)  # a command that a server process starts is not one of those that count together
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no UTF-8 must not stop a command
            stream.reconfigure(errors="replace")
    # What is worth a word on the way stands beside the answer, which another program may read.
    warns = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=warns, logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    signal.signal(signal.SIGTERM, told_to_end)
    parent.follow_if_told()
    sys.exit(run(sys.argv[1:]))


def told_to_end(_number: int, _frame: FrameType | None) -> None:
    """End in order, as by Ctrl+C, and in peace.

    Whoever ends a service tells all of its processes, and each of those that follow it is told once more by who
    started it: the second time finds it clearing up.
    """
    signal.signal(signal.SIGTERM, lambda *_: None)
    raise KeyboardInterrupt


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    try:
        answer = root().main(list(arguments), PROGRAM, standalone_mode=False)
    except TyperException as error:
        return _fail(f"{french.said(error.format_message())}\n« {PROGRAM} --help » montre ce qui est possible.", 2)
    except Refusal as error:
        return _fail(str(error), error.outcome)
    except FofalError as error:
        return _fail(sentences(error), Outcome.DATABASE_AWAY if error.status == 503 else Outcome.TROUBLE)
    except (KeysError, BackupError, ReplicaError) as error:
        return _fail(str(error), Outcome.TROUBLE)
    except (ClusterError, psycopg2.OperationalError) as error:
        return _fail(str(error).strip(), Outcome.DATABASE_AWAY)
    except PermissionError as error:
        return _fail(f"Ce compte n'a pas accès à {error.filename}.", Outcome.DATABASE_AWAY)
    except typer.Abort:
        return _fail("Abandonné.", Outcome.TROUBLE)
    except Exception as error:  # SQLAlchemy's wraps psycopg2's; to load it for its name would slow every command
        if not isinstance(away := getattr(error, "orig", None), psycopg2.OperationalError):
            raise
        return _fail(str(away).strip(), Outcome.DATABASE_AWAY)
    return answer if isinstance(answer, int) else Outcome.OK


def _fail(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
