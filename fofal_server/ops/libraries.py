"""The libraries that the program runs on: those of the lock, no others, and what an index knows of their flaws."""

import importlib.metadata
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import Marker

LOCK = Path(__file__).resolve().parents[2] / "requirements-server.lock"
WITHIN = 600.0
"""Seconds for an index to answer about all of them."""

_LINE = re.compile(r"^([\w.-]+)==([\w.+!-]+)(?:\s*;\s*(.+?))?\s*\\?$", re.MULTILINE)


@dataclass(frozen=True)
class Differing:
    """A library that is not the one of the lock; ``installed`` is None when it is missing."""

    name: str
    locked: str
    installed: str | None


@dataclass(frozen=True)
class Flaws:
    """``known`` as « name version: id »; ``silent`` says why nothing, or not all, could be asked."""

    known: tuple[str, ...] = ()
    asked: int = 0
    silent: str | None = None


def locked(lock: Path) -> Mapping[str, str]:
    """Names and versions that the lock wants on this machine."""
    found = _LINE.findall(lock.read_text(encoding="utf-8"))
    return {name: version for name, version, marker in found if not marker or Marker(marker).evaluate()}


def differing(lock: Path) -> list[Differing]:
    """What is installed otherwise than the lock says; libraries beside it are nobody's business."""
    found = ((name, version, _installed(name)) for name, version in locked(lock).items())
    return [Differing(name, version, there) for name, version, there in found if there != version]


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def flaws(lock: Path) -> Flaws:
    """Ask the index that pip is set to use; what it does not tell is never taken for sound."""
    if importlib.util.find_spec("pip_audit") is None:
        return Flaws(silent="pip-audit n'est pas installé")
    told = audited(lock)
    if told is None:
        return Flaws(silent="l'index ne répond pas")
    unknown = [one["name"] for one in told if "skip_reason" in one]
    known = tuple(f"{one['name']} {one['version']} : {flaw['id']}" for one in told for flaw in one.get("vulns", ()))
    return Flaws(known, len(told) - len(unknown), f"{len(unknown)} sans réponse de l'index" if unknown else None)


def audited(lock: Path) -> list[dict[str, Any]] | None:
    """What pip-audit tells of each library of the lock; None when it could not."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(lock), "--disable-pip", "--require-hashes"]
    quiet = ["-f", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run([*command, *quiet], capture_output=True, text=True, check=False, timeout=WITHIN)
    except subprocess.TimeoutExpired:
        return None
    if not done.stdout:  # with flaws it answers 1, but it answers
        return None
    found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    return found
