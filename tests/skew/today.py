"""The server of this tree, for tests of another revision: one order on standard input, done until that is closed."""

import json
import sys
from pathlib import Path

from fofal_server.console import seeding
from fofal_server.core import migrations
from fofal_server.ops import service_watches
from tests.support.databases import Database
from tests.support.servers import serving


def main() -> None:
    order = json.loads(sys.stdin.readline())
    if order["do"] == "serve":
        service_watches.FEWEST = sys.maxsize  # how long calls take on this machine says nothing of the desktop
        with serving(Database(**order["database"]), Path(order["folder"]), **order["changes"]) as server:
            print(server.url, flush=True)
            sys.stdin.read()
        return
    {"migrate": migrations.upgrade, "seed": seeding.seed}[order["do"]](order["url"])
    print("done", flush=True)


if __name__ == "__main__":
    main()
