"""Second places of all three kinds, with real servers: kept whole, read back, cut off, refused, and caught up with."""

import dataclasses
import datetime as dt
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fofal_server.backup import continuous, copying
from fofal_server.backup.errors import Damaged
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.places import marker
from fofal_server.backup.places.access import Access, parse
from fofal_server.backup.places.opening import opened
from fofal_server.backup.places.place import PlaceError
from fofal_server.backup.verify import verify
from tests.server.backup.examples import NOW, make_set, noise
from tests.support.certificates import authority
from tests.support.cut_line import CutLine, cut_line
from tests.support.s3 import S3Server, s3_server
from tests.support.sshd import Sshd, sshd

KINDS = ("folder", "sftp", "s3")
Elsewhere = Callable[[str], Access]


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("sshd")) as found:
        yield found


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with s3_server(tmp_path_factory.mktemp("s3")) as found:
        yield found


@pytest.fixture
def place_of(request: pytest.FixtureRequest, tmp_path: Path) -> Elsewhere:
    """A place of each kind by its name, of this test alone."""

    def made(kind: str) -> Access:
        match kind:
            case "sftp":
                return request.getfixturevalue("ssh").access(tmp_path / "là-bas" / "fofal")
            case "s3":
                return request.getfixturevalue("bucket").access(f"office/{secrets.token_hex(4)}")
        return Access(str(tmp_path / "là-bas"))

    return made


def marked(access: Access, key: BackupKey) -> Access:
    with opened(access) as place:
        marker.make(place, key)
    return access


@pytest.mark.parametrize("kind", KINDS)
def test_a_set_goes_there_is_known_there_and_comes_back_whole(
    place_of: Elsewhere, key: BackupKey, tmp_path: Path, kind: str
) -> None:
    one = make_set(tmp_path / "sets", key)
    access = marked(place_of(kind), key)
    with opened(access) as place:
        copying.copy(one, place, key)
    with opened(access) as place:
        marker.check(place, key)
        (known,) = copying.list_sets(place, key)
        assert (known.id, known.state) == (one.name, "good")
        assert copying.held(place) == {one.name}
        (tmp_path / "back").mkdir()
        assert verify(copying.fetch(place, one.name, tmp_path / "back"), key) == []
        copying.remove(place, one.name)
        assert set(place.files()) == {marker.FILE}


@pytest.mark.parametrize("kind", KINDS)
def test_without_its_mark_a_place_is_refused_and_nothing_is_made_up(
    place_of: Elsewhere, key: BackupKey, other_key: BackupKey, tmp_path: Path, kind: str
) -> None:
    access = place_of(kind)
    with opened(access) as place, pytest.raises(PlaceError, match="backup place init"):
        marker.check(place, key)
    assert not (tmp_path / "là-bas").exists()
    marked(access, other_key)
    with opened(access) as place:
        for refused in (marker.check, marker.make):
            with pytest.raises(PlaceError, match="autre clé"):
                refused(place, key)


def test_a_disk_that_goes_between_two_files_is_not_made_up(key: BackupKey, tmp_path: Path) -> None:
    one = make_set(tmp_path / "sets", key)
    access = marked(Access(str(tmp_path / "usb")), key)
    with opened(access) as place:
        shutil.rmtree(tmp_path / "usb")
        (tmp_path / "usb").mkdir()
        with pytest.raises(PlaceError, match="monté"):
            copying.copy(one, place, key)
    assert list((tmp_path / "usb").iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_set_that_rotted_here_is_not_copied_as_a_good_one(
    place_of: Elsewhere, key: BackupKey, tmp_path: Path, kind: str
) -> None:
    one = make_set(tmp_path / "sets", key)
    with (one / "dump.sealed").open("r+b") as file:
        file.seek(50_000)
        file.write(b"x")
    with opened(marked(place_of(kind), key)) as place:
        with pytest.raises(Damaged, match=r"dump\.sealed"):
            copying.copy(one, place, key)
        assert set(place.files()) == {marker.FILE}


@pytest.fixture
def line(request: pytest.FixtureRequest, kind: str) -> Iterator[CutLine]:
    with cut_line(request.getfixturevalue({"sftp": "ssh", "s3": "bucket"}[kind]).port) as found:
        yield found


@pytest.mark.parametrize("kind", ["sftp", "s3"])
def test_a_line_that_is_cut_leaves_no_set_there_and_the_next_time_it_is_copied(
    request: pytest.FixtureRequest, line: CutLine, key: BackupKey, tmp_path: Path, kind: str
) -> None:
    one = make_set(tmp_path / "sets", key)
    access = _through(request, line, kind, tmp_path)
    marked(access, key)
    with opened(access) as place:
        line.most = line.passed + 150_000
        with pytest.raises(PlaceError, match="ligne"):
            copying.copy(one, place, key)
    assert verify(one, key) == []
    line.most = None
    with opened(access) as place:
        assert copying.held(place) == set()
        copying.copy(one, place, key)
        assert [found.state for found in copying.list_sets(place, key)] == ["good"]


def _through(request: pytest.FixtureRequest, line: CutLine, kind: str, tmp_path: Path) -> Access:
    if kind == "sftp":
        return request.getfixturevalue("ssh").access(tmp_path / "là-bas", port=line.port)
    return request.getfixturevalue("bucket").access(f"cut/{secrets.token_hex(4)}", port=line.port)


def refused(access: Access, key: BackupKey) -> str:
    """What is said of a place that cannot be used."""
    with pytest.raises(PlaceError) as found, opened(access) as place:
        marker.check(place, key)
    return str(found.value)


def test_an_ssh_server_has_to_prove_itself(ssh: Sshd, key: BackupKey, tmp_path: Path) -> None:
    good = ssh.access(tmp_path)
    other = tmp_path / "other_hosts"
    other.write_text(f"[127.0.0.1]:{ssh.port} {(ssh.folder / 'other.pub').read_text()}")
    assert "n'a pas la clé d'hôte connue" in refused(dataclasses.replace(good, known_hosts=other), key)
    other.write_text("")
    assert "FOFAL_BACKUP_COPY_KNOWN_HOSTS" in refused(dataclasses.replace(good, known_hosts=other), key)
    assert "ssh-keyscan" in refused(dataclasses.replace(good, known_hosts=None), key)


def test_an_ssh_key_that_is_not_ours_or_lies_open_is_refused(ssh: Sshd, key: BackupKey, tmp_path: Path) -> None:
    assert "refuse ce compte" in refused(ssh.access(tmp_path, ssh_key=ssh.folder / "stranger"), key)
    shown = tmp_path / "known"
    shutil.copyfile(ssh.folder / "known", shown)
    shown.chmod(0o644)
    assert "chmod 600" in refused(ssh.access(tmp_path, ssh_key=shown), key)
    assert "ne peut pas être joint" in refused(dataclasses.replace(ssh.access(tmp_path, port=1)), key)


def test_no_room_over_sftp(key: BackupKey, tmp_path: Path) -> None:
    one = make_set(tmp_path / "sets", key)
    (tmp_path / "sshd").mkdir()
    with sshd(tmp_path / "sshd", most=60_000) as small:
        access = marked(small.access(tmp_path / "là-bas"), key)
        with opened(access) as place:
            with pytest.raises(PlaceError, match="place qui y reste"):
                copying.copy(one, place, key)
            assert copying.held(place) == set()
    assert verify(one, key) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"secret": "faux"}, "refuse"),
        ({"access_key": "AKIAFAUX000000000000"}, "refuse"),
        ({"bucket": "inconnu"}, "n'existe pas"),
        ({"endpoint": "http://127.0.0.1:1"}, "joint"),
        ({"endpoint": "http://s3.exemple.cm"}, "https://"),
        ({"endpoint": None}, "FOFAL_BACKUP_COPY_ENDPOINT"),
    ],
)
def test_a_bucket_that_refuses_is_told(bucket: S3Server, key: BackupKey, wrong: dict[str, str], said: str) -> None:
    access = bucket.access("office", **{name: value for name, value in wrong.items() if name == "bucket"})
    other = {name: value for name, value in wrong.items() if name != "bucket"}
    words = refused(dataclasses.replace(access, **other), key)
    assert said in words
    assert bucket.secret not in words


def test_over_tls_a_set_goes_to_a_server_that_the_authority_of_the_house_has_signed(
    bucket: S3Server, key: BackupKey, tmp_path: Path
) -> None:
    one = make_set(tmp_path / "sets", key)
    with opened(marked(bucket.over_tls("tls", bucket.signer.file), key)) as place:
        copying.copy(one, place, key)
        assert copying.held(place) == {one.name}
        (tmp_path / "back").mkdir()
        assert verify(copying.fetch(place, one.name, tmp_path / "back"), key) == []


@pytest.mark.parametrize(
    ("certificate", "believed", "said"),
    [
        ("good", "public ones", "aucune autorité connue ici n'a signé"),
        ("good", "another", "aucune autorité connue ici n'a signé"),
        ("expired", "signer", "n'est plus valable"),
        ("another's", "signer", "celui d'une autre machine"),
        ("good", "no certificate", "n'est pas un certificat (PEM)"),
        ("good", "no file", "est illisible"),
    ],
)
def test_a_bucket_whose_certificate_does_not_hold_is_refused_in_words(
    bucket: S3Server, key: BackupKey, tmp_path: Path, certificate: str, believed: str, said: str
) -> None:
    (tmp_path / "words.pem").write_text("autorité de la maison")
    files = {
        "public ones": None,
        "signer": bucket.signer.file,
        "another": authority(tmp_path, "Une autre").file,
        "no certificate": tmp_path / "words.pem",
        "no file": tmp_path / "none.pem",
    }
    assert said in refused(bucket.over_tls("tls", files[believed], certificate), key)


@pytest.mark.parametrize(
    "address", ["ftp://a/b", "sftp://hôte/sans-compte", "sftp://a@b", "s3://", "sftp://a:secret@b/c", "sftp://a@b:x/c"]
)
def test_an_address_that_is_none_is_refused_without_telling_a_password(address: str) -> None:
    with pytest.raises(PlaceError) as found:
        parse(address)
    assert "secret" not in str(found.value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_log_follows_and_what_had_its_time_goes(
    place_of: Elsewhere, key: BackupKey, tmp_path: Path, kind: str
) -> None:
    store = tmp_path / "log"
    store.mkdir()
    old = written(store, "000000010000000000000001", 1, NOW - dt.timedelta(days=8))
    full = written(store, "000000010000000000000002", 2, NOW)
    part = written(store, "000000010000000000000003.partial", 3, NOW)
    with opened(marked(place_of(kind), key)) as place:
        assert continuous.mirror(store, place)
        assert {name.partition("/")[2] for name in place.files("log")} == {old.name, full.name, part.name}
        part.unlink()
        next_one = written(store, "000000010000000000000003", 3, NOW + dt.timedelta(minutes=1))
        assert continuous.mirror(store, place)
        if kind != "s3":  # there a file is as old as its coming, and the test does not wait for a week
            continuous.forget_there(place, NOW - dt.timedelta(days=7))
            old.unlink()
        assert {name.partition("/")[2] for name in place.files("log")} == {one.name for one in store.iterdir()}
        continuous.fetch(place, NOW, tmp_path / "back")
        for one in (full, next_one):
            back = tmp_path / "back" / one.name
            assert back.read_bytes() == one.read_bytes()
            assert abs(back.stat().st_mtime - one.stat().st_mtime) < 1


def written(store: Path, name: str, seed: int, moment: dt.datetime) -> Path:
    file = store / f"{name}{continuous.SEALED}"
    file.write_bytes(noise(seed, 40_000 + seed))
    os.utime(file, (moment.timestamp(), moment.timestamp()))
    return file


def test_a_long_backlog_of_the_log_is_caught_up_in_turns_and_the_last_minute_goes_first(
    key: BackupKey, tmp_path: Path
) -> None:
    store = tmp_path / "log"
    store.mkdir()
    for number in range(1, 4):
        written(store, f"{number:024X}", number, NOW + dt.timedelta(minutes=number))
    last = written(store, f"{4:024X}.partial", 4, NOW)
    with opened(marked(Access(str(tmp_path / "usb")), key)) as place:
        assert not continuous.mirror(store, place, within=0.0)
        assert continuous.mirror(store, place)
        assert f"log/{last.name}" in place.files()
