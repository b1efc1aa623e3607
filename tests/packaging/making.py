"""An image of this tree, made without a registry: on a Debian of this machine's own, with the packages of the locks."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from packaging.markers import Marker

from tests.support.programs import lacking, program

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements-setup.lock", "requirements-server.lock")
KEPT = ROOT / "build" / "packaging"
"""What takes minutes and never changes: the wheels, and the root of Debian."""
BASE = "localhost/fofal-essai-base:bookworm"
MADE = "localhost/fofal-essai:serveur"
_HEAD = re.compile(r"([\w.-]+==[^\s;]+)(?:\s*;\s*(.+?))?\s*\\")


def must(*words: str, **more: Any) -> str:
    """Standard output of a program; what it said when it fails."""
    done = subprocess.run(words, capture_output=True, text=True, check=False, **more)
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"
    return done.stdout.strip()


def buildah(*words: str) -> str:
    return must(program("buildah", "buildah"), *words, cwd=ROOT)


def made() -> str:
    """The name of the image, built now from the tree as it is."""
    program("buildah", "buildah")
    if os.geteuid() != 0:
        lacking("only root makes images here: sudo")
    base = _base()
    buildah(
        "bud", "--isolation", "chroot", "--format", "docker", "--pull-never", "--build-arg", f"BASE={base}",
        "--secret", f"id=pip,src={_settings()}", "--volume", f"{_wheels(base)}:/wheels:ro",
        "-f", "installer/server/Dockerfile", "-t", MADE, ".",
    )  # fmt: skip
    return MADE


def _base() -> str:
    """Debian with its own Python, as an image; kept from run to run."""
    if BASE not in buildah("images", "--format", "{{.Name}}:{{.Tag}}"):
        KEPT.mkdir(parents=True, exist_ok=True)
        root = KEPT / "bookworm"
        if not (root / "usr/bin/python3").exists():
            debootstrap = program("debootstrap", "debootstrap")
            must(debootstrap, "--variant=minbase", "--include=python3,python3-venv", "bookworm", str(root))
        container = buildah("from", "scratch")
        buildah("add", "--quiet", container, str(root), "/")
        buildah("commit", "--quiet", "--rm", container, BASE)
    return BASE


def _settings() -> Path:
    """Pip's, for the build alone: nothing but the wheels."""
    file = KEPT / "pip.conf"
    file.write_text("[global]\nno-index = true\nfind-links = /wheels\n", encoding="utf-8")
    return file


def _wheels(base: str) -> Path:
    """Every package of the locks that the Python of the base wants, fetched as this machine fetches packages."""
    container = buildah("from", base)
    version = buildah(
        "run",
        "--isolation",
        "chroot",
        container,
        "--",
        "python3",
        "-c",
        "import platform; print(platform.python_version())",
    )
    buildah("rm", container)
    wanted = "\n".join(_wanted((ROOT / name).read_text(encoding="utf-8"), version) for name in LOCKS)
    folder = KEPT / f"wheels-{hashlib.sha256(wanted.encode()).hexdigest()[:16]}"
    if not folder.exists():
        listed = KEPT / "wanted.txt"
        listed.write_text(wanted, encoding="utf-8")
        draft = folder.with_suffix(".new")
        rules = ("--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:")
        must(sys.executable, "-m", "pip", "download", *rules, "--dest", str(draft), "--requirement", str(listed))
        draft.rename(folder)
    return folder


def _wanted(lock: str, version: str) -> str:
    """The lock without its conditions, those that do not hold for this version of Python left out."""
    kept = []
    for block in re.split(r"\n(?=\S)", lock):
        head, _, hashes = block.partition("\n")
        found = _HEAD.fullmatch(head)
        if found and (not found[2] or Marker(found[2]).evaluate({"python_full_version": version})):
            kept.append(f"{found[1]} \\\n{hashes}")
    return "\n".join(kept)


def configuration(image: str) -> dict[str, Any]:
    """What the image says of how it wants to be run."""
    found: dict[str, Any] = json.loads(buildah("inspect", "--type", "image", image))["Docker"]["config"]
    return found
