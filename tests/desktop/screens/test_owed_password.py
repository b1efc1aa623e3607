"""A password given by somebody else is replaced before anything else happens."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import update

from fofal_desktop.dialogs.password import PasswordDialog
from fofal_desktop.gate import gate
from fofal_server.auth.models import User
from fofal_server.core.db import transaction
from tests.desktop.screens.driving import child, end_session, new_record, type_into, write

NEW = "une autre phrase de passe"


@pytest.fixture
def owe(server, person):
    """Make the person owe a password."""

    def make() -> None:
        with transaction(server.engine) as session:
            session.execute(update(User).where(User.username == person.username).values(must_change_password=True))

    return make


def demanded(desktop, qtbot) -> PasswordDialog:
    qtbot.waitUntil(lambda: desktop.window.findChild(PasswordDialog) is not None)
    return child(desktop.window, PasswordDialog)


def change(dialog: PasswordDialog, old: str) -> None:
    for name, words in (("current_password", old), ("new_password", NEW), ("again", NEW)):
        type_into(dialog.fields[name], words)
    QTest.mouseClick(child(dialog, QPushButton, "changePassword"), Qt.MouseButton.LeftButton)


def test_nothing_is_shown_before_it_is_changed(fresh, qtbot, person, owe):
    owe()
    fresh.start(person.ticket)
    dialog = demanded(fresh, qtbot)
    assert not fresh.metas
    assert not fresh.window.sidebar.isVisible()
    change(dialog, "wrong")
    qtbot.waitUntil(lambda: dialog.problem.isVisible() and not dialog.busy.isVisible())
    assert dialog.fields["current_password"].property("problem")
    change(dialog, person.password)
    qtbot.waitUntil(fresh.window.sidebar.isVisible)
    assert fresh.metas


def test_who_does_not_change_it_is_signed_out(fresh, qtbot, person, owe, shelf):
    owe()
    fresh.start(person.ticket)
    dialog = demanded(fresh, qtbot)
    assert shelf.shelf
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: fresh.entrance.sign_in is not None and fresh.entrance.sign_in.isVisible())
    assert shelf.shelf == {}
    assert not fresh.window.sidebar.isVisible()


def test_it_is_demanded_over_an_open_form_too(desktop, qtbot, person, owe):
    page = new_record(desktop, "settings.units")
    write(page, "name", "Bidon")
    end_session(desktop)
    owe()
    page.save()
    qtbot.waitUntil(lambda: desktop.entrance.sign_in is not None and desktop.entrance.sign_in.isVisible())
    QTest.keyClicks(desktop.entrance.sign_in.password, person.password)
    QTest.keyClick(desktop.entrance.sign_in.password, Qt.Key.Key_Return)
    dialog = demanded(desktop, qtbot)
    assert gate.closed
    change(dialog, person.password)
    qtbot.waitUntil(page.summary.isVisible)
    assert page.form.editors["name"].value() == "Bidon"
    assert not gate.closed
