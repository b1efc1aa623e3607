"""Packages of Debian and Ubuntu from a built program: ``python -m installer.bundle.deb desktop --dist D --out O``.

What a package is made of stands in ``installer/<desktop|server>/linux/package.toml``. The same bundle and the same
commit give the same bytes.
"""

import argparse
import datetime as dt
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from fofal_server.contract.version import VERSION
from installer.bundle import icons, needs, runpaths

ROOT = Path(__file__).resolve().parents[2]
MAINTAINER = "FOFAL <informatique@fofal.example>"
DESCRIBED = {name: ROOT / "installer" / name / "linux" / "package.toml" for name in ("desktop", "server")}
SCRIPTS = ("config", "preinst", "postinst", "prerm", "postrm")
GIVEN = (*SCRIPTS, "templates", "conffiles", "triggers")
"""What dpkg reads beside ``control``, where a package has it."""


class Wrong(Exception):
    """Why there is no package, in words."""


def build(name: str, dist: Path, out: Path, version: str = VERSION, squeezed: str = "xz") -> Path:
    """Make the package of one program of ``dist`` in ``out``, squeezed as dpkg-deb can; answers where it is."""
    described = read(name)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"fofal-{name}-", dir=out) as folder:
        tree = Path(folder) / "tree"
        stage(described, dist, tree, version)
        control(described, tree, version)
        made = out / f"{described['control']['Package']}_{version}_{architecture()}.deb"
        words: list[str | Path] = ["dpkg-deb", "--root-owner-group", f"-Z{squeezed}", "--build", tree, made]
        subprocess.run(
            words, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": str(moment())}, stdout=subprocess.DEVNULL
        )
    return made


def read(name: str) -> dict[str, Any]:
    """What the package of that program is made of."""
    return tomllib.loads(DESCRIBED[name].read_text(encoding="utf-8"))


def stage(described: Mapping[str, Any], dist: Path, tree: Path, version: str) -> None:
    """Put everything that will be installed to its place below ``tree``."""
    home = tree / described["home"]
    shutil.copytree(built(dist, described["bundle"]), home, symlinks=True)
    runpaths.forget(needs.elves(home))
    for target, source in described["files"].items():
        place(tree / target, (ROOT / source).read_bytes())
    for target in described.get("folders", {}):
        (tree / target).mkdir(parents=True, exist_ok=True)
    for target, source in described.get("links", {}).items():
        (tree / target).parent.mkdir(parents=True, exist_ok=True)
        (tree / target).symlink_to(source)
    if "icons" in described:
        for size in icons.SIZES:
            folder = tree / "usr/share/icons/hicolor" / f"{size}x{size}" / "apps"
            place(folder / f"{described['icons']['name']}.png", icons.png(size))
    package = described["control"]["Package"]
    place(tree / f"usr/share/doc/{package}/changelog", changelog(package, version).encode())
    permit(tree, described.get("modes", {}))


def built(dist: Path, bundle: str) -> Path:
    """Where that program lies, once it was built; raises Wrong."""
    if not (dist / bundle).is_dir():
        name = bundle.removeprefix("fofal-")
        raise Wrong(f"{dist / bundle} est absent : construisez d'abord le programme (python3 run.py package {name}).")
    return dist / bundle


def place(target: Path, words: bytes) -> None:
    """Write a file; what people read by ``man`` and of a package's history is packed, as Debian wants it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if "share/man" in str(target) or target.name == "changelog":
        target, words = target.with_name(f"{target.name}.gz"), gzip.compress(words, 9, mtime=0)
    target.write_bytes(words)


def permit(tree: Path, modes: Mapping[str, int]) -> None:
    """Everybody reads and root writes; only programs are run."""
    for one in (tree, *tree.rglob("*")):
        if one.is_symlink():
            continue
        runs = one.is_dir() or (one.stat().st_mode & 0o100 and ".so" not in one.name) or one.parent.name == "bin"
        one.chmod(modes.get(str(one.relative_to(tree)), 0o755 if runs else 0o644))


def control(described: Mapping[str, Any], tree: Path, version: str) -> None:
    """Write what dpkg reads of the package itself."""
    files = sorted(one for one in tree.rglob("*") if one.is_file() and not one.is_symlink())
    sums = [f"{hashlib.md5(one.read_bytes()).hexdigest()}  {one.relative_to(tree)}\n" for one in files]  # noqa: S324 - as dpkg has it
    size = sum(-(-one.stat().st_size // 1024) for one in files)
    depends = [*described["control"]["Depends"], *needs.depends(tree / described["home"])]
    debian = tree / "DEBIAN"
    debian.mkdir(mode=0o755)
    (debian / "control").write_text(fields(described["control"], version, size, depends), encoding="utf-8")
    (debian / "md5sums").write_text("".join(sums), encoding="utf-8")
    for name in GIVEN:
        if (given := ROOT / described["maintainer"] / name).is_file():
            shutil.copyfile(given, debian / name)
    permit(debian, dict.fromkeys(SCRIPTS, 0o755))


def fields(described: Mapping[str, Any], version: str, size: int, depends: Sequence[str]) -> str:
    """The text of ``control``; the size is in KiB."""
    own = {"Version": version, "Architecture": architecture(), "Maintainer": MAINTAINER, "Installed-Size": str(size)}
    told = {**described, **own, "Depends": depends}
    description = told.pop("Description")
    told["Description"] = description  # the last one: its lines go on
    lines = (f"{name}: {value if isinstance(value, str) else ', '.join(value)}\n" for name, value in told.items())
    return "".join(lines)


def changelog(package: str, version: str) -> str:
    """The history as Debian writes it: what is new stands in the program."""
    day = format_datetime(dt.datetime.fromtimestamp(moment(), dt.UTC))
    return f"{package} ({version}) stable; urgency=medium\n\n  * Version {version}.\n\n -- {MAINTAINER}  {day}\n"


def moment() -> int:
    """Seconds since 1970 of the commit that is built, unless the caller names others."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(told.stdout)


def architecture() -> str:
    """As Debian names it."""
    told = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    return told.stdout.strip()


def main(argv: Sequence[str] | None = None) -> int:
    """Build what the command line asks for and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m installer.bundle.deb", description=__doc__)
    parser.add_argument("program", choices=sorted(DESCRIBED))
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the built programs lie")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--version", default=VERSION, help="another number than the program's own, for tests")
    said = parser.parse_args(argv)
    try:
        print(build(said.program, said.dist, said.out, said.version))
    except (Wrong, needs.Unknown, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
