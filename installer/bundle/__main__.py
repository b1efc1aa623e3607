"""``python -m installer.bundle [desktop] [server]``: build the programs into dist/."""

import subprocess
import sys
from pathlib import Path

from installer.bundle.asked import asked

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Everything else stands in the spec, so that PyInstaller called directly makes the same."""
    words = asked(sys.argv[1:]).words()
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    return subprocess.call([*command, "build_spec.spec", "--", *words], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
