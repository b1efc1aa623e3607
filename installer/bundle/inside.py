"""What a packaged program says of itself: version, commit, the list of its libraries, their licences."""

from pathlib import Path

from installer.bundle.contents import Program


def written(root: Path, program: Program, folder: Path) -> list[tuple[str, str]]:
    return []
