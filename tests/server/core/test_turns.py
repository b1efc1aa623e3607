"""So many at a time among all processes, and nobody's end keeps the others waiting."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fofal_server.core.turns import Turns
from tests.support.patience import PATIENCE

HOLDER = """
import sys
from pathlib import Path
from fofal_server.core.turns import Turns
with Turns(Path(sys.argv[1]), "essai", 1).taken():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_never_more_at_a_time_than_there_are_places(tmp_path: Path) -> None:
    turns, inside, seen = Turns(tmp_path, "essai", 2), threading.Semaphore(2), []

    def work(_: int) -> None:
        with turns.taken():
            seen.append(inside.acquire(blocking=False))
            inside.release()

    with ThreadPoolExecutor(12) as crowd:
        list(crowd.map(work, range(200)))
    assert seen == [True] * 200


def test_a_turn_of_another_process_is_waited_for_and_comes_back_when_it_is_killed(tmp_path: Path) -> None:
    waited = threading.Event()

    def wait() -> None:
        with Turns(tmp_path, "essai", 1).taken():
            waited.set()

    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert not waited.wait(0.2)
        holder.kill()
        assert waited.wait(PATIENCE)
        waiting.join()
