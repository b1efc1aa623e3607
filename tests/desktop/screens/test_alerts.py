"""The centre of alerts: what is wrong is seen, taken in hand, noted and ended from the keyboard, and followed live."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QPushButton
from sqlalchemy import delete

from fofal_desktop.dialogs.conditions import heard
from fofal_desktop.dialogs.deed import DeedDialog
from fofal_desktop.dialogs.filters import FilterDialog
from fofal_desktop.dialogs.own_wishes import OwnWishes
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.alerts import AlertsPage
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.core.watch import About, Severity, Sighting
from fofal_server.notifications import incidents, rules
from fofal_server.notifications.incidents import Seen
from fofal_server.notifications.models import Alert, AlertStep, Wish
from fofal_server.notifications.own_watches import WATCHES
from tests.desktop.screens.driving import child, new_record, notices
from tests.support.api import code


@pytest.fixture
def seen(server):
    """Says what is wrong, by gravity; the engine's rounds see nothing of these."""

    def see(*watched, about=None):
        with transaction(server.engine) as session:
            rules.declare(session, WATCHES)
            rule = rules.load(session, "alertmanager")["alertmanager"]
            found = [
                Sighting(one, {"name": f"Panne {one}", "summary": "À voir."}, grave, about) for one, grave in watched
            ]
            incidents.settle(session, [(rule, [Seen(one, clock.now()) for one in found])])

    yield see
    with transaction(server.engine) as session:
        for model in (AlertStep, Alert, Wish):
            session.execute(delete(model))


@pytest.fixture
def opened(desktop, qtbot):
    def open_() -> AlertsPage:
        page = desktop.window.go(Place("page", "alerts"))
        assert isinstance(page, AlertsPage)
        qtbot.waitUntil(lambda: not page.busy.isVisible())
        return page

    return open_


def titles(page):
    return [one["title"].removeprefix("Alertmanager : ") for one in page.alerts.alerts if "Panne" in one["title"]]


def chosen(page, qtbot, title):
    """The row of an alert, chosen and shown beside."""
    row = next(n for n, one in enumerate(page.alerts.alerts) if one["title"].endswith(title))
    page.table.selectRow(row)
    qtbot.waitUntil(lambda: (page.pane.alert or {}).get("title", "").endswith(title))


def test_the_gravest_is_on_top_and_the_rest_can_be_left_out(seen, opened, qtbot):
    seen(("a", Severity.WARNING), ("b", Severity.CRITICAL), ("c", Severity.INFO))
    page = opened()
    qtbot.waitUntil(lambda: titles(page) == ["Panne b", "Panne a", "Panne c"])
    page.least.setCurrentIndex(2)
    qtbot.waitUntil(lambda: titles(page) == ["Panne b"])


def test_from_the_keyboard_it_is_taken_in_hand_noted_and_ended(seen, opened, qtbot, api):
    seen(("k", Severity.WARNING))
    page = opened()
    qtbot.waitUntil(lambda: titles(page) == ["Panne k"])
    chosen(page, qtbot, "Panne k")
    child(page, QPushButton, "alertGuide").click()
    assert page.house.guidance.help.browser.page.name == "alertmanager.md"
    assert "Alertmanager" in page.house.guidance.help.browser.toPlainText()
    page.house.guidance.close()
    page.window().activateWindow()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.pane.alert["status"] == "acknowledged")
    QTest.keyClick(page.table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    [dialog] = page.findChildren(DeedDialog)
    dialog.editors["words"].set_value("Je regarde.", {})
    child(dialog, QPushButton, "sayIt").click()
    qtbot.waitUntil(lambda: [one["what"] for one in page.pane.alert["steps"]][-1] == "noted")
    assert page.pane.steps.index(0, 1).data().startswith("Note · Je regarde. — ")
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in page.findChildren(QDialog)))
    page.window().activateWindow()
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    QTest.keyClick(page.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(DeedDialog)))
    [dialog] = [one for one in page.findChildren(DeedDialog) if one.isVisible()]
    child(dialog, QPushButton, "sayIt").click()
    qtbot.waitUntil(lambda: titles(page) == [])
    [alert] = api.items("notifications.alerts", "status:eq:resolved", "title:contains:Panne k")
    assert alert["acknowledged_by"]
    page.sought.setCurrentIndex(3)
    qtbot.waitUntil(lambda: titles(page) == ["Panne k"])


def test_it_follows_what_happens_meanwhile_and_says_when_all_is_well(seen, desktop, opened, qtbot):
    page = opened()
    desktop.feed.ask_every(50)
    seen(("n", Severity.WARNING))
    qtbot.waitUntil(lambda: titles(page) == ["Panne n"])
    seen()
    qtbot.waitUntil(lambda: titles(page) == [])
    page.least.setCurrentIndex(2)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.blank)
    page.look_again()
    qtbot.waitUntil(lambda: not page.busy.isVisible())
    assert page.pane.alert is None, "nothing stands beside an empty table"


def test_it_leads_to_the_record_that_it_is_about(seen, desktop, opened, qtbot, api):
    party = api.create("parties.parties", code=code("P"), name="Client", kind="customer")
    seen(("r", Severity.WARNING), about=About("parties.parties", party["id"]))
    page = opened()
    chosen(page, qtbot, "Panne r")
    qtbot.waitUntil(page.pane.open_record.isVisible)
    page.pane.open_record.click()
    qtbot.waitUntil(lambda: desktop.window.workspace.page.place == Place("record", "parties.parties", party["id"]))


def test_what_i_wish_is_kept_and_followed(seen, desktop, opened, qtbot, api):
    page = opened()
    dialog = OwnWishes(desktop.client, page)
    dialog.open()
    qtbot.waitUntil(lambda: child(dialog, QPushButton, "apply").isEnabled())
    child(dialog, QComboBox, "wishShownFrom").setCurrentIndex(2)
    dialog.quiet.setChecked(True)
    dialog.quiet_from.setCurrentIndex(dialog.quiet_from.findData(22 * 60 + 15))
    child(dialog, QPushButton, "apply").click()
    qtbot.waitUntil(lambda: not page.findChildren(OwnWishes))
    desktop.feed.ask_every(50)
    seen(("quiet", Severity.WARNING), ("loud", Severity.CRITICAL))
    qtbot.waitUntil(lambda: any("Panne loud" in one for one in notices(desktop)))
    assert not any("Panne quiet" in one for one in notices(desktop))
    again = OwnWishes(desktop.client, page)
    again.open()
    qtbot.waitUntil(lambda: child(again, QPushButton, "apply").isEnabled())
    assert again.quiet.isChecked()
    assert (again.quiet_from.currentData(), again.quiet_until.currentData()) == (22 * 60 + 15, 6 * 60)
    again.quiet_until.setCurrentIndex(again.quiet_from.currentIndex())
    child(again, QPushButton, "apply").click()
    qtbot.waitUntil(again.problem.isVisible)
    again.reject()


def test_a_rule_is_put_together_by_filtering(desktop, qtbot, api):
    page = new_record(desktop, "notifications.rules")
    page.add_condition.click()
    qtbot.waitUntil(page.problem.isVisible)
    page.form.editors["name"].set_value("Clients à revoir")
    page.form.editors["active"].set_value(False)
    page.form.editors["resource"].set_value("parties.parties")
    page.add_condition.click()
    [dialog] = page.findChildren(FilterDialog)
    dialog.field.setCurrentIndex(dialog.field.findData("kind"))
    dialog.operator.setCurrentIndex(dialog.operator.findData("in"))
    dialog.findChild(QCheckBox, "filterValue-customer").setChecked(True)
    dialog.apply()
    [condition] = page.form.editors["conditions"].value()
    assert condition == "kind:in:customer"
    assert page.in_words.text() == "• Type est parmi Client"
    page.save()
    qtbot.waitUntil(lambda: page.record is not None)
    [rule] = api.items("notifications.rules", "name:eq:Clients à revoir")
    assert (rule["conditions"], rule["source"]) == ([condition], "rule")
    api.remove("notifications.rules", rule)


def test_conditions_read_as_words(desktop):
    lots, plots = desktop.metas["inventory.lot-levels"], desktop.metas["agronomy.plots"]
    told = {
        "expires_on:le:today+30": (lots, "jour même + 30\u202fj"),
        "expires_on:gt:today": (lots, "jour même"),
        "expires_on:between:today-3|2026-11-22": (lots, "jour même \u2212 3\u202fj et 22/11/2026"),
        "archived:eq:true": (plots, "oui"),
        "nothing:eq:1": (plots, None),
        "archived:like:1": (plots, None),
    }
    for wire, (resource, words) in told.items():
        found = heard(wire, resource)
        assert (found.words if found else None) == words, wire
