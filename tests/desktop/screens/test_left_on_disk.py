"""What stays on the computer after work: how lists were left, and neither a token nor anybody's file."""

import stat
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget

from fofal_desktop.dialogs.signin import SignIn
from fofal_desktop.opened import opened_folder
from fofal_desktop.views.attachments import AttachmentsPane
from tests.desktop.screens.driving import child, open_list, open_record
from tests.support.api import code

SITES = "settings.sites"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch) -> Path:
    """Every folder that a program may write to, inside the test's own."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.setenv(name, str(folder))
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_no_file_holds_a_token_or_a_password(desktop, qtbot, home, shelf, person):
    session = desktop.client.session
    secrets = [session.access_token, session.refresh_token, person.password, person.ticket]
    assert all(secrets)
    assert list(shelf.shelf.values()) == [session.refresh_token]
    open_list(desktop, qtbot, SITES)
    desktop.preferences.geometry = desktop.window.saveGeometry()
    desktop.preferences.save()
    before = contents(home)
    desktop.sign_out()
    qtbot.waitUntil(lambda: isinstance(desktop.entrance.sign_in, SignIn))
    desktop.preferences.save()
    after = contents(home)
    assert any("desktop.ini" in name for name in after)
    for name, content in [*before.items(), *after.items()]:
        assert not [secret for secret in secrets if secret.encode() in content], name


def test_no_record_is_kept_on_disk(desktop, qtbot, home, api):
    marks = [api.create(SITES, code=code("S"), name="Bloc nord")["code"] for _ in range(3)]
    page = open_list(desktop, qtbot, SITES)
    assert page.table.records.rowCount() >= 3
    desktop.stop()
    for name, content in contents(home).items():
        assert not [mark for mark in marks if mark.encode() in content], name


def test_a_file_that_was_opened_is_private_and_goes_at_sign_out(desktop, qtbot, home, api, monkeypatch):
    site = api.create(SITES, code=code("S"), name="Bloc nord")
    note = home / "note.csv"
    note.write_text("secret;1\n", encoding="utf-8")
    page = open_record(desktop, qtbot, SITES, site["id"])
    page.deeds["attachments"].trigger()
    pane = child(page, AttachmentsPane)
    files = child(pane, QListWidget)
    pane.attach(note)
    qtbot.waitUntil(lambda: files.count() == 1)
    note.unlink()
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    pane._open(files.item(0))
    qtbot.waitUntil(lambda: shown != [])
    assert Path(shown[0]).read_bytes() == b"secret;1\n"
    assert Path(shown[0]).parent == opened_folder()
    assert stat.S_IMODE(opened_folder().stat().st_mode) == 0o700
    desktop.sign_out()
    qtbot.waitUntil(lambda: isinstance(desktop.entrance.sign_in, SignIn))
    assert not [name for name, content in contents(home).items() if b"secret" in content]
