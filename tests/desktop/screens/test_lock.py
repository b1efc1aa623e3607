"""The program locks itself: nothing can be read or done, what was typed stays, the password brings it back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton, QWidget
from sqlalchemy import update

from fofal_desktop.api.request import Request
from fofal_desktop.clipboard import copy_secret
from fofal_desktop.dialogs.history import HistoryDialog
from fofal_desktop.dialogs.locking import LockingDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.dialogs.signin import SignIn
from fofal_desktop.views.drafting import Drafting
from fofal_server.auth.models import Role
from fofal_server.core.db import transaction
from tests.desktop.screens.driving import child, new_record, open_record, type_into, write

SITES = "settings.sites"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def guarded(desktop, qtbot):
    """A desktop that knows the rights of its person."""
    qtbot.waitUntil(lambda: desktop.guard._account != "")
    return desktop


def window_of(widget: QWidget) -> QWindow:
    """Where keys and mouse come in from the system."""
    handle = widget.window().windowHandle()
    assert handle is not None
    return handle


def press_lock(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(window_of(widget), Qt.Key.Key_L, CTRL)


def prompt(desktop) -> SignIn:
    dialog = desktop.guard.dialog
    assert isinstance(dialog, SignIn)
    return dialog


def unlock(desktop, qtbot, person, password: str | None = None) -> None:
    dialog = prompt(desktop)
    type_into(dialog.password, password or person.password)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    if password is None:
        qtbot.waitUntil(lambda: not desktop.guard.on)


def readable(desktop) -> str:
    """All words on show, in whatever window."""
    seen = []
    for top in QApplication.topLevelWidgets():
        widgets = [top, *top.findChildren(QWidget)] if top.isVisible() else []
        for widget in widgets:
            if widget.isVisible():
                words = getattr(widget, "text", None)
                seen.append(words() if callable(words) else "")
                seen += [widget.windowTitle(), widget.toolTip()]
    return "\n".join(seen)


# -- when it locks


def test_an_idle_person_is_locked_out(guarded, qtbot):
    guarded.guard.minute_ms = 2
    with qtbot.waitSignal(guarded.guard.closed):
        guarded.guard.begin()
    assert guarded.window.covered
    assert prompt(guarded).isVisible()


@pytest.mark.parametrize(
    "act",
    [
        lambda window: QTest.keyClick(window, Qt.Key.Key_A),
        lambda window: QTest.mouseClick(window, Qt.MouseButton.LeftButton),
        lambda window: QTest.mouseMove(window, QPoint(20, 30)),
    ],
    ids=["key", "button", "move"],
)
def test_each_act_begins_the_time_anew(guarded, qtbot, act):
    watch = guarded.guard.watch
    watch.start(600_000)
    watch._timer.setInterval(700_000)  # as if it had run for a while: only an act sets it back
    watch._timer.start(300_000)
    act(window_of(guarded.window))
    assert watch._timer.remainingTime() > 290_000


def test_a_computer_that_slept_locks_at_the_first_touch(guarded):
    watch = guarded.guard.watch
    watch._last -= 3_600
    QTest.keyClick(window_of(guarded.window), Qt.Key.Key_A)
    assert guarded.guard.on


def test_ctrl_l_locks_at_once_from_a_form_and_from_a_dialog(guarded, qtbot, site, person):
    page = open_record(guarded, qtbot, SITES, site["id"])
    press_lock(page.form.editors["name"].focusProxy())
    assert guarded.guard.on
    unlock(guarded, qtbot, person)
    page.deeds["history"].trigger()
    dialog = child(page, HistoryDialog)
    press_lock(dialog)
    assert guarded.guard.on


def test_nobody_signed_in_has_nothing_to_lock(fresh):
    fresh.start()
    fresh.guard.close()
    assert not fresh.guard.on


# -- while it is locked


def test_nothing_of_the_data_can_be_read(guarded, qtbot, api, site):
    page = open_record(guarded, qtbot, SITES, site["id"])
    page.deeds["history"].trigger()
    dialog = child(page, HistoryDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    assert site["code"] in readable(guarded)
    guarded.guard.close()
    assert site["code"] not in readable(guarded)
    assert "Bloc nord" not in readable(guarded)
    assert not dialog.isVisible()
    assert guarded.window.windowTitle() == "FOFAL"


def test_no_shortcut_of_the_window_works(guarded, qtbot, site):
    open_record(guarded, qtbot, SITES, site["id"])
    guarded.guard.close()
    prompt(guarded).reject()
    QTest.keyClick(guarded.window, Qt.Key.Key_K, CTRL)
    QTest.keyClick(guarded.window, Qt.Key.Key_W, CTRL)
    assert guarded.window.workspace.count() == 1
    assert [one for one in guarded.window.findChildren(QDialog) if one.isVisible()] == []


def test_a_dialog_that_comes_late_is_not_seen(guarded, qtbot, person):
    guarded.guard.close()
    late = LockingDialog(guarded.window, 15, strict=True)
    late.open()
    qtbot.waitUntil(lambda: not late.isVisible())
    unlock(guarded, qtbot, person)
    assert late.isVisible()
    late.reject()


def test_the_window_does_not_close_over_what_is_unsaved(guarded, qtbot):
    page = new_record(guarded, SITES)
    write(page, "name", "Bloc sud")
    guarded.guard.close()
    prompt(guarded).reject()
    guarded.window.close()
    assert guarded.window.isVisible()
    assert "Déverrouillez" in guarded.window.curtain.words.text()
    assert page.dirty


# -- the way back


def test_the_password_brings_everything_back(guarded, qtbot, api, site, person):
    page = open_record(guarded, qtbot, SITES, site["id"])
    write(page, "name", "Saisi avant")
    line = page.form.editors["name"].focusProxy()
    before, session = guarded.client.session.access_token, guarded.guard._account
    guarded.guard.close()
    unlock(guarded, qtbot, person)
    assert line.text() == "Saisi avant"
    assert guarded.window.focusWidget() is line
    assert page.dirty
    assert not guarded.window.covered
    assert guarded.window.windowTitle() != "FOFAL"
    assert guarded.client.session.access_token != before
    qtbot.waitUntil(lambda: guarded.guard._account != session)
    own = guarded.client.send  # the session before is ended at the server
    qtbot.waitUntil(lambda: session not in [one["id"] for one in own(Request("GET", "/auth/sessions")).json()["items"]])


def test_a_wrong_password_does_not(guarded, qtbot, person):
    guarded.guard.close()
    dialog = prompt(guarded)
    unlock(guarded, qtbot, person, "not it")
    qtbot.waitUntil(lambda: dialog.problem.isVisible() and not dialog.busy.isVisible())
    assert guarded.guard.on
    assert dialog.username.isReadOnly()
    assert dialog.title.text() == "Session verrouillée"


def test_without_the_server_it_waits(guarded, qtbot, person):
    guarded.guard.close()
    dialog, good = prompt(guarded), guarded.client.session.base_url
    dialog.server.setText("http://127.0.0.1:9")
    unlock(guarded, qtbot, person, person.password)
    qtbot.waitUntil(lambda: "ne répond pas" in dialog.problem.words.text())
    assert guarded.guard.on
    dialog.server.setText(good)
    unlock(guarded, qtbot, person)
    assert not guarded.window.covered


def test_the_question_says_what_it_does(guarded):
    """Nobody signs in here: the session goes on."""
    press_lock(guarded.window)
    dialog = prompt(guarded)
    buttons = {one.objectName(): one.text() for one in dialog.findChildren(QPushButton)}
    assert (dialog.windowTitle(), dialog.title.text()) == ("Déverrouiller", "Session verrouillée")
    assert (buttons["signInButton"], buttons["cancel"]) == ("Déverrouiller", "Rester verrouillé")
    assert not dialog.server.isVisible()


def test_the_question_can_be_put_off_and_asked_again(guarded, qtbot, person):
    guarded.guard.close()
    prompt(guarded).reject()
    assert guarded.guard.on
    QTest.mouseClick(child(guarded.window, QPushButton, "unlock"), Qt.MouseButton.LeftButton)
    unlock(guarded, qtbot, person)


@pytest.mark.parametrize(
    ("kept", "fate"), [(True, "reste sur cet ordinateur"), (False, "sera perdu")], ids=["kept", "no place for it"]
)
def test_somebody_else_is_a_sign_out_and_unsaved_work_is_counted_not_shown(guarded, qtbot, shelf, kept, fate):
    page = new_record(guarded, SITES)
    write(page, "name", "Bloc sud")
    guarded.guard.close()
    drafting = page.findChild(Drafting)
    qtbot.waitUntil(lambda: drafting.on_disk)
    drafting.on_disk = kept
    prompt(guarded).reject()
    QTest.mouseClick(child(guarded.window, QPushButton, "otherPerson"), Qt.MouseButton.LeftButton)
    question = child(guarded.window, Question)
    assert "Bloc sud" not in readable(guarded)
    assert f"1 formulaire non enregistré {fate}" in readable(guarded)
    QTest.mouseClick(child(question, QPushButton, "answer-yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: guarded.entrance.sign_in is not None and guarded.entrance.sign_in.isVisible())
    assert guarded.window.workspace.count() == 0
    assert not guarded.guard.on
    assert not guarded.entrance.sign_in.username.isReadOnly()
    assert [name for _service, name in shelf.shelf if not name.startswith("drafts ")] == [], (
        "only the key of drafts stays"
    )


def test_a_secret_on_the_clipboard_is_gone(guarded):
    copy_secret("a drawn password")
    guarded.guard.close()
    assert QGuiApplication.clipboard().text() == ""


# -- how long


def test_who_holds_rights_over_accounts_cannot_switch_it_off(guarded, person):
    guarded.preferences.keep_lock_after(guarded.client.session.account, 0)
    guarded.guard.begin()
    assert guarded.guard.strict
    assert guarded.guard.watch.limit_ms == 15 * 60_000
    guarded._asked("locking")
    box = child(child(guarded.window, LockingDialog), QComboBox, "lockAfter")
    assert [box.itemData(place) for place in range(box.count())] == [5, 10, 15, 30, 60]


def test_others_choose_freely(fresh, qtbot, server, person):
    with transaction(server.engine) as session:
        role = Role.code == person.username.replace("person-", "all-")
        session.execute(update(Role).where(role).values(permissions=["settings.sites:read"]))
    fresh.start(person.ticket)
    qtbot.waitUntil(lambda: fresh.guard._account != "")
    assert not fresh.guard.strict
    assert fresh.guard.watch.limit_ms == 15 * 60_000
    for minutes in (30, 0):
        fresh._asked("locking")
        dialog = child(fresh.window, LockingDialog)
        box = child(dialog, QComboBox, "lockAfter")
        box.setCurrentIndex(box.findData(minutes))
        QTest.mouseClick(child(dialog, QPushButton, "apply"), Qt.MouseButton.LeftButton)
        assert fresh.guard.watch.limit_ms == minutes * 60_000
    assert fresh.preferences.lock_after(fresh.client.session.account) == 0
