"""``fofal-server``: runs the command that was typed and turns foreseen failures into words and an exit code."""

import io
import os
import signal
import sys
from collections.abc import Sequence

import psycopg2
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
    os.environ.pop(VARIABLE, None)  # a command that a server process starts is not one of those that count together
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no UTF-8 must not stop a command
            stream.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end: in order, as by Ctrl+C
    parent.follow_if_told()
    sys.exit(run(sys.argv[1:]))


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
    return answer if isinstance(answer, int) else Outcome.OK


def _fail(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
