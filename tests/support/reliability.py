"""``docs/reliability.md``: sections that the runs themselves write, each run its own."""

from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
_TITLE = "# Reliability\n\nEvery figure here was written by the run that measured it; nothing is typed in by hand.\n"


def put(title: str, text: str) -> None:
    """Replace the section of that title, or add it at the end."""
    known = FILE.read_text(encoding="utf-8") if FILE.exists() else _TITLE
    head, *sections = known.split("\n## ")
    kept = {section.partition("\n")[0]: section.rstrip("\n") for section in sections}
    kept[title] = f"{title}\n\n{text.strip()}"
    FILE.write_text("\n\n## ".join([head.rstrip("\n"), *kept.values()]) + "\n", encoding="utf-8")
