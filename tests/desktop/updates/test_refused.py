"""What is refused, each with a sentence of its own, and nothing of it stays."""

import json
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
from tests.desktop.updates.making import Publisher, _file, archive, leading, packed, zipped

NEW = "1.1.0"
PACKAGE = f"fofal-desktop-{NEW}-linux.tar.xz"


def install(folder: Path, kept: Versions, standing: Standing) -> None:
    """All of it, as the program does."""
    source = Folder(folder)
    version = source.find(installing.standing_of(kept, standing))
    assert version is not None
    installing.fetch(source, version, kept, lambda _done: None)
    installing.install(version, kept, standing.version, lambda _done: None)


def forged(found: Publisher) -> None:
    folder = found.publish(NEW)
    words = (folder / MANIFEST).read_bytes()
    (folder / MANIFEST).write_bytes(words.replace(b"1.1.0", b"1.2.0"))


def signed_by_another(found: Publisher) -> None:
    Publisher(found.folder).publish(NEW)


def cut_manifest(found: Publisher) -> None:
    folder = found.publish(NEW)
    (folder / MANIFEST).write_bytes((folder / MANIFEST).read_bytes()[:-20])


def unsigned(found: Publisher) -> None:
    (found.publish(NEW) / SIGNATURE).unlink()


def cut_package(found: Publisher) -> None:
    file = found.publish(NEW) / PACKAGE
    file.write_bytes(file.read_bytes()[:-8])


def flipped(found: Publisher) -> None:
    file = found.publish(NEW) / PACKAGE
    file.write_bytes(file.read_bytes()[:-1] + b"!")


def lost(found: Publisher) -> None:
    (found.publish(NEW) / PACKAGE).unlink()


def huge(found: Publisher) -> None:
    """Its head says so much; nothing of it is there, nor asked for."""
    info = tarfile.TarInfo(f"{PROGRAM}/{EXECUTABLE}")
    info.size = unpacking.MOST_BYTES + 1
    found.publish(NEW, _xz(info.tobuf()))


def _xz(content: bytes) -> bytes:
    import lzma

    return lzma.compress(content)


CASES: dict[str, tuple[Callable[[Publisher], object], str, str]] = {
    "forged": (forged, "forged", "modifiée en chemin"),
    "another key": (signed_by_another, "forged", "n’a signé cette version"),
    "cut manifest": (cut_manifest, "forged", "modifiée en chemin"),
    "no signature": (unsigned, "absent", "manifest.json.sig"),
    "cut package": (cut_package, "size", "n’est pas entier"),
    "flipped": (flipped, "sum", "a été endommagé"),
    "no package": (lost, "missing", "manque dans le dossier"),
    "older": (lambda one: one.publish("0.9.9"), "older", "n’est pas plus récente"),
    "same": (lambda one: one.publish("1.0.0"), "older", "n’est pas plus récente"),
    "channel": (lambda one: one.publish(NEW, channel="pilot"), "channel", "destinée à d’autres ordinateurs"),
    "platform": (lambda one: one.publish(NEW, packages=[]), "platform", "ce type d’ordinateur"),
    "up": (lambda one: one.publish(NEW, packed(NEW, more={"../outside": b""})), "outside", "../outside"),
    "root": (lambda one: one.publish(NEW, packed(NEW, more={"/tmp/outside": b""})), "outside", "/tmp/outside"),  # noqa: S108
    "drive": (lambda one: one.publish(NEW, packed(NEW, more={"C:\\outside": b""})), "outside", "C:"),
    "link": (lambda one: one.publish(NEW, archive(leading("../../.."))), "outside", "way"),
    "zip up": (lambda one: one.publish(NEW, zipped(**{"../outside": b""}), "a.zip"), "outside", "../outside"),
    "huge": (huge, "large", "plus qu’une version"),
    "no archive": (lambda one: one.publish(NEW, b"no archive"), "damaged", "ne peut pas être ouvert"),
    "no program": (lambda one: one.publish(NEW, archive(_file("other", b""))), "empty", "ne contient pas le programme"),
}


@pytest.mark.parametrize("case", CASES)
def test_is_refused(case: str, publisher: Publisher, kept: Versions, tmp_path: Path, qapp: QApplication) -> None:
    spoil, reason, told = CASES[case]
    spoil(publisher)
    with pytest.raises(Refused) as refused:
        install(publisher.folder, kept, publisher.standing())
    translators = speak(qapp, "fr", [])
    assert (refused.value.reason, told in words_of(refused.value)) == (reason, True), words_of(refused.value)
    for translator in translators:
        qapp.removeTranslator(translator)
    assert kept.state().current == ""
    assert [one for one in kept.folder.iterdir() if one.name != "incoming"] == []
    assert not list(tmp_path.rglob("outside"))


def test_many_small_ones_are_too_many(publisher: Publisher, kept: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_FILES", 3)
    publisher.publish(NEW, packed(NEW, more={f"{PROGRAM}/{name}": b"" for name in "abc"}))
    with pytest.raises(Refused, match="large"):
        install(publisher.folder, kept, publisher.standing())


def test_a_program_without_a_key_takes_nothing(publisher: Publisher, kept: Versions) -> None:
    publisher.publish(NEW)
    with pytest.raises(Refused, match="keyless"):
        install(publisher.folder, kept, publisher.standing(keys=()))


def test_what_ran_once_is_not_gone_back_behind(publisher: Publisher, kept: Versions) -> None:
    """A computer on which 1.2.0 ran takes no 1.1.0, though what came with it is 1.0.0."""
    publisher.publish("1.2.0")
    install(publisher.folder, kept, publisher.standing())
    kept.change(lambda _state: State(newest="1.2.0"))
    publisher.publish(NEW)
    with pytest.raises(Refused, match="older"):
        install(publisher.folder, kept, publisher.standing())


def test_a_manifest_that_says_more_is_read(publisher: Publisher, kept: Versions) -> None:
    folder = publisher.publish(NEW)
    words = json.loads((folder / MANIFEST).read_bytes()) | {"later": 1}
    publisher.sign(json.dumps(words).encode())
    install(publisher.folder, kept, publisher.standing())
    assert kept.state().current == NEW
