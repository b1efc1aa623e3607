"""What a packaged program says of itself: version, commit, the list of its libraries, their licences, who signs."""

import datetime as dt
import json
import platform
import re
import shutil
import subprocess
from collections.abc import Collection, Iterable
from importlib.metadata import Distribution
from pathlib import Path

from fofal_server.contract.version import VERSION
from installer.bundle import licences, sbom
from installer.bundle.asked import Asked
from installer.bundle.contents import ICON_FONT, Program
from installer.bundle.licences import HERE, Part, python_text

ABOUT = "about"
KEYS = Path("resources") / "updates" / "keys.txt"
_KEY = re.compile(r"[0-9a-f]{64}")


def parts(root: Path, found: Iterable[Distribution], inner: Path) -> list[Part]:
    """What is in it beside distributions of Python."""
    known = {one.name: one.version for one in found}
    own = [Part("Python", platform.python_version(), "PSF-2.0", python_text())]
    fonts = root / "resources" / "fonts"
    if "PySide6_Essentials" in known:
        own.append(Part("Qt", known["PySide6_Essentials"], "LGPL-3.0-only", HERE / "LGPL-3.0.txt"))
    own += [
        Part("ICU", one.suffix[1:], "ICU", HERE / "ICU.txt") for one in (inner / "PySide6").rglob("libicudata.so.*")
    ]
    own += [
        Part("Material Design Icons", one.stem.rpartition("-")[2], "Apache-2.0", HERE / "Apache-2.0.txt")
        for one in inner.glob(f"qtawesome/{ICON_FONT}.ttf")
    ]
    shown = (("Inter", "4", "Inter*.otf", "Inter-licence.txt"), ("Noto Sans", "2", "Noto*.ttf", "Noto-licence.txt"))
    for name, version, files, text in shown:
        if any((inner / "resources" / "fonts").glob(files)):
            own.append(Part(name, version, "OFL-1.1", fonts / text))
    return own


def write(
    inner: Path, program: Program, asked: Asked, found: list[Distribution], more: list[Part], used: Collection[str] = ()
) -> None:
    """Put all of it into the program's folder ``inner``; ``used`` are the folders that something of it comes from."""
    about = inner / ABOUT
    shutil.rmtree(about, ignore_errors=True)
    licences.write(about / "licences", found, more, used)
    told = {"version": VERSION, "commit": commit(), "built_at": _now(), "channel": asked.channel}
    (about / "version.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    listed = sbom.written(program.executable, VERSION, found, more)
    (about / "sbom.cdx.json").write_text(listed + "\n", encoding="utf-8")
    if asked.update_keys:
        (inner / KEYS).parent.mkdir(parents=True, exist_ok=True)
        (inner / KEYS).write_text("".join(f"{key}\n" for key in keys(asked.update_keys)), encoding="ascii")


def keys(file: Path) -> list[str]:
    """The public keys of a file, one hexadecimal line each; ValueError for a line that is none."""
    lines = (line.partition("#")[0].strip().lower() for line in file.read_text(encoding="utf-8").splitlines())
    found = [line for line in lines if line]
    if not found or not all(_KEY.fullmatch(line) for line in found):
        raise ValueError(f"{file} : une clé publique par ligne, 64 chiffres hexadécimaux")
    return found


def commit() -> str:
    """Which state of the source this is; with a + where something was changed and is not in it."""
    said = [_git("rev-parse", "HEAD"), _git("status", "--porcelain", "--untracked-files=no")]
    return f"{said[0]}{'+' if said[1] else ''}"


def mistagged() -> list[str]:
    """What is wrong with the number: a state that has the tag of another version is built under a number of its own."""
    tags = _git("tag", "--points-at", "HEAD", "--list", "v[0-9]*").split()
    wrong = bool(tags) and f"v{VERSION}" not in tags
    return [f"le numéro est {VERSION} et l'étiquette {tags[0]} : python -m installer.bundle.number"] if wrong else []


def _git(*words: str) -> str:
    here = Path(__file__).parent
    done = subprocess.run(["git", "-C", here, *words], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
