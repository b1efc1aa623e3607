"""Pages of figures in sections that the runs themselves write, each run its own."""

from pathlib import Path

_MARK = "\n## "


def put(file: Path, title: str, text: str, head: str) -> None:
    """Replace the section of that title, or add it at the end; ``head`` begins a page that is not there yet."""
    known = file.read_text(encoding="utf-8") if file.exists() else head
    begins, sections = _parted(known)
    sections[title] = f"{title}\n\n{text.strip()}"
    file.write_text(_joined(begins, sections), encoding="utf-8")


def renew(file: Path, page: str) -> None:
    """Replace what begins the page and the sections that ``page`` has; those of other runs stay."""
    begins, sections = _parted(page)
    before = _parted(file.read_text(encoding="utf-8"))[1] if file.exists() else {}
    file.write_text(_joined(begins, {**sections, **{k: v for k, v in before.items() if k not in sections}}), "utf-8")


def _parted(page: str) -> tuple[str, dict[str, str]]:
    head, *sections = page.split(_MARK)
    return head.rstrip("\n"), {one.partition("\n")[0]: one.rstrip("\n") for one in sections}


def _joined(head: str, sections: dict[str, str]) -> str:
    return "\n\n## ".join([head, *sections.values()]) + "\n"
