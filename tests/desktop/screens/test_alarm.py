"""What went wrong is told within seconds, counted in the status bar, taken in hand, and taken back once it is over."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sqlalchemy import delete

from fofal_desktop.shell.notices import NoticeStrip
from fofal_desktop.views.pages.alerts import AlertsPage
from fofal_desktop.views.record import RecordPage
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.core.watch import Severity, Sighting
from fofal_server.notifications import incidents, rules
from fofal_server.notifications.incidents import Seen
from fofal_server.notifications.models import Alert, AlertStep
from fofal_server.notifications.own_watches import WATCHES
from tests.desktop.screens.driving import child, notices


@pytest.fixture
def seen(server):
    """Says what is wrong with which watches from now on; the engine's rounds see nothing of these."""

    def see(*watched, severity=Severity.WARNING):
        now = clock.now()
        with transaction(server.engine) as session:
            rules.declare(session, WATCHES)
            rule = rules.load(session, "alertmanager")["alertmanager"]
            found = [Sighting(one, {"name": f"Panne {one}", "summary": "À voir."}, severity) for one in watched]
            incidents.settle(session, [(rule, [Seen(one, now) for one in found])])

    yield see
    with transaction(server.engine) as session:
        for model in (AlertStep, Alert):
            session.execute(delete(model))


@pytest.fixture
def quick(desktop):
    desktop.feed.ask_every(50)
    return desktop


def told(desktop):
    return [one for one in notices(desktop) if "Panne" in one or "alert" in one]


def test_an_alert_is_told_and_taken_in_hand(quick, qtbot, seen, api):
    assert not quick.window.status.alerts.isVisible()
    seen("x1", severity=Severity.CRITICAL)
    qtbot.waitUntil(lambda: told(quick) == ["Alertmanager : Panne x1\nÀ voir."])
    qtbot.waitUntil(quick.window.status.alerts.isVisible)
    [strip] = [one for one in quick.window.notices.findChildren(NoticeStrip) if "Panne" in one.notice.words]
    assert (strip.notice.tone, strip.stays) == ("danger", True)
    qtbot.mouseClick(child(strip, QPushButton, "noticeOffer"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(quick.window.workspace.page, RecordPage))
    [alert] = api.items("notifications.alerts", "status:eq:acknowledged")
    assert alert["acknowledged_by"] is not None
    qtbot.waitUntil(lambda: told(quick) == [])
    assert quick.window.status.alerts.isVisible()


def test_what_is_over_is_taken_back(quick, qtbot, seen):
    seen("x2")
    qtbot.waitUntil(lambda: told(quick) == ["Alertmanager : Panne x2\nÀ voir."])
    seen()
    qtbot.waitUntil(lambda: told(quick) == [])
    qtbot.waitUntil(lambda: not quick.window.status.alerts.isVisible())


def test_many_at_once_are_one_notice(quick, qtbot, seen):
    seen("y1", "y2", "y3", "y4")
    qtbot.waitUntil(lambda: len(told(quick)) == 1)
    assert "4" in told(quick)[0]
    qtbot.mouseClick(quick.window.status.alerts, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(quick.window.workspace.page, AlertsPage))


def test_what_is_open_already_is_told_at_the_sign_in(seen, fresh, qtbot, person):
    seen("z1")
    fresh.start(person.ticket)
    qtbot.waitUntil(lambda: told(fresh) == ["Alertmanager : Panne z1\nÀ voir."])
    seen("z1", severity=Severity.CRITICAL)
    fresh.feed.ask_every(50)
    qtbot.waitUntil(
        lambda: (
            [
                s.notice.tone
                for s in fresh.window.notices.findChildren(NoticeStrip)
                if "Panne" in s.notice.words and s.isVisible()
            ]
            == ["danger"]
        )
    )


def test_what_came_before_the_first_news_is_told(desktop, qtbot, seen):
    desktop.feed.stop()
    with qtbot.waitSignal(desktop.alarm.counted):
        desktop.alarm.look()
    seen("w1")
    desktop.feed.start()
    qtbot.waitUntil(lambda: told(desktop) == ["Alertmanager : Panne w1\nÀ voir."])
