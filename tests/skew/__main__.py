"""``python3 run.py skew [REVISION] [arguments of pytest]``: the desktop of that revision on the server of this tree.

Without a revision the last tag. Its whole tree is laid into a folder of its own and its tests run there, with its own
contract; only the server (migrations, start data, calls) is of today, in processes of its own.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = (
    "test_client.py", "test_client_files.py", "test_records.py", "test_every_resource.py", "test_line_merge.py",
    "test_outbox.py", "test_history.py", "test_gang_sheet.py",
)  # fmt: skip
"""Of ``tests/desktop``: what is read and sent of every resource, what waits for the line; not how windows look."""


def main(arguments: list[str]) -> int:
    revision = arguments.pop(0) if arguments and not arguments[0].startswith("-") else _last_tag()
    if revision is None:
        print("Aucune étiquette dans ce dépôt : python3 run.py skew RÉVISION", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="fofal-skew-") as name:
        tree = Path(name)
        tree.chmod(0o755)  # PostgreSQL of another account runs from it
        if not _laid(revision, tree):
            return 2
        there = [f"tests/desktop/{one}" for one in TESTS if (tree / "tests" / "desktop" / one).exists()]
        environment = {
            **os.environ, "PYTHONPATH": os.pathsep.join([name, str(ROOT / "tests" / "skew")]),
            "FOFAL_SKEW_TODAY": str(ROOT), "FOFAL_SKEW_REVISION": revision,
        }  # fmt: skip
        words = [sys.executable, "-m", "pytest", "-q", "-p", "skew_plugin", *(arguments or there)]
        return subprocess.run(words, cwd=tree, env=environment, check=False).returncode


def _last_tag() -> str | None:
    told = _git("describe", "--tags", "--abbrev=0")
    return told.stdout.decode().strip() if told.returncode == 0 else None


def _laid(revision: str, tree: Path) -> bool:
    """Lay the tree of a revision there; what git says where it knows none is told."""
    archive = tree / "tree.tar"
    told = _git("archive", "--format=tar", f"--output={archive}", revision)
    if told.returncode != 0:
        print(told.stderr.decode().strip(), file=sys.stderr)
        return False
    with tarfile.open(archive) as packed:
        packed.extractall(tree, filter="data")
    archive.unlink()
    return True


def _git(*words: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
