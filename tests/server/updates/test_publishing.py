"""What may be published: signed, whole, newer; everything else is refused in words and leaves the shelf as it was."""

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fofal_server.core.errors import Refused
from fofal_server.updates import publishing, shelf, trusted
from tests.support.versions import Maker, package, words

Change = Callable[[Path, Maker], object]


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(tmp_path / "maker")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def lying(data: Path) -> dict[str, bytes]:
    """All files of all channels."""
    files = (one for one in (data / "updates").rglob("*") if one.is_file())
    return {one.relative_to(data / "updates").as_posix(): one.read_bytes() for one in files}


def twice(folder: Path) -> object:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["packages"] * 2


BAD: dict[str, Change] = {
    "updates.no_manifest": lambda folder, _: (folder / "manifest.json.sig").unlink(),
    "updates.package_missing": lambda folder, _: (folder / package("0.3.0")).unlink(),
    "updates.truncated": lambda folder, _: (folder / package("0.3.0")).write_bytes(b"progra"),
    "updates.other_sum": lambda folder, _: (folder / package("0.3.0")).write_bytes(b"prograM"),
    "updates.bad_names": lambda folder, maker: maker.sign(folder, words(folder, packages=twice(folder))),
    "updates.bad_manifest": lambda folder, maker: maker.sign(folder, words(folder, minimum="0.3.1")),
}
FORGED: dict[str, Change] = {
    "another key": lambda folder, maker: Maker(maker.folder / "thief").sign(folder, words(folder)),
    "one byte": lambda folder, _: (folder / "manifest.json").write_bytes(words(folder, minimum="0.0.1")),
    "half a signature": lambda folder, _: os.truncate(folder / "manifest.json.sig", 40),
    "no JSON": lambda folder, maker: maker.sign(folder, b"{"),
    "huge": lambda folder, maker: maker.sign(folder, words(folder, more="x" * 70_000)),
    "another format": lambda folder, maker: maker.sign(folder, words(folder, format=2)),
    "another channel": lambda folder, maker: maker.sign(folder, words(folder, channel="../../etc")),
    "a way out": lambda folder, maker: maker.sign(
        folder, words(folder).replace(package("0.3.0").encode(), b"../x-0.3.0-y")
    ),
}


@pytest.mark.parametrize(
    ("key", "change"),
    [*BAD.items(), *(("updates.forged", one) for one in FORGED.values())],
    ids=[*BAD, *FORGED],
)
def test_what_is_not_as_it_was_signed_is_refused_and_changes_nothing(
    data: Path, maker: Maker, key: str, change: Change
) -> None:
    publishing.publish(data, maker.version("0.2.0"), [maker.public])
    before, folder = lying(data), maker.version("0.3.0")
    change(folder, maker)
    with pytest.raises(Refused) as refusal:
        publishing.publish(data, folder, [maker.public])
    assert refusal.value.key == key
    assert lying(data) == before


def test_numbers_only_grow_and_the_last_two_stay(data: Path, maker: Maker) -> None:
    for version in ("0.2.0", "0.9.0", "0.10.0"):
        assert publishing.publish(data, maker.version(version), [maker.public])[1]
    assert {name.split("/")[1] for name in lying(data)} == {"0.9.0", "0.10.0"}
    publishing.publish(data, maker.version("0.2.0", channel="pilot"), [maker.public])  # has numbers of its own
    before = lying(data)
    for version, content, key in (("0.9.5", b"old", "older"), ("0.10.0", b"other", "other_contents")):
        with pytest.raises(Refused) as refusal:
            publishing.publish(data, maker.version(version, content), [maker.public])
        assert refusal.value.key == f"updates.{key}"
    assert lying(data) == before


def test_the_same_twice_is_fine_and_puts_right_what_was_lost_or_left_half(data: Path, maker: Maker) -> None:
    folder = maker.version("0.2.0")
    first, new = publishing.publish(data, folder, [maker.public])
    before = lying(data)
    assert (new, publishing.publish(data, folder, [maker.public])[1]) == (True, False)
    os.truncate(first.folder / package("0.2.0"), 3)
    (first.folder.parent / "draft-killed").mkdir()
    (first.folder.parent / "draft-killed" / "half").write_bytes(b"ha")
    assert shelf.versions(data, "stable") == [first.folder]
    assert publishing.publish(data, folder, [maker.public])[1]
    (first.folder / "manifest.json").unlink()
    assert shelf.newest(data, "stable") is None
    publishing.publish(data, folder, [maker.public])
    assert lying(data) == before
    modes = {one.stat().st_mode & 0o777 for one in (data / "updates").rglob("*")}
    assert modes == {0o700, 0o600}


def test_published_by_two_at_once_it_is_laid_once(data: Path, maker: Maker) -> None:
    folder = maker.version("0.2.0", bytes(3_000_000))
    with ThreadPoolExecutor() as pool:
        told = [pool.submit(publishing.publish, data, folder, [maker.public]) for _ in range(4)]
        assert sorted(one.result()[1] for one in told) == [False, False, False, True]
    assert len(lying(data)) == 3


def test_a_disk_without_room_is_said_beforehand(data: Path, maker: Maker) -> None:
    folder = maker.version("0.2.0")
    packages = [
        {"platform": "linux-x86_64", "file": f"{n}-0.2.0-l", "size": 2**31, "sha256": "0" * 64} for n in range(400)
    ]
    maker.sign(folder, words(folder, packages=packages))
    with pytest.raises(Refused, match="no_room"):
        publishing.publish(data, folder, [maker.public])
    assert lying(data) == {}


def test_only_keys_of_the_program_count_and_without_one_nothing_does(tmp_path: Path, maker: Maker) -> None:
    assert trusted.keys(maker.keys) == (maker.public,)
    for content, key in (("# none\n", "no_keys"), ("abc\n", "bad_keys"), (maker.public.hex() * 2, "bad_keys")):
        (tmp_path / "keys.txt").write_text(content, encoding="utf-8")
        with pytest.raises(Refused, match=key):
            trusted.keys(tmp_path / "keys.txt")
    with pytest.raises(Refused, match="bad_keys"):
        trusted.keys(tmp_path / "absent.txt")
    assert "PRIVATE" not in trusted.KEYS.read_text(encoding="utf-8")
