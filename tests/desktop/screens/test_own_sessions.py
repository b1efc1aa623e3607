"""My own sessions on the screen: seen, ended one by one or all others; a session that was stolen is told."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import text

from fofal_desktop.dialogs.own_sessions import OwnSessions
from fofal_desktop.shell.palette import CommandPalette
from fofal_server.core.db import transaction
from tests.desktop.screens.driving import child, new_record, notices, type_into, write
from tests.desktop.screens.test_sign_in import asked
from tests.support.api import Api


@pytest.fixture
def elsewhere(server, person):
    """Signs the person in on another computer."""
    opened = []

    def sign_in(device: str) -> Api:
        api = Api(server, None)
        opened.append(api)
        typed = {"username": person.username, "password": person.password}
        tokens = api.post("/auth/login", json=typed, headers={"User-Agent": device}).json()
        api.http.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        return api

    yield sign_in
    for api in opened:
        api.close()


def opened(desktop, qtbot) -> OwnSessions:
    desktop.window.asked.emit("sessions")
    dialog = child(desktop.window, OwnSessions)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0 and not dialog.busy.isVisible())
    return dialog


def devices(dialog: OwnSessions) -> list[str]:
    return [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]


def press(qtbot, dialog: OwnSessions, name: str, left: int) -> None:
    QTest.mouseClick(child(dialog, QPushButton, name), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == left and not dialog.busy.isVisible())


def test_one_is_ended_then_all_others(desktop, qtbot, elsewhere):
    phone, tablet, office = (elsewhere(name) for name in ("Telephone", "<b>Tablette</b>", "Bureau"))
    dialog = opened(desktop, qtbot)
    assert dialog.model.rowCount() == 4
    assert devices(dialog)[0].startswith("Cette session")
    assert not dialog.one.isEnabled()
    dialog.table.selectRow(0)
    assert not dialog.one.isEnabled()
    dialog.table.selectRow(devices(dialog).index("<b>Tablette</b>"))
    press(qtbot, dialog, "endSession", 3)
    assert [one.get("/auth/me").status_code for one in (phone, tablet, office)] == [200, 401, 200]
    press(qtbot, dialog, "endOthers", 1)
    assert [one.get("/auth/me").status_code for one in (phone, office)] == [401, 401]
    assert not dialog.others.isEnabled()
    assert desktop.client.account()


def test_one_that_has_ended_meanwhile_is_no_trouble_twice(desktop, qtbot, elsewhere):
    phone = elsewhere("Telephone")
    dialog = opened(desktop, qtbot)
    assert phone.post("/auth/logout").status_code == 204
    dialog.table.selectRow(1)
    press(qtbot, dialog, "endSession", 1)
    assert dialog.problem.isVisible()


def test_they_are_found_by_the_keyboard(desktop, qtbot):
    desktop.window.open_palette()
    palette = child(desktop.window, CommandPalette)
    QTest.keyClicks(palette.focusWidget(), "Mes sessions")
    QTest.keyClick(palette.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.window.findChild(OwnSessions) is not None)


def test_a_stolen_session_is_told_at_the_sign_in_over_the_window(desktop, qtbot, server, person, shelf):
    """A token used twice ends the session; who signs in again hears why, and the form is still there."""
    page = new_record(desktop, "settings.units")
    write(page, "name", "Bidon")
    [used] = [one for (_, name), one in shelf.shelf.items() if name == desktop.client.session.account]
    thief = Api(server, None)
    assert thief.post("/auth/refresh", json={"refresh_token": used}).status_code == 200
    with transaction(server.engine) as session:
        session.execute(text("UPDATE auth_refresh SET used_at = now() - interval '1 minute' WHERE used_at IS NOT NULL"))
    assert thief.post("/auth/refresh", json={"refresh_token": used}).status_code == 401
    thief.close()
    page.save()
    dialog = asked(desktop, qtbot)
    type_into(dialog.password, person.password)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(page.summary.isVisible)
    assert any("ancien jeton" in words for words in notices(desktop))
    assert page.form.editors["name"].value() == "Bidon"
