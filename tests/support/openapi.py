"""The OpenAPI document of the application, without any database; as a program it writes ``docs/openapi.json``."""

import json
from pathlib import Path
from typing import Any

from fofal_server.app import VERSION, operations
from fofal_server.core import openapi

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def document() -> dict[str, Any]:
    """The document as plain JSON."""
    found: dict[str, Any] = json.loads(json.dumps(openapi.document(operations(), VERSION)))
    return found


if __name__ == "__main__":
    FILE.write_text(json.dumps(document(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
