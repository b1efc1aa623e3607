"""A stream of files is laid where it belongs, and nothing of it anywhere else."""

import io
import tarfile
from pathlib import Path

import pytest

from fofal_server.backup import trees
from fofal_server.backup.errors import BackupError


def stream(*members: tarfile.TarInfo) -> io.BytesIO:
    """As somebody else might have made it; every file holds one letter."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w|") as tar:
        for member in members:
            member.size = 1 if member.isreg() else 0
            tar.addfile(member, io.BytesIO(b"x") if member.isreg() else None)
    made.seek(0)
    return made


def member(name: str, kind: bytes = tarfile.REGTYPE, leads: str = "") -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.linkname, found.mode = kind, leads, 0o777
    return found


def test_what_is_packed_is_unpacked_as_it_was(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    (one / "deep" / "er").mkdir(parents=True)
    two.mkdir()
    for name, content in {"a": b"", "deep/b": b"b", "deep/er/c d é": bytes(range(256)) * 9000}.items():
        (one / name).write_bytes(content)
    (one / "a").chmod(0o640)
    made = io.BytesIO()
    assert trees.packed(made, one, trees.files_below(one)) == 3
    made.seek(0)
    trees.unpacked(made, two)
    laid = [(path.relative_to(two), path.read_bytes()) for path in trees.files_below(two)]
    assert laid == [(path.relative_to(one), path.read_bytes()) for path in trees.files_below(one)]
    assert (two / "a").stat().st_mode & 0o777 == 0o640
    assert int((two / "a").stat().st_mtime) == int((one / "a").stat().st_mtime)


def test_folders_are_their_owners_alone_and_no_file_is_everybodys(tmp_path: Path) -> None:
    trees.unpacked(stream(member("empty", tarfile.DIRTYPE), member("deep/file")), tmp_path)
    modes = {name: (tmp_path / name).stat().st_mode & 0o777 for name in ("empty", "deep", "deep/file")}
    assert modes == {"empty": 0o700, "deep": 0o700, "deep/file": 0o755}


def test_what_is_not_wanted_is_passed_over(tmp_path: Path) -> None:
    trees.unpacked(stream(member("one"), member("deep/one"), member("two")), tmp_path, {"one"})
    assert [path.relative_to(tmp_path).as_posix() for path in trees.files_below(tmp_path)] == ["two", "deep/one"]


@pytest.mark.parametrize(
    "hostile",
    [
        [member("../out")],
        [member("in/../../out")],
        [member("/out")],
        [member("link", tarfile.SYMTYPE, "..")],
        [member("link", tarfile.SYMTYPE, ".."), member("link/out")],
        [member("hard", tarfile.LNKTYPE, "../secret")],
        [member("pipe", tarfile.FIFOTYPE)],
        [member("twice"), member("twice")],
    ],
    ids=lambda members: f"{members[-1].name} {members[0].type!r}",
)
def test_what_leads_elsewhere_is_refused(hostile: list[tarfile.TarInfo], tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"s")
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(BackupError):
        trees.unpacked(stream(*hostile), folder)
    assert [path for path in tmp_path.iterdir() if path.name not in {"secret", "folder"}] == []
    assert not any(path.is_symlink() for path in folder.iterdir())
