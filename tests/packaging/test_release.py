"""A version is made: its number stands wherever it is told, the one before it is found, its package is the same each time."""

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from fofal_desktop.updates import here
from fofal_server.contract.version import VERSION, rank
from installer.bundle import inside, number, update
from tests.packaging.making import ROOT
from tests.skew import __main__ as skew

NEXT = f"{rank(VERSION)[0]}.{rank(VERSION)[1] + 1}.0"


def git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.cm", "-c", "tag.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


def test_the_number_is_the_same_wherever_it_stands_and_is_raised_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in number.FILES:
        assert set(number.named((ROOT / name).read_text(encoding="utf-8"))) == {VERSION}, name
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    monkeypatch.setattr(number, "ROOT", tmp_path)
    assert number.main([NEXT]) == 0
    for name in number.FILES:
        own, raised = (root.joinpath(name).read_bytes().decode() for root in (ROOT, tmp_path))
        assert set(number.named(raised)) == {NEXT}, name
        assert raised.replace(NEXT, VERSION) == own, name
    for wrong in (VERSION, "0.0.1", "2", "v9.0.0"):
        with pytest.raises(SystemExit):
            number.main([wrong])
        assert wrong in capsys.readouterr().err


def test_the_version_before_is_found_and_where_there_is_none_it_is_said_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(skew, "ROOT", tmp_path)
    assert skew.main([]) == 2
    assert "pas un dépôt git" in capsys.readouterr().err
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--allow-empty", "-m", "one")
    assert skew.main([]) == 2
    assert "git tag v0.1.0" in capsys.readouterr().err
    for tag in ("v0.2.0", "v0.10.0", "something"):
        git(tmp_path, "tag", tag)
        git(tmp_path, "commit", "--allow-empty", "-m", tag)
    git(tmp_path, "tag", "v0.11.0")  # of this very state: it is no version before
    assert skew.last_version(tmp_path) == "v0.10.0"
    assert skew.main(["v9.9.9"]) == 2
    assert "git fetch --tags" in capsys.readouterr().err
    git(tmp_path, "clone", "--quiet", "--no-tags", "--depth=1", tmp_path.as_uri(), "part")
    monkeypatch.setattr(skew, "ROOT", tmp_path / "part")
    assert skew.main([]) == 2
    assert "git fetch --unshallow --tags" in capsys.readouterr().err


def test_a_state_with_the_tag_of_another_version_is_not_built(monkeypatch: pytest.MonkeyPatch) -> None:
    for tags, wrong in (("", False), ("v9.9.9", True), (f"v9.9.9\nv{VERSION}", False)):
        monkeypatch.setattr(inside, "_git", lambda *_words, tags=tags: tags)
        assert bool(inside.mistagged()) is wrong


def test_the_package_of_an_update_is_the_same_each_time_and_tells_of_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763900000")
    asked = ["--dist", str(tmp_path), "--out", str(tmp_path / "out")]
    assert update.main(asked) == 1
    assert "run.py package desktop" in capsys.readouterr().err
    built = tmp_path / "fofal-desktop"
    built.mkdir()
    (built / "fofal-desktop").write_bytes(b"program")
    (built / "link").symlink_to("fofal-desktop")
    monkeypatch.setattr(update.needs, "elves", lambda _folder: [])  # nothing here is a library
    assert update.main(asked) == 0
    made = tmp_path / "out" / f"fofal-desktop-{VERSION}-{here.kind()}.tar.xz"
    first = made.read_bytes()
    (built / "fofal-desktop").touch()
    update.main(asked)
    assert made.read_bytes() == first
    with tarfile.open(fileobj=io.BytesIO(first)) as packed:
        told = {(one.uname, one.uid, one.mtime) for one in packed}
        assert (told, packed.getnames()[0]) == ({("", 0, 1763900000)}, "fofal-desktop")
    assert [one.name for one in (tmp_path / "out").iterdir()] == [made.name]
