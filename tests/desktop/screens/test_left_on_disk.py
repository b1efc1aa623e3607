"""What stays on the computer: how lists were left, what was typed and not saved, no token and nobody's file."""

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import keyring
import pytest
from keyring.backends.null import Keyring as NullKeyring
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton

from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.conflict import ConflictDialog
from fofal_desktop.dialogs.drafts import DraftsDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.dialogs.signin import SignIn
from fofal_desktop.drafts.disk import drafts_folder, own_folder
from fofal_desktop.drafts.draft import Draft, Sent, new_id, now
from fofal_desktop.drafts.shelf import Shelf
from fofal_desktop.drafts.vault import Vault
from fofal_desktop.opened import opened_folder
from fofal_desktop.shell.notices import NoticeStrip
from fofal_desktop.views.attachments import AttachmentsPane
from fofal_desktop.views.drafting import LATER_MS, Drafting
from fofal_desktop.views.page import Place
from tests.desktop.screens.driving import child, crash, new_record, notices, offer, open_list, open_record, write
from tests.factories import made
from tests.support.api import code
from tests.support.patience import PATIENCE

SITES, HARVESTS = "settings.sites", "agronomy.harvests"
GUI_PAUSE = 0.05
"""Seconds for which nobody who types should have to wait."""


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
    kept_in_keyring = {name.split()[0]: secret for (_service, name), secret in shelf.shelf.items()}
    assert set(kept_in_keyring) == {session.base_url, "seen"}
    assert kept_in_keyring[session.base_url] == session.refresh_token
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
    qtbot.waitUntil(lambda: pane.preview.text.toPlainText() == "secret;1")
    QTest.keyClick(files, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown != [])
    assert Path(shown[0]).read_bytes() == b"secret;1\n"
    assert Path(shown[0]).parent == opened_folder()
    assert stat.S_IMODE(opened_folder().stat().st_mode) == 0o700
    desktop.sign_out()
    qtbot.waitUntil(lambda: isinstance(desktop.entrance.sign_in, SignIn))
    assert not [name for name, content in contents(home).items() if b"secret" in content]


# -- what was typed and not saved


def kept() -> list[Path]:
    return sorted(drafts_folder().glob("*/*.draft"))


def other_window(desktop) -> Shelf:
    """The drafts of the same person, as another window has them."""
    session = desktop.client.session
    account = f"{session.base_url} {session.username}"
    return Shelf(own_folder(account), Vault(account, own_folder(account), ""))


def test_what_was_typed_outlives_a_kill_and_what_was_sent_is_stored_once(
    fresh, qtbot, server, person, api, site, monkeypatch
):
    mark = code("S")
    keyring.set_keyring(NullKeyring())
    program = (sys.executable, "-m", "tests.desktop.typing_process")
    died = subprocess.run(
        [*program, server.url, person.username, person.password, site["id"], mark], timeout=PATIENCE, check=False
    )
    assert died.returncode == -signal.SIGKILL
    assert len(api.items(SITES, f"code:eq:{mark}")) == 1
    assert len(kept()) == 2
    assert b"coupure" not in b"".join(contents(drafts_folder()).values())
    fresh.start()
    qtbot.waitUntil(lambda: fresh.entrance.sign_in is not None)
    fresh.entrance.sign_in.username.setText(person.username)
    fresh.entrance.sign_in.password.setText(person.password)
    fresh.entrance.sign_in.submit()
    qtbot.waitUntil(lambda: any(words.startswith("2 saisies") for words in notices(fresh)))
    offered = next(one for one in fresh.window.findChildren(NoticeStrip) if one.notice.words.startswith("2 saisies"))
    QTest.mouseClick(child(offered, QPushButton, "noticeOffer"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: fresh.window.findChild(DraftsDialog) is not None)
    dialog = child(fresh.window, DraftsDialog)
    assert dialog.list.count() == 2
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: fresh.window.workspace.page is not None and fresh.window.workspace.page.record is not None)
    page = fresh.window.workspace.page
    assert (page.record["code"], page.dirty) == (mark, False)
    assert len(api.items(SITES, f"code:eq:{mark}")) == 1, "the same call with the same key is done once"
    page = open_record(fresh, qtbot, SITES, site["id"])
    offer(page, qtbot, "resumeDraft")
    qtbot.waitUntil(lambda: page.form.changed() == {"name": "Saisi avant la coupure"})
    page.save()
    qtbot.waitUntil(lambda: api.read(SITES, site["id"])["name"] == "Saisi avant la coupure" and not kept())


def test_a_gang_sheet_comes_back_with_the_cell_that_was_open(desktop, qtbot, api):
    worker = made(api, "hr.employees", hired_on="2019-01-07")
    page = new_record(desktop, HARVESTS)
    lines = page.form.editors["lines"]
    lines.grid.setFocus()
    for key in (*worker["code"].lower(), Qt.Key.Key_Tab):
        QTest.keyClick(QApplication.focusWidget(), key)
    qtbot.waitUntil(lambda: lines.problem() == "" and lines.model.lines()[0]["employee_id"] == worker["id"])
    for key in "47":
        QTest.keyClick(QApplication.focusWidget(), key)
    assert lines.delegate.editing() is not None
    name = lines.model.fields[lines.grid.currentIndex().column()].name

    def written() -> list[Draft]:
        return [draft for draft in other_window(desktop).look().held if draft.typed["lines"]["cells"]]

    qtbot.waitUntil(lambda: bool(written()) and str(written()[0].typed["lines"]["cells"][-1][2]) == "47")
    crash(desktop, qtbot)
    again = new_record(desktop, HARVESTS)
    offer(again, qtbot, "resumeDraft")
    qtbot.waitUntil(lambda: again.dirty)
    (line,) = again.form.editors["lines"].value()
    assert (line["employee_id"], str(line[name])) == (worker["id"], "47")
    assert again.form.editors["lines"].model.index(0, 0).data().startswith(worker["code"])


def test_a_draft_of_a_record_that_changed_meanwhile_shows_both_versions(desktop, qtbot, api, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Le mien")
    qtbot.waitUntil(lambda: len(kept()) == 1)
    crash(desktop, qtbot)
    api.update(SITES, site, name="Le leur")
    page = open_record(desktop, qtbot, SITES, site["id"])
    offer(page, qtbot, "resumeDraft")
    qtbot.waitUntil(page.problem.isVisible)
    page.save()
    qtbot.waitUntil(lambda: page.findChild(ConflictDialog) is not None)
    dialog = child(page, ConflictDialog)
    assert set(dialog.choices) == {"name"}
    dialog.take_all(0)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: api.read(SITES, site["id"])["name"] == "Le mien" and not kept())


def test_what_was_typed_into_a_record_that_is_gone_stands_in_a_new_one(desktop, qtbot, api, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Le mien")
    qtbot.waitUntil(lambda: len(kept()) == 1)
    crash(desktop, qtbot)
    api.remove(SITES, site)
    page = desktop.window.go(Place("record", SITES, site["id"], draft=kept()[0].stem))
    qtbot.waitUntil(lambda: page.making and page.form.editors["name"].value() == "Le mien")
    assert page.area.isVisible()
    page.save()
    qtbot.waitUntil(lambda: not page.dirty and not kept())
    [anew] = api.items(SITES, f"code:eq:{site['code']}")
    assert (anew["name"], anew["latitude"], anew["id"] == site["id"]) == ("Le mien", site["latitude"], False)


def test_who_signs_a_person_out_does_not_wipe_what_was_typed(desktop, qtbot, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Pas encore")
    qtbot.waitUntil(lambda: len(kept()) == 1)
    desktop._leave_locked()
    qtbot.waitUntil(lambda: isinstance(desktop.entrance.sign_in, SignIn))
    assert len(kept()) == 1


def test_the_list_gives_up_with_the_keyboard_alone(desktop, qtbot, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Pas encore")
    qtbot.waitUntil(lambda: len(kept()) == 1)
    crash(desktop, qtbot)
    desktop.found.show()
    qtbot.waitUntil(lambda: desktop.window.findChild(DraftsDialog) is not None)
    dialog = child(desktop.window, DraftsDialog)
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    question = child(dialog, Question)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert (dialog.list.count(), len(kept())) == (1, 1)
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    QTest.mouseClick(child(child(dialog, Question), QPushButton, "answer-yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not kept())
    assert not dialog.resume.isEnabled()


def test_leaving_without_saving_and_saving_both_leave_no_draft(desktop, qtbot, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    for answer in ("save", "drop"):
        write(page, "name", f"Pas encore {answer}")
        qtbot.waitUntil(lambda: len(kept()) == 1)
        page.leave(lambda _gone: None)
        QTest.mouseClick(child(page, QPushButton, f"answer-{answer}"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not kept())


def test_a_draft_that_another_window_has_is_left_to_it(desktop, qtbot, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Pas encore")
    qtbot.waitUntil(lambda: len(kept()) == 1)
    crash(desktop, qtbot)
    other = other_window(desktop)
    taken = other.take(kept()[0].stem)
    assert taken is not None
    page = open_record(desktop, qtbot, SITES, site["id"])
    strip = page.findChild(Drafting).strip
    qtbot.waitUntil(strip.isVisible)
    assert "autre fenêtre" in strip.told.words.text()
    assert not strip.offering
    write(page, "name", "Ici aussi")
    qtbot.waitUntil(lambda: len(kept()) == 2)
    other.close()
    assert taken in other.look().drafts, "each window has its own, and neither writes over the other"
    page.findChild(Drafting).forget()


def test_a_full_disk_is_said_and_typing_goes_on(desktop, qtbot, site, monkeypatch):
    page = open_record(desktop, qtbot, SITES, site["id"])
    strip = page.findChild(Drafting).strip

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        write(page, "name", "Malgré tout")
        qtbot.waitUntil(strip.trouble.isVisible)
        assert "disque" in strip.trouble.words.text()
    assert page.form.editors["name"].value() == "Malgré tout"
    drafting = page.findChild(Drafting)
    qtbot.waitUntil(lambda: drafting.pause.interval() == LATER_MS)
    drafting.pause.start(0)  # by itself, some seconds later
    qtbot.waitUntil(lambda: len(kept()) == 1 and not strip.trouble.isVisible())
    drafting.forget()


def test_a_damaged_draft_is_put_aside_and_said_at_the_start(desktop, qtbot):
    folder = own_folder(f"{desktop.client.session.base_url} {desktop.client.session.username}")
    folder.mkdir(parents=True)
    (folder / f"{new_id()}.draft").write_bytes(b"half a fi")
    desktop.found.begin()
    qtbot.waitUntil(lambda: any("illisible" in words for words in notices(desktop)))
    assert (kept(), len(list(folder.glob("*.broken")))) == ([], 1)


def test_keeping_a_full_gang_sheet_does_not_hold_the_hand_up(desktop, qtbot):
    """Processor time of the thread that draws the screen; the disk is written by another."""
    page = new_record(desktop, HARVESTS)
    lines = page.form.editors["lines"]
    names = [field.name for field in lines.model.fields if not field.readonly]
    lines.type_again({"lines": [dict.fromkeys(names, "12.5") for _ in range(60)], "cells": []})
    drafting = page.findChild(Drafting)
    drafting.pause.stop()
    begun = time.thread_time()
    drafting.keep()
    assert time.thread_time() - begun < GUI_PAUSE
    qtbot.waitUntil(lambda: len(kept()) == 1)
    drafting.forget()


def test_what_was_typed_after_the_send_is_put_over_what_was_stored(desktop, qtbot, api):
    mark, key = code("S"), new_key()
    meta = desktop.metas[SITES]
    values = {"code": mark, "name": "Parti"}
    desktop.client.create(meta, values, idempotency_key=key)
    sent = Sent(key=key, values=values, since=True)
    draft = Draft(id=new_id(), resource=SITES, typed={"code": mark, "name": "Repris"}, sent=sent, at=now())
    other = other_window(desktop)
    other.keep(draft, 1)
    other.close()
    crash(desktop, qtbot)
    page = new_record(desktop, SITES)
    offer(page, qtbot, "resumeDraft")
    qtbot.waitUntil(lambda: page.record is not None and page.form.changed() == {"name": "Repris"})
    assert len(api.items(SITES, f"code:eq:{mark}")) == 1
    page.findChild(Drafting).forget()
