"""Where the files lie that ship with the program: fonts, style sheet, translations."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Path of a shipped file, in the source tree as in a packaged program."""
    return _ROOT.joinpath(*parts)
