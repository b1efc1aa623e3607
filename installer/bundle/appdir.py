"""The desktop as one file that needs no installation: ``python -m installer.bundle.appdir --dist D --out O``.

Makes the folder that such a file holds (AppDir). With ``--runtime FILE --sha256 SUM`` it also makes the AppImage: that
runtime, which is given and not fetched, and the folder as a squashfs behind it.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from fofal_server.contract.version import VERSION
from installer.bundle import deb, icons, needs, runpaths

LINUX = deb.ROOT / "installer" / "desktop" / "linux"
HOME = "usr/lib/fofal-desktop"
ICON = 256


def folder(dist: Path, made: Path) -> Path:
    """The AppDir of the built desktop at ``made``; its program is ``AppRun``."""
    shutil.copytree(deb.built(dist, "fofal-desktop"), made / HOME, symlinks=True)
    runpaths.forget(needs.elves(made / HOME))
    shutil.copyfile(LINUX / "fofal-desktop.desktop", made / "fofal-desktop.desktop")
    shutil.copyfile(icons.SOURCE, made / "fofal-desktop.svg")
    (made / ".DirIcon").write_bytes(icons.png(ICON))
    (made / "AppRun").symlink_to(f"{HOME}/fofal-desktop")
    return made


def known(runtime: Path, wanted: str) -> bytes:
    """What is in the runtime, once it is the one whose sum was named; raises deb.Wrong."""
    if not wanted:
        raise deb.Wrong(
            "--sha256 manque : un programme d'ailleurs n'est pris que par la somme que son éditeur en publie."
        )
    if not runtime.is_file():
        raise deb.Wrong(
            f"{runtime} n'est pas un fichier : téléchargez le « runtime » d'AppImage, ou corrigez --runtime."
        )
    begins = runtime.read_bytes()
    if (found := hashlib.sha256(begins).hexdigest()) != wanted.lower():
        raise deb.Wrong(
            f"{runtime} n'est pas le fichier attendu, rien n'a été fait. Sa somme est {found}, et --sha256 dit "
            f"{wanted.lower()} : téléchargez-le de nouveau, ou corrigez la somme."
        )
    return begins


def image(appdir: Path, runtime: bytes, made: Path) -> Path:
    """The AppImage of a folder."""
    packed = made.with_suffix(".squashfs")
    words: list[str | Path] = ["mksquashfs", appdir, packed, "-root-owned", "-noappend", "-quiet", "-no-progress"]
    words += ["-comp", "xz"]
    dated = {**os.environ, "SOURCE_DATE_EPOCH": str(deb.moment())}
    subprocess.run(words, check=True, env=dated, stdout=subprocess.DEVNULL)
    made.write_bytes(runtime + packed.read_bytes())
    packed.unlink()
    made.chmod(0o755)
    return made


def make(dist: Path, out: Path, runtime: Path | None, wanted: str) -> Path:
    """The folder, or with a runtime the file that holds it; raises deb.Wrong, before anything is written."""
    begins = None if runtime is None else known(runtime, wanted)
    if begins is not None and shutil.which("mksquashfs") is None:
        raise deb.Wrong("mksquashfs manque : apt-get install squashfs-tools")
    deb.built(dist, "fofal-desktop")
    shutil.rmtree(out / "FOFAL.AppDir", ignore_errors=True)
    laid = folder(dist, out / "FOFAL.AppDir")
    return laid if begins is None else image(laid, begins, out / f"FOFAL-{VERSION}.AppImage")


def main(argv: Sequence[str] | None = None) -> int:
    """Make what the command line asks for and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m installer.bundle.appdir", description=__doc__)
    parser.add_argument("--dist", type=Path, default=deb.ROOT / "dist", help="where the built programs lie")
    parser.add_argument("--out", type=Path, default=deb.ROOT / "dist")
    parser.add_argument("--runtime", type=Path, help="the runtime of AppImage, a file")
    parser.add_argument("--sha256", default="", help="its sum, by which it is known")
    said = parser.parse_args(argv)
    try:
        print(make(said.dist, said.out, said.runtime, said.sha256))
    except (deb.Wrong, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
