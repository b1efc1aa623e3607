"""Somebody forgot the password: a code is asked for, typed in, and the new password lets him in."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import func

from fofal_desktop.dialogs.forgotten import Forgotten
from fofal_server.auth import codes, services
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import transaction
from fofal_server.core.outbox import OutboxMessage
from tests.desktop.screens.driving import child, type_into
from tests.desktop.screens.test_sign_in import asked, send

NEW = "une phrase toute neuve"


def opened(desktop, qtbot) -> Forgotten:
    desktop.start()
    dialog = asked(desktop, qtbot)
    QTest.mouseClick(child(dialog, QPushButton, "forgotPassword"), Qt.MouseButton.LeftButton)
    return child(dialog, Forgotten)


def click(dialog: Forgotten, name: str) -> None:
    QTest.mouseClick(child(dialog, QPushButton, name), Qt.MouseButton.LeftButton)


def test_with_a_code_a_new_password_is_set_and_lets_in(fresh, qtbot, server, person):
    dialog = opened(fresh, qtbot)
    with transaction(server.engine) as session:
        code = codes.draw(session, services.find_user(session, person.username).id)
    for name, words in (("token", "FAUX-FAUX"), ("new_password", NEW), ("again", NEW)):
        type_into(dialog.fields[name], words)
    click(dialog, "recoverPassword")
    qtbot.waitUntil(lambda: dialog.problem.isVisible() and not dialog.busy.isVisible())
    assert dialog.fields["token"].property("problem")
    type_into(dialog.fields["token"], code.lower())
    with qtbot.waitSignal(dialog.accepted):
        click(dialog, "recoverPassword")
    qtbot.waitUntil(lambda: "changé" in fresh.entrance.sign_in.problem.words.text())
    send(fresh.entrance.sign_in, person.username, NEW)
    qtbot.waitUntil(fresh.window.sidebar.isVisible)


def test_asking_for_a_code_promises_nothing(fresh, qtbot, server):
    dialog = opened(fresh, qtbot)
    type_into(dialog.fields["username"], "personne-de-ce-nom")
    click(dialog, "sendCode")
    qtbot.waitUntil(lambda: dialog.problem.isVisible() and not dialog.busy.isVisible())
    assert dialog.problem.words.text().startswith("Si ce compte")
    assert dialog.fields["token"].hasFocus()
    with transaction(server.engine) as session:
        wanted = scoped(SYSTEM, OutboxMessage, func.count(OutboxMessage.id))
        assert session.scalar(wanted.where(OutboxMessage.topic == "auth.password_forgotten")) == 1


def test_what_lacks_or_differs_is_named_before_anything_is_sent(fresh, qtbot):
    dialog = opened(fresh, qtbot)
    dialog.fields["username"].clear()
    click(dialog, "sendCode")
    assert dialog.fields["username"].property("problem")
    click(dialog, "recoverPassword")
    assert dialog.fields["token"].property("problem")
    for name, words in (("token", "X"), ("new_password", NEW), ("again", NEW + "!")):
        type_into(dialog.fields[name], words)
    click(dialog, "recoverPassword")
    assert dialog.fields["again"].property("problem")
    assert not dialog.busy.isVisible()
