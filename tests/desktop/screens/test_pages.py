"""Screens of one resource only: the audit trail's events, users."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QToolButton

from fofal_desktop.clipboard import forget_secrets
from fofal_desktop.dialogs.question import Question
from fofal_desktop.dialogs.shown_once import ShownOnce
from fofal_desktop.views.pages.audit_event import AuditEventPage
from fofal_server.auth import codes
from fofal_server.core.db import transaction
from tests.desktop.screens.driving import child, open_list, open_record, settle
from tests.factories import made
from tests.support.api import code

SITES, EVENTS, USERS, KEYS = "settings.sites", "auth.audit-events", "auth.users", "auth.service-keys"


def test_an_event_shows_the_values_and_leads_to_the_record(desktop, qtbot, api):
    site = api.create(SITES, code=code("S"), name="Bloc nord")
    api.update(SITES, site, name="Bloc sud")
    event = api.items(EVENTS, f"record_id:eq:{site['id']}", "action:eq:update")[0]
    page = open_record(desktop, qtbot, EVENTS, event["id"])
    assert isinstance(page, AuditEventPage)
    qtbot.waitUntil(lambda: page.details is not None and page.details.isVisible())
    model = child(page, QTableView, "auditDetails").model()
    assert [model.index(0, column).data() for column in range(2, 6)] == ["Modification", "Nom", "Bloc nord", "Bloc sud"]
    QTest.mouseClick(child(page, QToolButton, "openChanged"), Qt.MouseButton.LeftButton)
    assert desktop.window.workspace.page.place.key == site["id"]


def test_the_trail_is_read_in_words(desktop, qtbot, api):
    site = api.create(SITES, code=code("S"), name="Bloc est")
    page = open_list(desktop, qtbot, EVENTS)
    settle(qtbot, page)
    model, columns = page.table.records, [column.name for column in page.table.records.columns]
    row = next(row for row in range(model.rowCount()) if model.record(row)["record_id"] == site["id"])
    shown = {name: model.index(row, place).data() for place, name in enumerate(columns)}
    assert (shown["action"], shown["resource"]) == ("Création", "Sites")


def test_a_code_to_hand_over_is_shown_once(desktop, qtbot, api, server):
    user = api.create(USERS, username=code("u"), full_name="Awa Ngono")
    page = open_record(desktop, qtbot, USERS, user["id"])
    QTest.mouseClick(child(page, QToolButton, "resetPassword"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(child(child(page, Question), QPushButton, "answer-yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.findChild(ShownOnce) is not None)
    handed = child(page, ShownOnce)
    assert "20 minutes" in " ".join(one.text() for one in handed.findChildren(QLabel))
    QTest.mouseClick(child(handed, QPushButton, "copySecret"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == handed.secret.text()
    forget_secrets()
    assert QGuiApplication.clipboard().text() == ""
    with transaction(server.engine) as session:
        owner = codes.owner(session, handed.secret.text())
        assert owner is not None
        assert owner.username == user["username"]


def test_a_code_that_goes_by_mail_is_told_and_not_shown(desktop, qtbot, api):
    user = api.create(USERS, username=code("u"), full_name="Awa Ngono")
    page = open_record(desktop, qtbot, USERS, user["id"])
    page.tell_reset({"username": user["username"], "mailed": True, "code": None, "expires_in": 1200})
    assert page.findChild(ShownOnce) is None
    assert "Awa Ngono" in desktop.window.notices.shown()[0]


def test_a_closed_account_is_not_reset(desktop, qtbot, api):
    user = api.create(USERS, username=code("u"), full_name="Awa Ngono", active=False)
    page = open_record(desktop, qtbot, USERS, user["id"])
    assert not page.reset.isVisible()


def test_a_drawn_key_is_shown_once_and_drawing_again_asks_before(desktop, qtbot, api):
    key = made(api, KEYS)
    page = open_record(desktop, qtbot, KEYS, key["id"])
    button = child(page, QToolButton, "drawKey")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.findChild(ShownOnce) is not None)
    drawn = child(page, ShownOnce)
    assert drawn.secret.text().startswith("fofal_")
    assert drawn.secret.width() >= drawn.secret.fontMetrics().horizontalAdvance(drawn.secret.text()), (
        "nothing is cut off"
    )
    with qtbot.waitSignal(drawn.destroyed):
        drawn.accept()
    qtbot.waitUntil(lambda: "…" in str(page.record.get("hint")))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert child(page, Question).isVisible()
