"""``fofal-server`` that meets its end, or a full disk, at a chosen place: the real program in a process of its own.

``python -m tests.faults.cut_off kill MODULE:FUNCTION NUMBER WORDS…`` kills itself (-9) at that call of the function;
``… full BYTES 0 WORDS…`` lets no file grow beyond so many bytes.
"""

import os
import resource
import signal
import sys
from types import FrameType

from fofal_server.console import main


def kill_at(place: str, number: int) -> None:
    module, _, function = place.partition(":")
    left = number

    def look(frame: FrameType, event: str, _: object) -> None:
        nonlocal left
        if event == "call" and frame.f_code.co_name == function and frame.f_globals.get("__name__") == module:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(look)


def fill_at(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


if __name__ == "__main__":
    fault, where, count, *words = sys.argv[1:]
    if fault == "kill":
        kill_at(where, int(count))
    else:
        fill_at(int(where))
    sys.exit(main.run(words))
