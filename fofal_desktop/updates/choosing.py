"""Which version of the program runs is decided here at each start, before Qt is loaded; it may cost next to nothing.

What the computer came with begins, and hands over to the person's own copy where that is newer. A copy that was
started twice without reaching the sign-in is left, and never tried again.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from fofal_desktop.machine import machine
from fofal_desktop.updates.versions import State, Versions, own_folder
from fofal_server.contract.version import VERSION, rank

CHOSEN = "FOFAL_VERSION_CHOSEN"
"""Set for the program that was chosen, which takes it away again: what it starts chooses anew."""
TRIES = 2
_PYINSTALLER = ("_PYI_", "_MEIPASS")
_LIBRARIES = "LD_LIBRARY_PATH"


def hand_over(arguments: Sequence[str] | None = None) -> None:
    """Run the version that is to instead of this one; comes back where this one is it."""
    if os.environ.pop(CHOSEN, None) is not None or not is_packed() or machine().channel == "off":
        return
    kept = Versions(own_folder())
    try:
        version = choose(kept, VERSION)
        if version:
            _begin(kept.program(version), sys.argv[1:] if arguments is None else arguments)
    except OSError:  # whatever is wrong with the copy: the program that came with the computer is here
        return


def is_packed() -> bool:
    """Whether this is a program that was built, and not its sources."""
    return bool(getattr(sys, "frozen", False))


def choose(kept: Versions, own: str, *, alive: Callable[[int], bool] | None = None) -> str:
    """The person's copy that is to run, its start written down; empty where the program ``own`` itself is it."""
    lives = alive or _alive
    state = kept.state()
    while state.current:
        if not kept.program(state.current).is_file() or rank(state.current) <= rank(own):
            return ""
        tries = kept.tries(state.current)
        if sum(not lives(process) for process in tries) < TRIES:  # who is impatient starts it several times at once
            kept.note_try(state.current, os.getpid())
            return state.current
        kept.change(State.without_current)
        state = kept.state()
    return ""


def reached(kept: Versions, own: str = VERSION) -> None:
    """The sign-in stands on the screen: this version works."""
    kept.change(lambda state: _with_reached(state, own))
    kept.forget_tries()


def _with_reached(state: State, own: str) -> State:
    """A copy that is older than what came with the computer meanwhile has had its time."""
    left = state if not state.current or rank(state.current) >= rank(own) else state._replace(current="", before="")
    return left._replace(newest=max(filter(None, (state.newest, own)), key=rank))


def _begin(program: Path, arguments: Sequence[str]) -> None:
    line, environ = [str(program), *arguments], {**_as_before(os.environ), CHOSEN: "1"}
    if sys.platform == "win32":
        import subprocess

        sys.exit(subprocess.run(line, env=environ, check=False).returncode)
    os.execve(program, line, environ)  # noqa: S606 - our own program, in this process


def _as_before(environ: Mapping[str, str]) -> dict[str, str]:
    """Without what the packed program was given for its own libraries."""
    kept = {name: value for name, value in environ.items() if not name.startswith(_PYINSTALLER)}
    original = kept.pop(f"{_LIBRARIES}_ORIG", None)
    kept.pop(_LIBRARIES, None) if original is None else kept.update({_LIBRARIES: original})
    return kept


def _alive(process: int) -> bool:
    if sys.platform == "win32":
        return _alive_on_windows(process)
    try:
        os.kill(process, 0)
    except OSError:  # also where it is somebody else's: then the number was given out again
        return False
    return True


def _alive_on_windows(process: int) -> bool:
    import ctypes

    query, still_active = 0x1000, 259
    system = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]  # only Windows has it
    handle = system.OpenProcess(query, 0, process)
    code = ctypes.c_ulong()
    known = bool(handle) and bool(system.GetExitCodeProcess(handle, ctypes.byref(code)))
    if handle:
        system.CloseHandle(handle)
    return known and code.value == still_active
