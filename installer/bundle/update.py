"""The package of an update, of the built desktop: ``python -m installer.bundle.update --out dist/0.2.0``.

A desktop unpacks it beside itself (decision 0054). On Linux the same bundle and the same commit give the same bytes.
"""

import argparse
import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from fofal_desktop.updates import here
from fofal_server.contract.version import VERSION
from installer.bundle import deb, needs, runpaths

BUNDLE = "fofal-desktop"


def build(dist: Path, out: Path) -> Path:
    """Make it in ``out``; answers where it is. Raises deb.Wrong, OSError."""
    kind, built = here.kind(), deb.built(dist, BUNDLE)
    if kind is None:
        raise deb.Wrong("Il n'y a de mises à jour que pour Windows et Linux en 64 bits (x86_64).")
    out.mkdir(parents=True, exist_ok=True)
    name = out / f"{BUNDLE}-{VERSION}-{kind}"
    if os.name == "nt":
        return Path(shutil.make_archive(str(name), "zip", dist, BUNDLE))
    with tempfile.TemporaryDirectory(prefix=f"{BUNDLE}-", dir=out) as folder:
        laid = Path(folder) / BUNDLE
        shutil.copytree(built, laid, symlinks=True)
        runpaths.forget(needs.elves(laid))
        made = Path(f"{name}.tar.xz")
        with tarfile.open(made, "w:xz") as packed:
            packed.add(laid, BUNDLE, filter=_of_nobody(deb.moment()))
    return made


def _of_nobody(moment: int) -> Callable[[tarfile.TarInfo], tarfile.TarInfo]:
    """Whose files these were, and when they were written, is nobody's business."""

    def told(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = moment
        return member

    return told


def main(argv: Sequence[str] | None = None) -> int:
    """Make it and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m installer.bundle.update", description=__doc__)
    parser.add_argument("--dist", type=Path, default=deb.ROOT / "dist", help="where the built programs lie")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the version")
    said = parser.parse_args(argv)
    try:
        print(build(said.dist, said.out))
    except (deb.Wrong, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
