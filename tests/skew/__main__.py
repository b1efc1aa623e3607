"""``python3 run.py skew [REVISION] [arguments of pytest]``: the desktop of that revision on the server of this tree.

Without a revision the last version that was tagged before this state. Its whole tree is laid into a folder of its own and its tests run there, with its own
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


NO_TAG = "Aucune version étiquetée avant cet état. {0}, ou nommez une révision : python3 run.py skew RÉVISION"
WHY = {
    "": "Ce dossier n'est pas un dépôt git : prenez une copie du dépôt (git clone)",
    "true": "Cette copie du dépôt n'a pas toute son histoire : git fetch --unshallow --tags",
    "false": "Apportez les étiquettes (git fetch --tags), ou posez la première (git tag v0.1.0 COMMIT)",
}
"""By what git says of whether the repository is shallow, empty where it says nothing."""


def main(arguments: list[str]) -> int:
    revision = arguments.pop(0) if arguments and not arguments[0].startswith("-") else last_version(ROOT)
    if not revision:
        why = WHY[_said(ROOT, "rev-parse", "--is-shallow-repository")]
        print(NO_TAG.format(why), file=sys.stderr)
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


def last_version(root: Path) -> str:
    """The tag of the version before this state, whose own tag it may have already; empty where there is none."""
    words = ("--merged", "HEAD", "--no-contains", "HEAD", "--sort=-version:refname")
    return _said(root, "tag", "--list", "v[0-9]*", *words).partition("\n")[0]


def _laid(revision: str, tree: Path) -> bool:
    """Lay the tree of a revision there; one that is not there is told."""
    archive = tree / "tree.tar"
    if _git(ROOT, "archive", "--format=tar", f"--output={archive}", revision).returncode != 0:
        print(f"« {revision} » n'est pas dans ce dépôt ; git fetch --tags apporte les étiquettes.", file=sys.stderr)
        return False
    with tarfile.open(archive) as packed:
        packed.extractall(tree, filter="data")
    archive.unlink()
    return True


def _said(root: Path, *words: str) -> str:
    """What git answers; empty where it refuses."""
    told = _git(root, *words)
    return told.stdout.decode().strip() if told.returncode == 0 else ""


def _git(root: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["git", *words], cwd=root, capture_output=True, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
