"""``python -m installer.bundle.nsis --dist dist/fofal-desktop --out dist``: the Windows installer, by makensis.

It compiles on Linux and on Windows alike from a folder that was built on Windows. Any other folder makes a stand-in,
named so, that shows what an installer would hold and installs nothing that runs.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from fofal_server.contract.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "installer" / "desktop" / "windows" / "fofal.nsi"
ICON = ROOT / "resources" / "icons" / "fofal.ico"
PROGRAM = "fofal-desktop.exe"


class Wrong(Exception):
    """Why there is no installer, in words."""


def name(dist: Path, version: str = VERSION) -> str:
    """What the installer is called; whoever sees a stand-in is not to take it for one."""
    kind = "setup" if is_of_windows(dist) else "stand-in"
    return f"fofal-desktop-{version}-windows-x86_64-{kind}.exe"


def is_of_windows(dist: Path) -> bool:
    """Whether the folder holds the program as Windows starts it."""
    try:
        return (dist / PROGRAM).read_bytes()[:2] == b"MZ"
    except FileNotFoundError:
        return False


def command(makensis: str, dist: Path, made: Path, *, sign: str = "", version: str = VERSION) -> list[str]:
    """How makensis is called; ``sign`` is a command that signs the file whose name is put behind it."""
    given = {"VERSION": version, "DIST": str(dist), "OUT": str(made)}
    given |= {"ICON": str(ICON)} if ICON.is_file() else {}
    given |= {"SIGN": sign} if sign else {}
    return [
        makensis,
        "-V2",
        "-WX",
        "-INPUTCHARSET",
        "UTF8",
        *(f"-D{key}={value}" for key, value in given.items()),
        str(SCRIPT),
    ]


def make(dist: Path, out: Path, *, sign: str = "", version: str = VERSION) -> Path:
    """Compile it into the folder ``out``; raises Wrong."""
    makensis = shutil.which("makensis")
    if makensis is None:
        raise Wrong("makensis manque : apt-get install nsis (Debian), choco install nsis (Windows)")
    if not dist.is_dir() or not any(dist.iterdir()):
        raise Wrong(f"{dist} est vide ou absent : construisez d'abord le programme (python3 run.py package desktop)")
    out.mkdir(parents=True, exist_ok=True)
    made = out.resolve() / name(dist, version)
    done = subprocess.run(
        command(makensis, dist.resolve(), made, sign=sign, version=version), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        made.unlink(missing_ok=True)
        raise Wrong(f"makensis a refusé :\n{done.stdout}{done.stderr}")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m installer.bundle.nsis", description="Compile l'installateur Windows."
    )
    parser.add_argument(
        "--dist", type=Path, required=True, metavar="DOSSIER", help="le programme construit sur Windows"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DOSSIER", help="où mettre l'installateur")
    parser.add_argument("--sign", default="", metavar="COMMANDE", help="signe le fichier dont le nom la suit")
    said = parser.parse_args(argv)
    try:
        made = make(said.dist, said.out, sign=said.sign)
    except Wrong as error:
        sys.exit(str(error))
    sys.stdout.write(f"{made}\n")
    if not is_of_windows(said.dist):
        sys.stderr.write(
            f"{PROGRAM} manque dans {said.dist} : ceci n'est qu'un modèle, qui n'installe rien qui tourne.\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
