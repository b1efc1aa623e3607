"""Drafts on the disk: sealed, whole or not there, held by one window, bounded, and closed to everybody else."""

import errno
import os
import stat
import threading
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring

from fofal_desktop.drafts import shelf as shelves
from fofal_desktop.drafts.draft import Draft, Sent, new_id
from fofal_desktop.drafts.sealed import Unkept
from fofal_desktop.drafts.shelf import Held, Shelf
from fofal_desktop.drafts.vault import Vault

ACCOUNT, PASSWORD = "http://127.0.0.1:1 awa", "a long password"
SECRET = "Bloc nord confidentiel"


def shelf_in(folder: Path, password: str = "", account: str = ACCOUNT) -> Shelf:
    return Shelf(folder, Vault(account, folder, password))


def draft(**given) -> Draft:
    values = {"id": new_id(), "resource": "settings.sites", "typed": {"name": SECRET}, "at": datetime.now(UTC)}
    return Draft(**{**values, **given})


def test_a_draft_comes_back_whole_and_only_its_owner_can_read_it(tmp_path):
    folder = tmp_path / "drafts" / "own"
    kept = draft(key="7", name="Bloc", base={"version": 3}, sent=Sent(key="k", values={"area": "1.50", "ok": None}))
    shelf_in(folder).keep(kept, 1)
    assert shelf_in(folder).take(kept.id) == kept
    (file,) = folder.glob("*.draft")
    assert SECRET.encode() not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    other = shelf_in(tmp_path / "drafts" / "other", account=f"{ACCOUNT}-2").look()
    assert (other.drafts, other.others) == ([], 1), "somebody else sees the number and nothing more"
    moved = shelf_in(folder, account=f"{ACCOUNT}-2").look()
    assert (moved.drafts, moved.closed, moved.broken) == ([], 1, 0)


def test_a_draft_put_in_the_place_of_another_is_not_believed(tmp_path):
    shelf, one = shelf_in(tmp_path), draft()
    shelf.keep(one, 1)
    (tmp_path / f"{one.id}.draft").replace(tmp_path / f"{new_id()}.draft")
    assert shelf.look().broken == 1


@pytest.mark.parametrize("damage", [b"", b"nonsense", None], ids=["empty", "foreign", "one bit"])
def test_a_damaged_file_is_put_aside_and_said_once(tmp_path, damage):
    shelf, one, other = shelf_in(tmp_path), draft(), draft()
    shelf.keep(one, 1)
    shelf.keep(other, 2)
    file = tmp_path / f"{one.id}.draft"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(bytes(content) if damage is None else damage)
    shelf.close()
    found = shelf.look()
    assert ([kept.id for kept in found.drafts], found.broken) == ([other.id], 1)
    assert (tmp_path / f"{one.id}.broken").exists()
    assert shelf.look().broken == 0


def test_a_full_disk_is_told_and_what_was_kept_before_stays(tmp_path, monkeypatch):
    shelf, one = shelf_in(tmp_path), draft()
    shelf.keep(one, 1)

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="space"):
            shelf.keep(one.model_copy(update={"typed": {"name": "more"}}), 2)
    assert list(tmp_path.glob("*.part")) == []
    shelf.close()
    assert shelf.look().drafts == [one]


def test_what_comes_late_undoes_nothing(tmp_path):
    shelf, one = shelf_in(tmp_path), draft()
    shelf.keep(one.model_copy(update={"name": "second"}), 2)
    shelf.keep(one.model_copy(update={"name": "first"}), 1)
    shelf.close()
    later = shelf_in(tmp_path)
    assert later.look().drafts[0].name == "second"
    later.drop(one.id, 4)
    later.keep(one, 3)
    shelf.keep(one, 9)
    assert later.look().drafts == [], "whoever has left writes nothing any more"
    assert list(tmp_path.iterdir()) == []


def test_one_window_holds_a_draft_until_it_ends(tmp_path):
    first, second, one = shelf_in(tmp_path), shelf_in(tmp_path), draft()
    first.keep(one, 1)
    assert [kept.id for kept in second.look().held] == [one.id]
    for shelf in (first, second):
        with pytest.raises(Held):
            shelf.take(one.id)
    first.close()
    assert second.take(one.id) == one
    second.drop(one.id, 1)
    assert first.take(one.id) is None


def test_who_only_looks_takes_nothing_out_of_a_hand(tmp_path):
    """Another window looks again and again while this one begins to type."""
    first, second = shelf_in(tmp_path), shelf_in(tmp_path)
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            second.look()

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        for turn in range(10):
            first.keep(draft(), turn)
    finally:
        over.set()
        watcher.join()
    assert len(second.look().held) == 10


def test_drafts_are_bounded_in_size_and_number(tmp_path, monkeypatch):
    shelf = shelf_in(tmp_path)
    with pytest.raises(Unkept, match="large"):
        shelf.keep(draft(typed={"note": "x" * shelves.LARGEST}), 1)
    monkeypatch.setattr(shelves, "MOST", 2)
    one, *_ = kept = [draft(), draft()]
    for place, each in enumerate(kept):
        shelf.keep(each, place)
    with pytest.raises(Unkept, match="many"):
        shelf.keep(draft(), 9)
    shelf.keep(one.model_copy(update={"name": "typed on"}), 9)


@pytest.mark.parametrize("backend", [NoKeyring, NullKeyring])
def test_without_a_keyring_the_password_opens_the_drafts(tmp_path, backend):
    keyring.set_keyring(backend())
    kept = draft()
    with pytest.raises(Unkept, match="key"):
        shelf_in(tmp_path).keep(kept, 1)
    shelf_in(tmp_path, PASSWORD).keep(kept, 1)
    assert shelf_in(tmp_path).look().closed == 1
    assert shelf_in(tmp_path, PASSWORD).look().drafts == [kept]
    vault = Vault(ACCOUNT, tmp_path, PASSWORD)
    vault.open()
    vault.wrap("another password")
    assert shelf_in(tmp_path, "another password").look().drafts == [kept]
    again = shelf_in(tmp_path, PASSWORD)
    assert again.look().closed == 1, "the former password opens nothing, and throws nothing away"
    again.keep(draft(), 1)
    assert PASSWORD.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_the_keyring_gets_a_key_only_when_something_is_kept(tmp_path, shelf):
    own = shelf_in(tmp_path, PASSWORD)
    assert own.look().drafts == []
    assert shelf.shelf == {}
    own.keep(draft(), 1)
    assert len(shelf.shelf) == 1
    assert [file.suffix for file in sorted(tmp_path.iterdir())] == [".draft", ".lock"]
