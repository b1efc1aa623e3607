"""A set is there as a whole or not at all, whenever its making ends."""

import os
import signal
import stat
import subprocess
import sys

import pytest

from fofal_server.backup.errors import Busy
from fofal_server.backup.making import making, remove
from fofal_server.backup.sets import list_sets, new_id
from fofal_server.backup.verify import verify
from tests.server.backup.examples import NOW, fill, make_set


def names(folder):
    return sorted(entry.name for entry in folder.iterdir() if entry.name != ".lock")


def test_a_set_is_private_and_whole(tmp_path, key):
    made = make_set(tmp_path / "backups", key)
    assert verify(made, key) == []
    assert [(one.id, one.state, one.problem) for one in list_sets(tmp_path / "backups", key)] == [
        (made.name, "good", "")
    ]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (made, made.parent)} == {0o700}
    assert {stat.S_IMODE(file.stat().st_mode) for file in made.iterdir()} == {0o600}


def test_while_it_is_made_it_is_no_set(tmp_path, key):
    set_id = new_id(NOW)
    with making(tmp_path, set_id) as folder:
        fill(folder, set_id, key)
        assert verify(folder, key) == []
        assert list_sets(tmp_path, key) == []
    assert [one.id for one in list_sets(tmp_path, key)] == [set_id]


def fail(_folder):
    raise OSError("full")


def forget_the_manifest(_folder):
    """Nothing is written at all."""


@pytest.mark.parametrize(("ending", "error"), [(fail, OSError), (forget_the_manifest, ValueError)])
def test_a_making_that_fails_leaves_nothing(tmp_path, ending, error):
    with pytest.raises(error), making(tmp_path, new_id(NOW)) as folder:
        ending(folder)
    assert names(tmp_path) == []


def test_one_process_at_a_time(tmp_path, key):
    old = list_sets(make_set(tmp_path, key).parent, key)[0]
    with making(tmp_path, new_id(NOW)) as folder:
        with pytest.raises(Busy, match="en cours"), making(tmp_path, new_id(NOW)):
            pass
        with pytest.raises(Busy):
            remove(old)
        assert folder.is_dir()
        fill(folder, folder.name.removesuffix(".part"), key)
    assert len(list_sets(tmp_path, key)) == 2


MAKE_AND_HANG = """
import sys
from pathlib import Path
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.making import making
from fofal_server.backup.manifest import save
from fofal_server.backup.pieces import piece

folder, set_id, stage = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def here(name):
    if name == stage:
        print("here", flush=True)
        sys.stdin.read()

with making(folder, set_id) as part:
    here("empty")
    with piece(part / "dump.sealed", BackupKey.generate().public) as writer:
        writer.write(bytes(1 << 20))
        here("writing")
    here("written")
"""


@pytest.mark.parametrize("stage", ["empty", "writing", "written"])
def test_a_killed_run_is_never_a_set_and_goes_when_the_next_is_made(tmp_path, key, stage):
    set_id = new_id(NOW)
    argv = [sys.executable, "-c", MAKE_AND_HANG, str(tmp_path), set_id, stage]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout.readline() == "here\n"
        with pytest.raises(Busy), making(tmp_path, new_id(NOW)):
            pass
        run.send_signal(signal.SIGKILL)
    assert names(tmp_path) == [f"{set_id}.part"]
    assert list_sets(tmp_path, key) == []
    made = make_set(tmp_path, key)
    assert names(tmp_path) == [made.name]


def test_the_next_making_removes_leftovers_too(tmp_path, key):
    (tmp_path / "20260101T000000Z-aaaa.part").mkdir()
    (tmp_path / "20260101T000000Z-bbbb.gone").mkdir()
    made = make_set(tmp_path, key)
    assert names(tmp_path) == [made.name]


def test_removing_takes_the_set_and_nothing_else(tmp_path, key):
    old, new = make_set(tmp_path, key), make_set(tmp_path, key)
    remove(next(one for one in list_sets(tmp_path) if one.id == old.name))
    assert names(tmp_path) == [new.name]


def test_links_are_never_followed(tmp_path, key):
    elsewhere = make_set(tmp_path / "elsewhere", key)
    backups = tmp_path / "backups"
    backups.mkdir()
    (backups / elsewhere.name).symlink_to(elsewhere)
    (backups / f"{elsewhere.name}.part").symlink_to(elsewhere)
    (found,) = list_sets(backups, key)
    assert (found.state, "liens" in found.problem) == ("broken", True)
    remove(found)
    made = make_set(backups, key)
    assert names(backups) == sorted([f"{elsewhere.name}.part", made.name])
    assert verify(elsewhere, key) == []


def test_links_inside_a_set_are_not_followed_when_it_goes(tmp_path, key):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").write_text("mine")
    made = make_set(tmp_path / "backups", key)
    (made / "link").symlink_to(kept)
    remove(list_sets(tmp_path / "backups", key)[0])
    assert (kept / "file").read_text() == "mine"


def test_names_that_are_no_sets_are_left_alone(tmp_path, key):
    for name in ("notes", "20261399T000000Z-aaaa", "20260101T000000Z-aaaa.old", "lost+found", "x.part", "y.gone"):
        (tmp_path / name).mkdir()
    before = names(tmp_path)
    made = make_set(tmp_path, key)
    assert names(tmp_path) == sorted([*before, made.name])
    assert [one.id for one in list_sets(tmp_path, key)] == [made.name]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root writes for somebody else")
def test_what_root_makes_belongs_to_the_owner_of_the_folder(tmp_path, key):
    os.chown(tmp_path, 1234, 1234)
    made = make_set(tmp_path, key)
    assert {path.stat().st_uid for path in (made, tmp_path / ".lock", *made.iterdir())} == {1234}
