"""The server of this tree, for tests of another revision: one order on standard input, done until that is closed."""

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO

from fofal_server.console import seeding
from fofal_server.core import migrations
from fofal_server.ops import service_watches
from tests.support.databases import Database
from tests.support.servers import serving


def main() -> None:
    order, answers = json.loads(sys.stdin.readline()), sys.stdout
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        told(order, answers)  # nobody reads the log of the server: a full pipe would hold it up


def told(order: dict[str, Any], answers: TextIO) -> None:
    if order["do"] == "serve":
        service_watches.FEWEST = sys.maxsize  # how long calls take on this machine says nothing of the desktop
        with serving(Database(**order["database"]), Path(order["folder"]), **order["changes"]) as server:
            print(server.url, file=answers, flush=True)
            sys.stdin.read()
        return
    {"migrate": migrations.upgrade, "seed": seeding.seed}[order["do"]](order["url"])
    print("done", file=answers, flush=True)


if __name__ == "__main__":
    main()
