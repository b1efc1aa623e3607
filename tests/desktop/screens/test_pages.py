"""Screens of one resource only: the audit trail's events, users."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView

from fofal_desktop.dialogs.question import Question
from fofal_desktop.views.pages.audit_event import AuditEventPage
from fofal_desktop.views.pages.user import DrawnPassword
from tests.desktop.screens.driving import child, open_record
from tests.support.api import code

SITES, EVENTS, USERS = "settings.sites", "auth.audit-events", "auth.users"


def test_an_event_shows_the_values_and_leads_to_the_record(desktop, qtbot, api):
    site = api.create(SITES, code=code("S"), name="Bloc nord")
    api.update(SITES, site, name="Bloc sud")
    event = api.items(EVENTS, f"record_id:eq:{site['id']}", "action:eq:update")[0]
    page = open_record(desktop, qtbot, EVENTS, event["id"])
    assert isinstance(page, AuditEventPage)
    qtbot.waitUntil(lambda: page.details is not None and page.details.isVisible())
    model = child(page, QTableView, "auditDetails").model()
    assert [model.index(0, column).data() for column in (3, 4, 5)] == ["Nom", "Bloc nord", "Bloc sud"]
    QTest.mouseClick(child(page, QPushButton, "openChanged"), Qt.MouseButton.LeftButton)
    assert desktop.window.workspace.page.place.key == site["id"]


def test_a_drawn_password_is_shown_once(desktop, qtbot, api):
    user = api.create(USERS, username=code("u"), full_name="Awa Ngono")
    page = open_record(desktop, qtbot, USERS, user["id"])
    QTest.mouseClick(child(page, QPushButton, "resetPassword"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(child(child(page, Question), QPushButton, "answer-yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.findChild(DrawnPassword) is not None)
    drawn = child(page, DrawnPassword)
    assert len(drawn.password.text()) > 11
    assert api.read(USERS, user["id"])["must_change_password"] is True
