"""``docs/reliability.md``: sections that the runs themselves write, each run its own."""

from pathlib import Path

from tests.support import sections

FILE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
_TITLE = "# Reliability\n\nEvery figure here was written by the run that measured it; nothing is typed in by hand.\n"


def put(title: str, text: str) -> None:
    """Replace the section of that title, or add it at the end."""
    sections.put(FILE, title, text, _TITLE)
