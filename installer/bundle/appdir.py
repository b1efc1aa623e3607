"""The desktop as one file that needs no installation: ``python -m installer.bundle.appdir --dist D --out O``.

Makes the folder that such a file holds (AppDir). With ``--runtime FILE --sha256 SUM`` it also makes the AppImage: that
runtime, which is given and not fetched, and the folder as a squashfs behind it.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from fofal_server.contract.version import VERSION
from installer.bundle import deb, icons, needs, runpaths

LINUX = deb.ROOT / "installer" / "desktop" / "linux"
HOME = "usr/lib/fofal-desktop"
ICON = 256


class OtherRuntime(ValueError):
    """A runtime that is not the one whose sum was named."""


def folder(dist: Path, made: Path) -> Path:
    """The AppDir of the built desktop at ``made``; its program is ``AppRun``."""
    shutil.copytree(dist / "fofal-desktop", made / HOME, symlinks=True)
    runpaths.forget(needs.elves(made / HOME))
    shutil.copyfile(LINUX / "fofal-desktop.desktop", made / "fofal-desktop.desktop")
    shutil.copyfile(icons.SOURCE, made / "fofal-desktop.svg")
    (made / ".DirIcon").write_bytes(icons.png(ICON))
    (made / "AppRun").symlink_to(f"{HOME}/fofal-desktop")
    return made


def image(appdir: Path, runtime: Path, wanted: str, made: Path) -> Path:
    """The AppImage of a folder; OtherRuntime where the runtime's SHA-256 is not ``wanted``."""
    begins = runtime.read_bytes()
    if hashlib.sha256(begins).hexdigest() != wanted.lower():
        raise OtherRuntime(runtime.name)
    packed = made.with_suffix(".squashfs")
    words: list[str | Path] = ["mksquashfs", appdir, packed, "-root-owned", "-noappend", "-quiet", "-no-progress"]
    words += ["-comp", "xz"]
    dated = {**os.environ, "SOURCE_DATE_EPOCH": str(deb.moment())}
    subprocess.run(words, check=True, env=dated, stdout=subprocess.DEVNULL)
    made.write_bytes(begins + packed.read_bytes())
    packed.unlink()
    made.chmod(0o755)
    return made


def main() -> None:
    """Make what the command line asks for and say where it is."""
    parser = argparse.ArgumentParser(prog="installer.bundle.appdir", description=__doc__)
    parser.add_argument("--dist", type=Path, default=deb.ROOT / "dist", help="where the built programs lie")
    parser.add_argument("--out", type=Path, default=deb.ROOT / "dist")
    parser.add_argument("--runtime", type=Path, help="the runtime of AppImage, a file")
    parser.add_argument("--sha256", default="", help="its sum, by which it is known")
    said = parser.parse_args()
    found = folder(said.dist, said.out / "FOFAL.AppDir")
    if said.runtime is not None:
        found = image(found, said.runtime, said.sha256, said.out / f"FOFAL-{VERSION}.AppImage")
    print(found)  # noqa: T201 - whoever builds reads where it lies


if __name__ == "__main__":
    main()
