"""Which version runs, tried with programs that really start; what fails twice is left and never tried again."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fofal_desktop.updates import choosing, installing
from fofal_desktop.updates.sources import Folder
from fofal_desktop.updates.verifying import Refused
from fofal_desktop.updates.versions import STATE, State, Versions
from tests.desktop.updates.making import DIES, OWN, packed, published, standing
from tests.desktop.updates.test_refused import install
from tests.support.versions import Maker

ROOT = Path(__file__).resolve().parents[3]
BASE = """
import sys
sys.frozen = True
from fofal_desktop.updates import choosing
choosing.VERSION = {own!r}
choosing.hand_over()
assert "PySide6" not in sys.modules and "pydantic" not in sys.modules
print("base", *sys.argv[1:])
"""


def start(kept: Versions, *words: str, own: str = OWN, **environ: str) -> str:
    """What the program that came with the computer does at its start, in a process of its own."""
    home = {"XDG_DATA_HOME": str(kept.folder.parents[1]), "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-c", BASE.format(own=own), *words]
    done = subprocess.run(line, env={**os.environ, **home, **environ}, capture_output=True, text=True, check=False)
    return done.stdout.strip() or f"{done.returncode} {done.stderr}"


def test_from_a_folder_to_the_version_that_runs(maker: Maker, kept: Versions) -> None:
    assert start(kept, "fofal://here") == "base fofal://here"
    install(published(maker, "1.1.0"), kept, standing(maker))
    assert start(kept, "fofal://here") == "version 1.1.0 fofal://here"
    assert start(kept, **{choosing.CHOSEN: "1"}) == "base"  # it was chosen: it does not choose again
    assert start(kept, own="1.1.0") == "base"  # what came with the computer is as new by now
    assert kept.state() == State(current="1.1.0")


def test_what_dies_twice_is_left_for_the_one_before_and_never_tried_again(maker: Maker, kept: Versions) -> None:
    install(published(maker, "1.1.0"), kept, standing(maker))
    choosing.reached(kept, "1.1.0")
    running = standing(maker, version="1.1.0")
    newest = published(maker, "1.2.0", packed("1.2.0", DIES))
    install(newest, kept, running)
    assert [start(kept) for _time in range(3)] == ["7 ", "7 ", "version 1.1.0"]
    assert kept.state() == State(current="1.1.0", newest="1.1.0", refused=("1.2.0",))
    with pytest.raises(Refused, match="failed"):
        Folder(newest).find(installing.standing_of(kept, running))


def test_where_all_fail_what_came_with_the_computer_runs(maker: Maker, kept: Versions) -> None:
    install(published(maker, "1.1.0", packed("1.1.0", DIES)), kept, standing(maker))
    assert [start(kept) for _time in range(3)] == ["7 ", "7 ", "base"]
    assert (kept.state().current, kept.state().refused) == ("", ("1.1.0",))


def test_who_reaches_the_sign_in_is_believed_in(maker: Maker, kept: Versions) -> None:
    install(published(maker, "1.1.0"), kept, standing(maker))
    for _time in range(3):
        assert start(kept) == "version 1.1.0"
        choosing.reached(kept, "1.1.0")
    assert kept.state().newest == "1.1.0"


def test_a_newer_program_of_the_computer_ends_the_time_of_the_copies(maker: Maker, kept: Versions) -> None:
    install(published(maker, "1.1.0"), kept, standing(maker))
    choosing.reached(kept, "1.2.0")
    installing.tidy(kept, "1.2.0")
    assert (kept.state(), kept.program("1.1.0").parent.exists()) == (State(newest="1.2.0"), False)


def test_impatience_is_no_failure(maker: Maker, kept: Versions) -> None:
    """The icon was clicked three times before the first window came."""
    install(published(maker, "1.1.0"), kept, standing(maker))
    for _time in range(3):
        assert choosing.choose(kept, OWN, alive=lambda _process: True) == "1.1.0"


def test_a_start_that_goes_on_is_alive_and_one_that_ended_is_not() -> None:
    with subprocess.Popen(["sleep", "60"]) as other:
        assert choosing._alive(other.pid)
        other.kill()
    assert not choosing._alive(other.pid)


@pytest.mark.parametrize("written", [b"", b"{", b"[]", b'{"current": "../../bin", "refused": 3}', b'{"current": 7}'])
def test_a_spoilt_file_leaves_the_program_of_the_computer(written: bytes, kept: Versions) -> None:
    (kept.folder / STATE).write_bytes(written)
    assert (start(kept), kept.state()) == ("base", State())


def test_a_copy_that_is_gone_or_cannot_be_started_stands_in_nobody_s_way(maker: Maker, kept: Versions) -> None:
    install(published(maker, "1.1.0"), kept, standing(maker))
    program = kept.program("1.1.0")
    program.write_bytes(b"\0 no program")
    assert start(kept) == "base"
    program.unlink()
    assert start(kept) == "base"
    install(published(maker, "1.1.0"), kept, standing(maker))  # and can be had again
    assert start(kept) == "version 1.1.0"


def test_older_ones_go_and_the_one_before_stays(maker: Maker, kept: Versions) -> None:
    for before, version in ((OWN, "1.1.0"), ("1.1.0", "1.2.0"), ("1.2.0", "1.3.0")):
        install(published(maker, version), kept, standing(maker, version=before))
    assert sorted(one.name for one in kept.folder.iterdir() if one.is_dir()) == ["1.2.0", "1.3.0"]
    assert kept.state()._replace(device="") == State(current="1.3.0", before="1.2.0")


def test_to_choose_takes_next_to_no_time(maker: Maker, kept: Versions) -> None:
    install(published(maker, "1.1.0"), kept, standing(maker))
    began = time.perf_counter()
    for _time in range(20):
        choosing.choose(kept, OWN, alive=lambda _process: True)
    assert time.perf_counter() - began < 20 * 0.02
