"""The published contract is the one the code implies."""

import json
from pathlib import Path

from tests.support.openapi import document

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def test_the_published_document_is_current() -> None:
    """Write it anew with ``python -m tests.support.openapi`` when this fails on purpose."""
    assert json.loads(FILE.read_text(encoding="utf-8")) == document()
