"""An Ubuntu as its mirror has it: where the mirror is, which packages it has, a clean system of it."""

import lzma
import os
import platform
import re
import subprocess
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.packages import root
from tests.packages.root import Root

SUITE, NAMED, PARTS = "noble", "Ubuntu 24.04", ("main", "universe")
SCRIPT = Path("/usr/share/debootstrap/scripts/jammy")
"""What debootstrap does for one Ubuntu does for the next."""
KEYRING = Path("/usr/share/keyrings/ubuntu-archive-keyring.gpg")
MIRROR, UNCHECKED = "FOFAL_UBUNTU_MIRROR", "FOFAL_UBUNTU_UNCHECKED"
"""Another mirror than debootstrap's own; that a system may be made though no keyring vouches for it."""
ANSWERS_WITHIN = 20.0
AWAY = (OSError, ValueError, lzma.LZMAError)
"""No address, nobody there, or somebody else who answers in its place."""
_ASKED = 'default_mirror() { echo "$1"; exit; }; . "$0"'
_PROVIDED = re.compile(r"([^\s,(]+)(?: \(= ([^)]+)\))?")


def mirror() -> str:
    """The one that is named, or that debootstrap knows; empty where it knows none."""
    if named := os.environ.get(MIRROR):
        return named.rstrip("/")
    known = {"ARCH": architecture(), "SUITE": SUITE, "PATH": os.environ["PATH"]}
    return root.said("sh", "-c", _ASKED, str(SCRIPT), env=known).strip() if SCRIPT.exists() else ""


def architecture() -> str:
    return {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]


@cache
def packages() -> Mapping[str, str]:
    """What the suite has, with its version; what a package provides without one has none. Raises ``AWAY``."""
    found: dict[str, str] = {}
    for part in PARTS:
        address = f"{mirror()}/dists/{SUITE}/{part}/binary-{architecture()}/Packages.xz"
        with urllib.request.urlopen(address, timeout=ANSWERS_WITHIN) as answer:  # noqa: S310 - debootstrap's own address
            found |= dict(_named(lzma.decompress(answer.read()).decode().splitlines()))
    return found


def _named(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    name = ""
    for line in lines:
        key, _, value = line.partition(": ")
        if key == "Package":
            name = value
        elif key == "Version":
            yield name, value
        elif key == "Provides":
            yield from _PROVIDED.findall(value)


def lacking(depends: Iterable[str], known: Mapping[str, str]) -> list[str]:
    """Those of a package's dependencies that nothing known satisfies."""
    return [one for one in depends if not any(_satisfied(each, known) for each in one.split(" | "))]


def _satisfied(wanted: str, known: Mapping[str, str]) -> bool:
    name, _, bound = wanted.partition(" (>= ")
    if name not in known or not bound:
        return name in known
    words = ["dpkg", "--compare-versions", known[name], "ge", bound.rstrip(")")]
    return subprocess.run(words, check=False).returncode == 0


def why_not() -> str:
    """Why no system of it can be made here; empty where one can."""
    try:
        packages()
    except AWAY as error:
        return f"no mirror of {NAMED} answers ({error})"
    if KEYRING.exists() or os.environ.get(UNCHECKED):
        return ""
    return f"nothing vouches for {NAMED} here: {KEYRING} is missing ({UNCHECKED}=1 goes on without)"


def made(folder: Path, kept: Path) -> Root:
    checked = f"--keyring={KEYRING}" if KEYRING.exists() else "--no-check-gpg"
    suite = [f"--arch={architecture()}", f"--components={','.join(PARTS)}", checked, SUITE]
    return root.made(folder, kept / SUITE, suite, [mirror(), str(SCRIPT)])
