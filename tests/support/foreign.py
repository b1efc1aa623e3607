"""A PostgreSQL of the system that somebody else keeps, of another version than ours; gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fofal_server.cluster import account
from fofal_server.cluster import port as ports
from fofal_server.cluster.binaries import Binaries, inspect
from fofal_server.cluster.program import run
from fofal_server.cluster.url import connected
from tests.support.programs import lacking

PLACES = Path("/usr/lib/postgresql")


@contextmanager
def foreign_server() -> Iterator[str]:
    """The URL of its superuser, at the database ``postgres``."""
    programs = _programs()
    runs_as = account.choose(Path("none"))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        pgdata, port = Path(folder) / "data", ports.choose(None)
        pgdata.mkdir(mode=0o700)
        account.give(pgdata, runs_as)
        run(programs.program("initdb"), "-D", str(pgdata), "-U", "maison", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", account=runs_as)  # fmt: skip
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        keep = ("-D", str(pgdata), "-w", "-l", str(pgdata / "log"))
        run(programs.program("pg_ctl"), *keep, "-o", options, "start", account=runs_as)
        try:
            yield f"postgresql://maison@127.0.0.1:{port}/postgres"
        finally:
            run(programs.program("pg_ctl"), *keep, "-m", "immediate", "stop", account=runs_as)


def _programs() -> Binaries:
    found = [one for folder in sorted(PLACES.glob("*/bin")) if (one := inspect(folder, embedded=False))]
    if not found:
        lacking("no PostgreSQL of the system: apt-get install postgresql")
    return found[0]


def execute(url: str, *statements: str) -> None:
    """As whoever the URL names, each on its own."""
    with connected(url) as connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
