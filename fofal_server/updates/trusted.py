"""Whose signatures this program believes: the keys that it was built with, and no others."""

from pathlib import Path

from fofal_server.contract.updates import Untrusted, keys_in
from fofal_server.core.errors import Refused

KEYS = Path(__file__).resolve().parents[2] / "resources" / "updates" / "keys.txt"


def keys(file: Path = KEYS) -> tuple[bytes, ...]:
    """The public keys; refused in words where there is none or the file cannot be read as keys."""
    try:
        found = keys_in(file.read_text(encoding="utf-8"))
    except (Untrusted, OSError, UnicodeDecodeError) as error:
        raise Refused("updates.bad_keys", file=str(file)) from error
    if not found:
        raise Refused("updates.no_keys", file=str(file))
    return found
