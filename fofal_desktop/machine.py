"""What the administrator of this computer has fixed for the program; nobody who merely uses it can change it.

Nothing of Qt is used: which version runs is chosen by it before Qt is loaded (decision 0054).
"""

import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

Channel = Literal["stable", "pilot", "off"]
NAMES = ("server", "ca", "language", "channel", "limit_kbs")
FILE = Path("/etc/fofal/desktop.ini")
SECTION = "desktop"
POLICIES, INSTALLED = r"Software\Policies\FOFAL\Desktop", r"Software\FOFAL\Desktop"
"""Below HKEY_LOCAL_MACHINE; what a group policy says counts before what the installer wrote."""
FASTEST_KBS = 1_000_000
_HERE = {"127.0.0.1", "::1", "localhost"}
_SERVER = re.compile(r"https?://[A-Za-z0-9._~:\[\]-]+/?")
_CHANNELS: dict[str, Channel] = {"stable": "stable", "pilot": "pilot", "off": "off"}
_LANGUAGES = ("fr", "en")


class Wrong(NamedTuple):
    """A setting that cannot be used. ``name`` is one of `NAMES`, empty for all of them, or what nobody knows."""

    name: str
    value: str


class Machine(NamedTuple):
    """None is a setting that the administrator left to the person.

    Where the server or its authority cannot be known for sure, ``server`` is empty: nobody is spoken to. ``ca`` is the
    PEM file of the authority that is believed instead of the system's; ``limit_kbs`` are kilobytes (1024) a second that
    the download of a new version may take. ``channel`` "off": no new version is looked for.
    """

    server: str | None = None
    ca: Path | None = None
    language: str | None = None
    channel: Channel | None = None
    limit_kbs: int | None = None
    wrong: tuple[Wrong, ...] = ()


@cache
def machine() -> Machine:
    """What holds on this computer, read once; it never fails, what is wrong stands in ``wrong``."""
    try:
        return understood(_written())
    except (OSError, ValueError):
        return Machine(server="", channel="off", wrong=(Wrong("", _place()),))


def understood(told: Mapping[str, str]) -> Machine:
    """The settings from how they are written; empty ones are not set."""
    given = {name.lower(): value.strip() for name, value in told.items() if value.strip()}
    wrong = [Wrong(name, value) for name, value in given.items() if not _is_right(name, value)]
    unsure = {one.name for one in wrong}
    good = {name: value for name, value in given.items() if name not in unsure}
    return Machine(
        server="" if unsure & {"server", "ca"} else good["server"].rstrip("/") if "server" in good else None,
        ca=Path(good["ca"]) if "ca" in good else None,
        language=good.get("language"),
        channel="off" if "channel" in unsure else _CHANNELS.get(good.get("channel", "")),
        limit_kbs=int(good["limit_kbs"]) if "limit_kbs" in good else None,
        wrong=tuple(wrong),
    )


def in_file(file: Path) -> dict[str, str]:
    """As written there; empty without a file. OSError or ValueError where it is unusable."""
    try:
        words = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    import configparser  # most computers have no such file

    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(words, str(file))
    except configparser.Error as error:
        raise ValueError(str(error)) from error
    if strange := [name for name in parser.sections() if name != SECTION]:
        raise ValueError(", ".join(strange))
    return dict(parser[SECTION]) if SECTION in parser else {}


def _is_right(name: str, value: str) -> bool:
    match name:
        case "server":
            return _is_server(value)
        case "ca":  # from wherever the program is started, and whoever set the variables of its environment
            return Path(value).is_absolute()
        case "language":
            return value in _LANGUAGES
        case "channel":
            return value in _CHANNELS
        case "limit_kbs":
            return re.fullmatch(r"[0-9]{1,7}", value) is not None and 0 < int(value) <= FASTEST_KBS
        case _:
            return False


def _is_server(value: str) -> bool:
    """Over TLS, or this very machine; a host and a port, and nothing that would go on behind them."""
    try:
        parts = urlsplit(value)
        whole = _SERVER.fullmatch(value) is not None and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port of a million
        return False
    return whole and (parts.scheme == "https" or parts.hostname in _HERE)


if sys.platform == "win32":
    import winreg

    def _place() -> str:
        return rf"HKLM\{INSTALLED}"

    def _written() -> dict[str, str]:
        """The installer's values, and above them those of the group policy."""
        return _values(INSTALLED) | _values(POLICIES)

    def _values(key: str) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            opened = winreg.OpenKeyEx(winreg.HKEY_LOCAL_MACHINE, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY)
        except FileNotFoundError:
            return found
        with opened:
            for at in range(winreg.QueryInfoKey(opened)[1]):
                name, value, _kind = winreg.EnumValue(opened, at)
                if name:
                    found[name] = str(value)
        return found

else:

    def _place() -> str:
        return str(FILE)

    def _written() -> dict[str, str]:
        return in_file(FILE)
