"""From the real server: what is published comes over a bad line, waits for the person, and is installed at closing."""

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QPushButton

from fofal_desktop.api.backoff import Backoff
from fofal_desktop.api.cancel import Cancel, governed_by
from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import Cancelled
from fofal_desktop.api.session import Session
from fofal_desktop.dialogs.updating import UpdateDialog
from fofal_desktop.shell.notices import NoticeStrip
from fofal_desktop.shell.updating import SOON_MS, Updating
from fofal_desktop.updates import here, installing, sources
from fofal_desktop.updates.sources import AtServer, Folder
from fofal_desktop.updates.verifying import Refused, Standing, words_of
from fofal_desktop.updates.versions import Versions, own_folder
from fofal_server.core.db import transaction
from fofal_server.updates import publishing, shelf, staging
from tests.desktop.line import Line
from tests.desktop.screens.conftest import _own_folders, fresh  # noqa: F401 - fixtures
from tests.desktop.screens.driving import child
from tests.desktop.updates.making import OWN, packed
from tests.support.servers import Server
from tests.support.versions import Maker

LARGE = packed("1.2.0", more={"fofal-desktop/ballast": os.urandom(1 << 20)})


@pytest.fixture(scope="module")
def maker(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """One version is published for everybody; who runs less than 0.9.0 is too old for this server."""
    made = Maker(tmp_path_factory.mktemp("maker"))
    publishing.publish(server.settings.data_dir, made.version("1.2.0", LARGE, minimum="0.9.0"), [made.public])
    published = shelf.newest(server.settings.data_dir, "stable")
    assert published is not None
    with transaction(server.engine) as session:
        staging.stage(session, published.manifest, 100)
    return made


@pytest.fixture
def standing(maker: Maker) -> Standing:
    return Standing(OWN, "stable", "linux-x86_64", (maker.public,))


@pytest.fixture
def far(line: Line, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Nobody has signed in; it does not wait long before it goes on."""
    monkeypatch.setattr(sources, "PAUSES", (0.01, 0.02))
    client = Client(Session(line.url), backoff=Backoff(pauses=(0.01,)))
    yield client
    client.close()


def source(client: Client, kept: Versions, limit_kbs: int = 0) -> AtServer:
    return AtServer(client, kept, "BUREAU-1", limit_kbs)


def test_it_goes_on_where_the_line_broke(far: Client, line: Line, kept: Versions, standing: Standing) -> None:
    came: list[int] = []

    def hear(done: int) -> None:
        came.append(done)
        if len(came) == 3:
            line.cut()
            line.mend()

    at = source(far, kept)
    version = at.find(standing)
    assert version is not None
    installing.fetch(at, version, kept, hear)
    assert (came, came[-1]) == (sorted(set(came)), version.package.size)  # no byte came twice
    assert sum(call.startswith("GET /api/v1/updates/stable/") for call in line.calls) >= 2
    installing.install(version, kept, OWN, lambda _done: None)
    assert kept.state().current == "1.2.0"


def test_what_came_stays_for_the_next_start(far: Client, kept: Versions, standing: Standing) -> None:
    at, wish, came = source(far, kept), Cancel(), list[int]()
    version = at.find(standing)
    assert version is not None

    def stop(done: int) -> None:
        if done > 300_000:
            wish.set()

    with governed_by(wish), pytest.raises(Cancelled):
        installing.fetch(at, version, kept, stop)
    assert installing.fetched(kept, standing) is None
    installing.fetch(at, version, kept, came.append)
    assert 300_000 < came[0] <= version.package.size
    assert installing.fetched(kept, standing) == version


def test_a_beginning_of_something_else_is_found_out_and_dropped(
    far: Client, kept: Versions, standing: Standing
) -> None:
    at = source(far, kept)
    version = at.find(standing)
    assert version is not None
    kept.incoming.mkdir()
    (kept.incoming / f"{version.package.sha256[:16]}.part").write_bytes(b"other" * 1000)
    with pytest.raises(Refused, match="sum"):
        installing.fetch(at, version, kept, lambda _done: None)
    installing.fetch(at, version, kept, lambda _done: None)
    assert installing.fetched(kept, standing) == version


def test_no_faster_than_allowed(far: Client, kept: Versions, standing: Standing) -> None:
    at = source(far, kept, limit_kbs=2048)
    version = at.find(standing)
    assert version is not None
    began = time.monotonic()
    installing.fetch(at, version, kept, lambda _done: None)
    assert time.monotonic() - began >= version.package.size / (2048 * 1024) * 0.95


def test_a_full_disk_is_said_before_anything_is_brought(
    far: Client, kept: Versions, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = source(far, kept)
    version = at.find(standing)
    assert version is not None
    usage = shutil.disk_usage(kept.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=version.package.size))
    with pytest.raises(OSError) as full:  # noqa: PT011 - its words are looked at
        installing.fetch(at, version, kept, lambda _done: None)
    assert "disk is full" in words_of(full.value)


# -- what the person sees


@pytest.fixture
def updating(fresh, standing: Standing, monkeypatch: pytest.MonkeyPatch) -> Updating:  # noqa: F811 - the fixture
    """The program is version 1.0.0, its versions are those of this test."""
    monkeypatch.setattr(here, "USUAL_KBS", 0)
    fresh.updating.standing = standing
    fresh.updating.kept = Versions(own_folder())
    return fresh.updating


def press(strip: NoticeStrip, name: str) -> None:
    child(strip, QPushButton, name).click()


def test_it_comes_in_the_background_and_is_installed_at_closing(fresh, qtbot, newcomer, updating) -> None:  # noqa: F811 - the fixture
    fresh.start(newcomer.ticket)
    qtbot.waitUntil(lambda: fresh.window.furnished)
    updating.look()
    qtbot.waitUntil(lambda: any("1.2.0" in words for words in fresh.window.notices.shown()))
    strip = child(fresh.window, NoticeStrip)
    assert strip.notice.words == "La version 1.2.0 de FOFAL est prête.\nNouveau."
    assert [words for words, _deed in strip.notice.deeds] == ["Installer à la fermeture", "Plus tard"]
    for agreed in ("", "1.1.0"):  # to nothing, to another one
        updating.kept.change(lambda state, agreed=agreed: state._replace(agreed=agreed))
        assert updating.at_closing() is None
    press(strip, "noticeOffer")
    closing = updating.at_closing()
    with qtbot.waitSignal(closing.finished):
        closing.begin()
    assert updating.kept.state().current == "1.2.0"
    assert not updating.kept.incoming.exists()


def test_what_another_window_is_bringing_is_asked_for_again_soon_without_a_word(
    fresh,  # noqa: F811 - the fixture
    qtbot,
    newcomer,
    updating,
    monkeypatch,
) -> None:
    fresh.start(newcomer.ticket)
    qtbot.waitUntil(lambda: fresh.window.furnished)
    monkeypatch.setattr(installing, "WAIT_MS", 1)
    other = QLockFile(str(updating.kept.folder / installing.LOCK))
    assert other.tryLock(0)
    updating.look()
    qtbot.waitUntil(lambda: updating._job is None)
    other.unlock()
    assert 0 < updating._timer.remainingTime() <= 1.1 * SOON_MS  # a coarse timer may take a little longer
    assert not any("FOFAL" in words for words in fresh.window.notices.shown())


def test_who_is_too_old_is_told_before_the_sign_in(fresh, qtbot, updating, standing) -> None:  # noqa: F811 - the fixture
    updating.standing = replace(standing, version="0.8.0")
    fresh.start()
    qtbot.waitUntil(lambda: fresh.entrance.sign_in is not None and fresh.entrance.sign_in.problem.isVisible())
    sign_in = fresh.entrance.sign_in
    assert "Ce programme (0.8.0) est plus ancien" in sign_in.problem.words.text()
    child(sign_in, QPushButton, "offered").click()
    dialog = child(sign_in, UpdateDialog)
    qtbot.waitUntil(dialog.agree.isVisible)
    assert dialog.notes.text() == "Nouveau."
    dialog.agree.click()
    assert updating.kept.state().agreed == "1.2.0"
    sign_in.hide()


def test_from_a_stick(fresh, qtbot, newcomer, updating, maker) -> None:  # noqa: F811 - the fixture
    fresh.start(newcomer.ticket)
    qtbot.waitUntil(lambda: fresh.window.furnished)
    updating.choose_folder(fresh.window)
    dialog = child(fresh.window, UpdateDialog)
    folder = maker.version("1.3.0", packed("1.3.0"))
    signature = folder / "manifest.json.sig"
    right = signature.read_bytes()
    signature.write_bytes(bytes(len(right)))
    dialog.bring(Folder(folder))
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "Personne à qui ce programme se fie" in dialog.problem.words.text()
    assert not dialog.agree.isVisible()
    signature.write_bytes(right)
    dialog.bring(Folder(folder))
    qtbot.waitUntil(dialog.agree.isVisible)
    assert dialog.state.text() == "La version 1.3.0 est vérifiée et prête. Vous avez la 1.0.0."
    dialog.agree.click()
    assert any("1.3.0 sera installée" in words for words in fresh.window.notices.shown())


def test_a_computer_on_which_updates_are_off_offers_none(fresh, updating) -> None:  # noqa: F811 - the fixture
    updating.standing = None
    updating.look()
    updating.choose_folder(fresh.window)
    without = fresh._make_window()
    names = [action.objectName() for action in without.actions()]
    assert ("action-update" in names, "action-update" in [one.objectName() for one in fresh.window.actions()]) == (
        False,
        True,
    )
    assert fresh.window.findChild(UpdateDialog) is None
    without.deleteLater()
