"""The number of the version, in every file that names it: ``python -m installer.bundle.number 0.2.0``.

Raised when a version is made, before its tag (docs/admin/versions.md). Pages that tell of two versions keep theirs.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from fofal_server.contract.version import VERSION, rank

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    "fofal_server/contract/version.py", "pyproject.toml", "installer/server/Dockerfile",
    "installer/server/compose.yaml", "installer/rollout/ansible/inventaire.yml",
    "installer/rollout/windows/installer.cmd", "installer/rollout/windows/detecter.ps1", "docs/admin/installation.md",
    "docs/admin/linux.md", "docs/admin/windows.md",
)  # fmt: skip
_BEFORE = (
    r'^VERSION = "', r'^version = "', r"\bfofal-server:", r'image\.version="', r"\bfofal_version: ",
    r"^set VERSION=", r"\[version\]'", r"\bfofal-(?:desktop|server)[_-]", r"/opt/fofal-",
)  # fmt: skip
_NAMED = re.compile(rf"(?P<before>{'|'.join(_BEFORE)})(?P<number>\d+\.\d+\.\d+)", re.MULTILINE)


def named(text: str) -> list[str]:
    """The numbers that a text gives to FOFAL."""
    return [found["number"] for found in _NAMED.finditer(text)]


def raise_to(version: str, root: Path) -> None:
    """Write it into all of them; ValueError for what is no version."""
    rank(version)
    for file in (root / name for name in FILES):
        words = file.read_bytes().decode("utf-8")  # the ends of its lines stay what they are
        file.write_bytes(_NAMED.sub(rf"\g<before>{version}", words).encode("utf-8"))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m installer.bundle.number", description="Écrit le numéro de la version partout où il est."
    )
    parser.add_argument("version", metavar="VERSION", help="plus grande que celle d'à présent, comme 0.2.0")
    wanted = parser.parse_args(argv).version
    try:
        if rank(wanted) <= rank(VERSION):
            parser.error(f"{wanted} n'est pas plus grand que {VERSION}, ce qu'il est à présent")
    except ValueError:
        parser.error(f"{wanted} n'est pas un numéro : trois nombres, comme 0.2.0")
    raise_to(wanted, ROOT)
    sys.stdout.write(f"{VERSION} → {wanted}. Relisez (git diff), puis : git commit -am v{wanted}, git tag v{wanted}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
