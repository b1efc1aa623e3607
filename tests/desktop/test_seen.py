"""What was read, on the disk: sealed, found by its question, bounded, thrown away when spoilt, gone when it must be."""

import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from fofal_desktop.api.request import Answer
from fofal_desktop.drafts.sealing import KEY_BYTES
from fofal_desktop.seen import store as stores
from fofal_desktop.seen.kept import HEADER, LONGEST, Kept, kept_from
from fofal_desktop.seen.memory import FULL, RIGHTS, SPOILT, WHO, Memory, own_folder
from fofal_desktop.seen.store import PICTURES, Spoilt, Store

AWA, BEA = "http://127.0.0.1:1 awa", "http://127.0.0.1:1 bea"
SECRET = b"Bloc nord confidentiel"
NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
SITES, LIST = "/settings/sites", "the list"


def kept(content: bytes = SECRET) -> Kept:
    return Kept(NOW, NOW + LONGEST, content)


def files() -> list[Path]:
    return sorted(own_folder(AWA).parent.rglob("*.seen"))


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


@pytest.fixture
def memory(qapp):
    """What Awa has read."""
    found = Memory()
    found.open(AWA)
    yield found
    found.finish()


def written(memory: Memory, account: str = AWA) -> Memory:
    """The same once everything is on the disk, taken out again as at the next start."""
    memory.finish()
    memory.open(account)
    return memory


def test_what_was_read_comes_back_and_only_its_reader_can_open_it(memory):
    memory.keep(SITES, LIST, kept())
    assert written(memory).find(SITES, LIST) == kept()
    assert memory.find(SITES, "another search") is None
    (file,) = files()
    assert SECRET not in file.read_bytes()
    assert "sites" not in str(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    memory.open(BEA)
    assert memory.find(SITES, LIST) is None
    other = Store(own_folder(BEA), b"k" * KEY_BYTES)
    moved = own_folder(BEA) / file.parent.name / file.name
    moved.parent.mkdir(parents=True)
    moved.write_bytes(file.read_bytes())
    assert other.find(SITES, LIST) is None


def test_an_answer_in_the_place_of_another_is_not_believed(tmp_path):
    store = Store(tmp_path, b"k" * KEY_BYTES)
    store.keep(SITES, LIST, kept())
    (file,) = tmp_path.rglob("*.seen")
    store.keep(SITES, "another", kept(b"another"))
    (other,) = set(tmp_path.rglob("*.seen")) - {file}
    file.replace(other)
    with pytest.raises(Spoilt):
        store.find(SITES, "another")


@pytest.mark.parametrize("damage", [b"", b"nonsense", None], ids=["empty", "foreign", "one bit"])
def test_a_spoilt_answer_is_thrown_away_and_said_once(memory, damage):
    said: list[str] = []
    memory.said.connect(said.append)
    for question in (LIST, "another"):
        memory.keep(SITES, question, kept())
    written(memory)
    for file in files():
        content = bytearray(file.read_bytes())
        content[-1] ^= 1
        file.write_bytes(bytes(content) if damage is None else damage)
    assert [memory.find(SITES, question) for question in (LIST, "another")] == [None, None]
    assert (files(), said) == ([], [SPOILT])


def test_a_full_disk_keeps_nothing_and_says_so_once(memory, qtbot, monkeypatch):
    said: list[str] = []
    memory.said.connect(said.append)

    def full(_part: Path, _file: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        for question in (LIST, "another"):
            memory.keep(SITES, question, kept())
        memory.finish()
    qtbot.waitUntil(lambda: said == [FULL])
    assert [file for file in own_folder(AWA).rglob("*") if file.is_file()] == []


def test_the_oldest_make_room(tmp_path, monkeypatch):
    monkeypatch.setattr(stores, "MOST", 2)
    store = Store(tmp_path, b"k" * KEY_BYTES)
    for question in ("first", "second", "first", "third"):
        store.keep(SITES, question, kept())
    assert [store.find(SITES, question) is not None for question in ("first", "second", "third")] == [True, False, True]
    monkeypatch.setattr(stores, "ROOM", 2 * next(tmp_path.rglob("*.seen")).stat().st_size - 1)
    store.keep(SITES, "fourth", kept())
    assert len(list(tmp_path.rglob("*.seen"))) == 1
    monkeypatch.setattr(stores, "LARGEST", 10)
    store.keep(SITES, "large", kept())
    assert store.find(SITES, "large") is None


def test_pictures_of_the_map_drive_out_no_list(tmp_path, monkeypatch):
    monkeypatch.setattr(stores, "MOST_PICTURES", 2)
    store = Store(tmp_path, b"k" * KEY_BYTES)
    store.keep(SITES, "list", kept())
    tiles = [f"{PICTURES}online/12/2158/{row}" for row in range(3)]
    for tile in tiles:
        store.keep(tile, "", kept())
    assert [store.find(tile, "") is not None for tile in tiles] == [False, True, True]
    assert store.find(SITES, "list") is not None
    store.drop(tiles[1])
    assert [store.find(tile, "") is not None for tile in tiles[1:]] == [False, True], "one that is gone says no more"


def test_two_windows_of_one_person_share_it_and_one_may_wipe_it(memory):
    other = Memory()
    other.open(AWA)
    memory.keep(SITES, LIST, kept())
    written(memory)
    assert other.find(SITES, LIST) == kept()
    memory.wipe(AWA)
    assert other.find(SITES, LIST) is None
    other.keep(SITES, LIST, kept())
    other.finish()
    memory.open(AWA)
    assert (memory.find(SITES, LIST), files()) == (None, []), "what the other wrote under the key of before goes"


def test_wiping_takes_the_key_away_and_nothing_comes_late(memory, shelf):
    memory.keep(SITES, LIST, kept())
    written(memory)
    assert len(shelf.shelf) == 1
    memory.keep(SITES, "late", kept())
    memory.wipe(AWA)
    memory.finish()
    assert (shelf.shelf, files()) == ({}, [])


def test_without_a_keyring_it_ends_with_the_program(memory):
    keyring.set_keyring(NoKeyring())
    memory.open(BEA)
    memory.keep(SITES, LIST, kept())
    memory.finish()
    assert files() != []
    memory.open(BEA)
    assert (memory.find(SITES, LIST), list(own_folder(BEA).rglob("*.seen"))) == (None, [])


def test_what_is_gone_goes_with_all_that_is_about_it(memory):
    memory.keep(SITES, LIST, kept())
    memory.keep("/settings/units", LIST, kept())
    memory.drop(SITES)
    written(memory)
    assert memory.find(SITES, LIST) is None
    assert memory.find("/settings/units", LIST) == kept()


def test_other_rights_throw_away_what_was_read_by_the_former(memory):
    memory.keep(WHO, "", kept(b"awa"))
    memory.heed(kept(b"may read sites"))
    memory.keep(SITES, LIST, kept())
    written(memory).heed(kept(b"may read sites"))
    assert written(memory).find(SITES, LIST) == kept()
    memory.heed(kept(b"may read units"))
    written(memory)
    assert (memory.find(SITES, LIST), memory.find(WHO, "")) == (None, kept(b"awa"))
    assert memory.find(RIGHTS, "") == kept(b"may read units")


def test_only_what_the_server_allows_is_kept_and_no_longer():
    allowed = {HEADER: "private, max-age=0, stale-if-error=60"}
    assert kept_from(Answer(200, allowed, SECRET), NOW) == Kept(NOW, NOW + timedelta(seconds=60), SECRET)
    for_years = kept_from(Answer(200, {HEADER: "stale-if-error=999999999"}, SECRET), NOW)
    assert for_years is not None
    assert for_years.until == NOW + LONGEST
    for answer in (Answer(200, {}, SECRET), Answer(200, {HEADER: "no-store"}, SECRET), Answer(304, allowed)):
        assert kept_from(answer, NOW) is None
