"""What this program and this computer are, and what the administrator lets them do about new versions."""

import platform
import sys

from fofal_desktop.machine import machine
from fofal_desktop.resources import resource
from fofal_desktop.updates.verifying import Standing
from fofal_server.contract.updates import Platform, Untrusted, keys_in
from fofal_server.contract.version import VERSION

USUAL_CHANNEL, OFF = "stable", "off"
USUAL_KBS = 64
"""Kilobytes a second that a download takes where nobody said otherwise: a version in a quarter of an hour."""
_SYSTEMS: dict[tuple[str, str], Platform] = {("linux", "x86_64"): "linux-x86_64", ("win32", "amd64"): "windows-x86_64"}


def standing() -> Standing | None:
    """None where new versions are the affair of IT alone."""
    own, channel = kind(), machine().channel or USUAL_CHANNEL
    return None if own is None or channel == OFF else Standing(VERSION, channel, own, _keys())


def kind() -> Platform | None:
    """What packages call this kind of computer; None where there are none for it."""
    return _SYSTEMS.get((sys.platform, platform.machine().lower()))


def limit_kbs(*, watched: bool) -> int:
    """0 is all of the line: while somebody waits for it, what the administrator said alone bounds it."""
    return machine().limit_kbs or (0 if watched else USUAL_KBS)


def _keys() -> tuple[bytes, ...]:
    """None where the file is not what it should be: nobody is trusted then."""
    try:
        return keys_in(resource("updates", "keys.txt").read_text(encoding="utf-8"))
    except (OSError, ValueError, Untrusted):
        return ()
