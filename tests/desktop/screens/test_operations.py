"""The state of the installation on one screen: figures that lead on, alerts that colour them, work that is asked for."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from fofal_desktop.dialogs.question import Question
from fofal_desktop.models.operation_figures import NOTHING, age
from fofal_desktop.models.operations import Operations
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.operations import OperationsPage
from fofal_server.contract.operations import BackupSet, Overview, Replica, Replication
from tests.support.until import until

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def page(desktop, qtbot):
    found = desktop.window.go(Place("page", "operations"))
    assert isinstance(found, OperationsPage)
    qtbot.waitUntil(lambda: found.state is not None and not found.busy.isVisible())
    return found


def tile(page, name):
    return next(one for one in page.tiles if one.tile.name == name)


def shown(model, row):
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_it_tells_what_is_measured(page):
    assert tile(page, "database").figure.text().endswith("o")
    assert tile(page, "disk").figure.text().endswith("%")
    assert (page.sets.table.isVisible(), page.sets.blank.isVisible()) == (False, True)
    for one in page.tiles:
        assert one.accessibleName().startswith(one._title)
    assert not any(f"{NOTHING} {NOTHING}" in words for _name, words in page.on_paper().facts)


def test_a_tile_is_as_grave_as_its_gravest_alert(page):
    alerts = [
        {"code": "drill-old", "severity": "warning", "title": "Trop vieux"},
        {"code": "drill-failed", "severity": "critical", "title": "Raté"},
    ]
    page.show_state(dataclasses.replace(page.state, alerts=alerts))
    tones = {one.tile.name: one.property("tone") for one in page.tiles if one.property("tone")}
    assert tones == {"alerts": "danger", "drill": "danger"}
    assert (tile(page, "alerts").figure.text(), tile(page, "alerts").under.text()) == ("2", "Raté")


@pytest.mark.parametrize("way", ["click", "key"])
def test_a_tile_leads_to_its_list(desktop, page, qtbot, way):
    jobs = tile(page, "jobs")
    if way == "click":
        QTest.mouseClick(jobs, Qt.MouseButton.LeftButton)
    else:
        jobs.setFocus()
        QTest.keyClick(jobs, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.window.workspace.page.place == Place("list", "ops.jobs"))


def test_a_coloured_tile_says_why(page):
    """An alert may outlast the failure that it tells of."""
    alert = {"code": "job-failing", "severity": "warning", "title": "Travail en échec : Courrier"}
    page.show_state(dataclasses.replace(page.state, alerts=[alert]))
    jobs = tile(page, "jobs")
    assert (jobs.figure.text() != "en ordre", jobs.under.text()) == (True, alert["title"])
    assert "\u00a0: " in jobs.accessibleName()
    page.show_state(dataclasses.replace(page.state, alerts=[]))
    assert (jobs.property("tone"), jobs.under.text() != alert["title"]) == ("", True)


def test_sets_take_the_place_of_the_invitation(page):
    one = BackupSet(id="20261122T010000Z-abcd", made_at=NOW, state="broken", problem="coupée", size=None)
    page.show_state(dataclasses.replace(page.state, overview=page.state.overview.model_copy(update={"sets": [one]})))
    assert (page.sets.table.isVisible(), page.sets.blank.isVisible()) == (True, False)
    model = page.sets.rows
    assert shown(model, 0) == ["22/11/2026 13:00", "Inutilisable", "", "", "20261122T010000Z-abcd"]
    assert "coupée" in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)


def replicated(page, **told):
    """The page as it would be with these replicas."""
    overview = page.state.overview.model_copy(update={"replication": Replication(**told)})
    page.lists.setCurrentWidget(page.replicas)
    page.show_state(dataclasses.replace(page.state, overview=overview, alerts=[]))
    return page.replicas


def test_each_replica_tells_how_it_follows_and_what_to_do_about_it(page):
    well = Replica(name="deux", address="10.90.0.2", state="streaming", since=NOW, awaited=True, lag_seconds=0.2,
                   lag_bytes=1_200_000, slot="reserved", kept_bytes=16_800_000)  # fmt: skip
    lost = Replica(name="trois", slot="lost")
    model = replicated(page, replicas=[well, lost], wanted=True, waits=True).rows
    assert shown(model, 0) == ["deux", "10.90.0.2", "Suit", "22/11/2026 13:00", "0,2\xa0s, 1,2 Mo", "Oui", "16,8 Mo"]
    assert shown(model, 1) == ["trois", "—", "Absente", "—", "—", "Non", "perdu\xa0: à recopier"]
    assert "replica invite" in model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "sur une réplique aussi" in page.replicas.waiting.text()
    assert not page.replicas.blank.isVisible()


def test_alerts_of_replicas_are_seen_from_the_backups(page):
    place = page.lists.indexOf(page.replicas)
    assert page.lists.tabIcon(place).isNull()
    alert = {"code": "replica-away", "severity": "warning", "title": "Une réplique manque"}
    page.show_state(dataclasses.replace(page.state, alerts=[alert]))
    assert not page.lists.tabIcon(place).isNull()


@pytest.mark.parametrize(
    ("told", "title", "words"),
    [
        ({}, "Aucune réplique", "fofal-server replica invite"),
        ({"sees": False}, "Les répliques ne se voient pas d’ici", "pg_monitor"),
        ({"problem": "figée"}, "Les répliques n’ont pas pu être demandées", "figée"),
    ],
)
def test_where_no_replica_is_told_of_one_reads_what_to_do(page, told, title, words):
    blank = replicated(page, **told).blank
    assert (blank.isVisible(), page.replicas.table.isVisible()) == (True, False)
    assert blank.title.text() == title
    assert words in blank.words.text()


def test_a_backup_is_asked_for_after_a_question(desktop, page, qtbot, api):
    """It is the server's job that is asked for; that it has no backups of a test's database is its own matter."""
    page.sets.first.click()
    [question] = page.findChildren(Question)
    question.findChild(QPushButton, "answer-yes").click()
    qtbot.waitUntil(lambda: any("Demandé" in words for words in desktop.window.notices.shown()))
    until(lambda: api.items("ops.job-runs", "asked:eq:true"))


def test_work_tells_how_far_it_is_and_can_be_stopped(page, qtbot):
    job = page.state.jobs["backup"] | {"running_since": NOW.isoformat()}
    told = {"job_id": job["id"], "progress": "Copie de la base : 43 %"}
    page.show_state(dataclasses.replace(page.state, jobs={"backup": job}, runs=[told]))
    assert page.work.isVisible()
    assert page.work.findChild(QProgressBar, "workBar").value() == 43
    assert page.work.findChild(QLabel, "workTold").text() == f"{job['name']} — Copie de la base : 43 %"
    stop = page.work.findChild(QPushButton, "stop-backup")
    stop.setFocus()
    page.show_state(dataclasses.replace(page.state, runs=[told | {"progress": "Copie de la base : 44 %"}]))
    assert page.work.findChild(QProgressBar, "workBar").value() == 44
    assert page.focusWidget() is stop, "the next look takes the cursor from nobody"
    with qtbot.waitSignal(page.work.stopped) as asked:
        stop.click()
    assert asked.args[0]["code"] == "backup"
    page.show_state(dataclasses.replace(page.state, jobs={"backup": job | {"cancel_at": NOW.isoformat()}}, runs=[told]))
    assert not stop.isEnabled()
    page.show_state(dataclasses.replace(page.state, runs=[]))
    assert not page.work.isVisible()


def test_the_report_of_a_month_is_fetched_and_opened(page, qtbot, server, monkeypatch):
    assert not page.reports.isVisible()
    folder = server.settings.data_dir / "reports"
    folder.mkdir()
    (folder / "backups-2026-10.pdf").write_bytes(b"%PDF-1.4 essai")
    page.refresh()
    qtbot.waitUntil(page.reports.isVisible)
    [october] = page.reports.menu().actions()
    assert october.text() == "octobre 2026"
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    october.trigger()
    qtbot.waitUntil(lambda: bool(opened))
    assert Path(opened[0].toLocalFile()).read_bytes() == b"%PDF-1.4 essai"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "à l’instant"), (90, "il y a 1 min"), (3 * 3600, "il y a 3 h"), (3 * 86400, "il y a 3 jours")],
)
def test_ages_in_the_one_unit_that_matters(desktop, seconds, words):
    state = Operations(Overview(at=NOW, version="1", measures=[], sets=[], copied=False))
    assert age(state, NOW - dt.timedelta(seconds=seconds)) == words
    assert age(state, None) == NOTHING
