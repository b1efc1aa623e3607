"""The OpenAPI document of the application, without any database; as a program it writes ``docs/openapi.json``."""

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from fofal_server.app import VERSION, operations
from fofal_server.core import mount
from fofal_server.core.serve import House

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def document() -> dict[str, Any]:
    """What ``GET /openapi`` would say, were it served."""
    doors = list(operations())
    app = FastAPI(title="FOFAL", version=VERSION)
    mount.mount(app, doors, House(None, None, {}))  # type: ignore[arg-type] - nothing is called, only described
    found: dict[str, Any] = json.loads(json.dumps(mount.openapi(app, doors)))
    return found


if __name__ == "__main__":
    FILE.write_text(json.dumps(document(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
