"""The alert engine in a process of its own, to be killed: ``python -m tests.faults.bell URL FOLDER``."""

import sys
from pathlib import Path

import fofal_server.app  # noqa: F401 - every resource is registered
from fofal_server.config import Settings
from fofal_server.core.db import open_pools
from fofal_server.core.watch import Watch
from fofal_server.notifications.own_watches import WATCHES
from fofal_server.notifications.rounds import Rounds


class Bell(Rounds):
    """Only rules over records: what is wrong with this machine is no matter of the test."""

    usual = ()

    @property
    def watches(self) -> list[Watch]:  # type: ignore[override]  # cached there
        return list(WATCHES)


def main(url: str, folder: str) -> None:
    """Round after round, until killed."""
    pools, bell = open_pools(url, size=3), Bell(Settings(data_dir=Path(folder)))
    while True:
        bell.run(pools)


if __name__ == "__main__":
    main(*sys.argv[1:])
