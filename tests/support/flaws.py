"""``python3 run.py audit``: known flaws of the libraries that the locks name, as far as the index tells of them."""

import re
import sys
from pathlib import Path
from typing import Any

from fofal_server.ops.libraries import audited

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements-setup.lock", "requirements-server.lock", "requirements-desktop.lock", "requirements-dev.lock")


def main() -> int:
    """1 when a flaw is known; what could not be asked about is counted and said, never taken for sound."""
    told = [one for lock in LOCKS for one in _told(lock)]
    flawed = {(one["name"], one["version"], flaw["id"]) for one in told for flaw in one.get("vulns", ())}
    unknown = {one["name"] for one in told if "skip_reason" in one}
    for name, version, flaw in sorted(flawed):
        sys.stdout.write(f"▸ {name} {version} : {flaw}\n")
    asked = {one["name"] for one in told} - unknown
    sys.stdout.write(f"▸ {len(asked)} bibliothèques vérifiées, {len(flawed)} failles connues, ")
    sys.stdout.write(f"{len(unknown)} sans réponse de l'index.\n")
    return 1 if flawed else 0


def _told(lock: str) -> list[dict[str, Any]]:
    found = audited(ROOT / lock)
    if found is None:
        sys.stdout.write(f"▸ {lock} : l'index ne répond pas.\n")
        return [{"name": name, "skip_reason": "silence"} for name in _named(lock)]
    return found


def _named(lock: str) -> list[str]:
    return re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)


if __name__ == "__main__":
    sys.exit(main())
