"""Which versions of the program this person has on this computer, and which of them is to run.

Read at every start, before Qt is loaded: nothing is used here but what Python has at hand, and of that no dataclasses,
which load half of it to read sources.
"""

import contextlib
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from fofal_desktop.whole import write_whole
from fofal_server.contract.version import rank

STATE, TRIES, INCOMING = "state.json", "tries.txt", "incoming"
PROGRAM = "fofal-desktop"
"""The folder that a package holds, and in it the program of the same name."""
EXECUTABLE = f"{PROGRAM}.exe" if sys.platform == "win32" else PROGRAM

_writing = threading.Lock()


def own_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the versions of this person lie: where the system keeps what belongs to one computer."""
    if sys.platform == "win32":
        data = environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        data = environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "fofal" / "versions"


class State(NamedTuple):
    """What was installed here; empty names stand for the program that came with the computer.

    ``current`` is to run, ``before`` where it fails. ``newest`` is the newest that ever reached the sign-in;
    ``refused`` are those that did not, and ``agreed`` the one that the person wants installed when they close.
    """

    current: str = ""
    before: str = ""
    newest: str = ""
    agreed: str = ""
    device: str = ""
    refused: tuple[str, ...] = ()

    def with_new(self, version: str, before: str) -> "State":
        """It is to run from the next start on, and the one ``before`` where it fails."""
        return self._replace(current=version, before=before, agreed="")

    def without_current(self) -> "State":
        """It failed: never again."""
        refused = (*self.refused, self.current)
        return self._replace(current=self.before if self.before not in refused else "", before="", refused=refused)


class Versions:
    """The folder of them. What cannot be read counts as not being there; writing raises OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.incoming = folder / INCOMING

    def state(self) -> State:
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
            return _understood(json.loads((self.folder / STATE).read_bytes()))
        return State()

    def change(self, turned: Callable[[State], State]) -> None:
        """Write what ``turned`` makes of it; one thread after the other."""
        with _writing:
            before = self.state()
            after = turned(before)
            if after != before:
                write_whole(self.folder / STATE, json.dumps(after._asdict()).encode())

    def device(self) -> str:
        """By what the server tells this installation from others; drawn once."""
        if not self.state().device:
            from uuid import UUID

            drawn = str(UUID(bytes=os.urandom(16), version=4))
            self.change(lambda state: state._replace(device=state.device or drawn))
        return self.state().device

    def program(self, version: str) -> Path:
        return self.folder / version / PROGRAM / EXECUTABLE

    # -- starts that have not reached the sign-in

    def tries(self, version: str) -> list[int]:
        """The processes that began this version and were not heard of."""
        try:
            lines = (self.folder / TRIES).read_text(encoding="ascii").splitlines()
        except (OSError, ValueError):
            return []
        told = (line.split(" ") for line in lines)
        return [int(one[1]) for one in told if len(one) == 2 and one[0] == version and one[1].isdecimal()]

    def note_try(self, version: str, process: int) -> None:
        """Added at the end and not forced to the disk: two starts may do so at once, and none of them may wait."""
        with (self.folder / TRIES).open("a", encoding="ascii") as file:
            file.write(f"{version} {process}\n")

    def forget_tries(self) -> None:
        (self.folder / TRIES).unlink(missing_ok=True)


def _understood(told: dict[str, object]) -> State:
    """Names that are no versions are no part of it: they become folders and programs that are started."""
    names = {name: str(told.get(name, "")) for name in State._fields if name != "refused"}
    versions = {name: value if name == "device" or is_version(value) else "" for name, value in names.items()}
    refused = told.get("refused")
    return State(**versions, refused=tuple(filter(is_version, refused)) if isinstance(refused, list) else ())


def is_version(name: object) -> bool:
    """Whether this may be the name of a folder of ours: what was written there comes from a disk."""
    with contextlib.suppress(ValueError):
        return isinstance(name, str) and bool(rank(name))
    return False
