"""What is refused, each with a sentence of its own, and nothing of it stays."""

import lzma
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from fofal_desktop.language import speak
from fofal_desktop.updates import installing, unpacking
from fofal_desktop.updates.sources import Folder
from fofal_desktop.updates.verifying import Refused, Standing, words_of
from fofal_desktop.updates.versions import EXECUTABLE, PROGRAM, State, Versions
from fofal_server.contract.updates import MANIFEST, SIGNATURE
from tests.desktop.updates.making import _file, archive, leading, packed, published, standing, zipped
from tests.support.versions import Maker, package, words

NEW = "1.1.0"
PACKAGE = package(NEW)


def install(folder: Path, kept: Versions, stands: Standing) -> None:
    """All of it, as the program does."""
    source = Folder(folder)
    version = source.find(installing.standing_of(kept, stands))
    assert version is not None
    installing.fetch(source, version, kept, lambda _done: None)
    installing.install(version, kept, stands.version, lambda _done: None)


def spoilt(spoil: Callable[[Path], object]) -> Callable[[Maker], Path]:
    """A version that is as it should be, but for this."""

    def made(maker: Maker) -> Path:
        folder = published(maker, NEW)
        spoil(folder)
        return folder

    return made


def forged(folder: Path) -> None:
    (folder / MANIFEST).write_bytes(words(folder, version="1.2.0"))


def signed_by_another(folder: Path) -> None:
    Maker(folder.parent / "thief").sign(folder, words(folder))


def cut(file: Path, by: int) -> None:
    os.truncate(file, file.stat().st_size - by)


def flipped(folder: Path) -> None:
    (folder / PACKAGE).write_bytes((folder / PACKAGE).read_bytes()[:-1] + b"!")


def huge(maker: Maker) -> Path:
    """Its head says so much; nothing of it is there, nor asked for."""
    info = tarfile.TarInfo(f"{PROGRAM}/{EXECUTABLE}")
    info.size = unpacking.MOST_BYTES + 1
    return published(maker, NEW, lzma.compress(info.tobuf()))


CASES: dict[str, tuple[Callable[[Maker], Path], str, str]] = {
    "forged": (spoilt(forged), "forged", "modifiée en chemin"),
    "another key": (spoilt(signed_by_another), "forged", "n’a signé cette version"),
    "cut manifest": (spoilt(lambda folder: cut(folder / MANIFEST, 20)), "forged", "modifiée en chemin"),
    "no signature": (spoilt(lambda folder: (folder / SIGNATURE).unlink()), "absent", "manifest.json.sig"),
    "cut package": (spoilt(lambda folder: cut(folder / PACKAGE, 8)), "size", "n’est pas entier"),
    "flipped": (spoilt(flipped), "sum", "a été endommagé"),
    "no package": (spoilt(lambda folder: (folder / PACKAGE).unlink()), "missing", "manque dans le dossier"),
    "older": (lambda maker: published(maker, "0.9.9"), "older", "n’est pas plus récente"),
    "same": (lambda maker: published(maker, "1.0.0"), "older", "n’est pas plus récente"),
    "channel": (lambda maker: published(maker, NEW, channel="pilot"), "channel", "destinée à d’autres ordinateurs"),
    "platform": (lambda maker: published(maker, NEW, packages=[]), "platform", "ce type d’ordinateur"),
    "up": (lambda maker: published(maker, NEW, packed(NEW, more={"../outside": b""})), "outside", "../outside"),
    "root": (lambda maker: published(maker, NEW, packed(NEW, more={"/tmp/outside": b""})), "outside", "/tmp/outside"),  # noqa: S108 - never made
    "drive": (lambda maker: published(maker, NEW, packed(NEW, more={"C:\\outside": b""})), "outside", "C:"),
    "link": (lambda maker: published(maker, NEW, archive(leading("../../.."))), "outside", "way"),
    "zip up": (lambda maker: published(maker, NEW, zipped(**{"../outside": b""}), ".zip"), "outside", "../outside"),
    "huge": (huge, "large", "plus qu’une version"),
    "no archive": (lambda maker: published(maker, NEW, b"no archive"), "damaged", "ne peut pas être ouvert"),
    "no program": (
        lambda maker: published(maker, NEW, archive(_file("other", b""))),
        "empty",
        "ne contient pas le programme",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_is_refused(case: str, maker: Maker, kept: Versions, tmp_path: Path, qapp: QApplication) -> None:
    spoil, reason, told = CASES[case]
    folder = spoil(maker)
    with pytest.raises(Refused) as refused:
        install(folder, kept, standing(maker))
    translators = speak(qapp, "fr", [])
    assert (refused.value.reason, told in words_of(refused.value)) == (reason, True), words_of(refused.value)
    for translator in translators:
        qapp.removeTranslator(translator)
    assert kept.state().current == ""
    assert [one for one in kept.folder.iterdir() if one.name != "incoming"] == []
    assert not list(tmp_path.rglob("outside"))


def test_many_small_ones_are_too_many(maker: Maker, kept: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_FILES", 3)
    folder = published(maker, NEW, packed(NEW, more={f"{PROGRAM}/{name}": b"" for name in "abc"}))
    with pytest.raises(Refused, match="large"):
        install(folder, kept, standing(maker))


def test_a_program_without_a_key_takes_nothing(maker: Maker, kept: Versions) -> None:
    folder = published(maker, NEW)
    with pytest.raises(Refused, match="keyless"):
        install(folder, kept, standing(maker, keys=()))


def test_what_ran_once_is_not_gone_back_behind(maker: Maker, kept: Versions) -> None:
    """A computer on which 1.2.0 ran takes no 1.1.0, though what came with it is 1.0.0."""
    install(published(maker, "1.2.0"), kept, standing(maker))
    kept.change(lambda _state: State(newest="1.2.0"))
    folder = published(maker, NEW)
    with pytest.raises(Refused, match="older"):
        install(folder, kept, standing(maker))


def test_a_manifest_that_says_more_is_read(maker: Maker, kept: Versions) -> None:
    folder = published(maker, NEW, later=1)
    install(folder, kept, standing(maker))
    assert kept.state().current == NEW
