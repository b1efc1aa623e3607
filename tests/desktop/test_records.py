"""A long list is fetched as one scrolls, and what is selected stays with its record."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView
from shiboken6 import delete
from sqlalchemy import create_engine, text

from fofal_desktop import jobs
from fofal_desktop.api.keys import new_key
from fofal_desktop.models.pages import KEPT, PAGE, Pages
from fofal_desktop.models.records import PENDING, RecordModel, Role
from fofal_desktop.models.spread import spread
from tests.support.patience import PATIENCE

ROWS = 1234
FILL = text(
    """
    INSERT INTO settings_site (id, version, created_at, updated_at, archived, code, name, timezone)
    SELECT gen_random_uuid(), 1, now(), now(), false, 'M' || lpad(n::text, 5, '0'), 'Site ' || n, 'Africa/Douala'
    FROM generate_series(0, :rows - 1) AS n
    """
)


@pytest.fixture(scope="module")
def _filled(database):
    engine = create_engine(database.owner)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM settings_site"))
        connection.execute(FILL, {"rows": ROWS})
    engine.dispose()


@pytest.fixture
def sites(client, _filled):
    return client.meta()["settings.sites"]


@pytest.fixture
def model(client, sites, qapp):
    model = RecordModel(client, sites)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    yield model
    delete(model)


@pytest.fixture
def view(model, qtbot):
    """A table of ten rows or so, filled with the first page."""
    view = QTableView()
    view.setModel(model)
    view.resize(600, 300)
    qtbot.addWidget(view)
    view.show()
    with qtbot.waitSignal(model.counted):
        model.refresh()
    qtbot.waitUntil(lambda: not model._busy)
    return view


def code_at(model, row):
    return model.data(model.index(row, 0))


def select(view, *rows):
    for row in rows:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        view.selectionModel().select(view.model().index(row, 0), flags)


def selected(view):
    rows = sorted(index.row() for index in view.selectionModel().selectedRows())
    return [code_at(view.model(), row) for row in rows]


def test_the_first_page_and_the_count_come_first(model, view):
    assert model.rowCount() == ROWS
    assert code_at(model, 0) == "M00000"
    assert model.record(0)["name"] == "Site 0"
    assert model.record(500) is None


def test_rows_come_when_they_come_into_sight(model, view, qtbot):
    view.scrollTo(model.index(700, 0))
    qtbot.waitUntil(lambda: code_at(model, 700) == "M00700")
    assert model.record(300) is None


def test_what_a_fast_scroll_only_brushes_is_not_asked_for(model, view, qtbot, line):
    model.client.session.base_url, near = line.url, model.client.session.base_url
    for row in range(200, 1200, 5):
        model.data(model.index(row, 0))
    qtbot.waitUntil(lambda: code_at(model, 1195) == "M01195")
    jobs.shutdown()
    assert len(line.calls) <= 6
    model.client.session.base_url = near


def test_search_filter_and_order_ask_anew(model, view, qtbot):
    with qtbot.waitSignal(model.counted) as told:
        model.set_search("site 12")
    assert told.args == [len([n for n in range(ROWS) if "12" in str(n)])]
    with qtbot.waitSignal(model.counted):
        model.set_filters(("code:startswith:M0012",))
    assert model.rowCount() == 10
    with qtbot.waitSignal(model.counted):
        model.set_order(("timezone", "-code"))
    assert code_at(model, 0) == "M00129"
    with qtbot.waitSignal(model.counted):
        model.sort(0)
    assert code_at(model, 0) == "M00120"


def test_old_rows_stay_until_the_fresh_ones_arrive(model, view, qtbot, line):
    model.client.session.base_url, near = line.url, model.client.session.base_url
    line.open.clear()
    with qtbot.waitSignal(model.loading):
        model.set_search("M00007")
    assert line.waiting.wait(PATIENCE)
    assert model.rowCount() == ROWS
    assert code_at(model, 0) == "M00000"
    with qtbot.waitSignal(model.counted):
        line.open.set()
    assert model.rowCount() == 1
    jobs.shutdown()
    model.client.session.base_url = near


def test_only_the_last_of_several_questions_is_answered(model, view, qtbot):
    heard = []
    model.counted.connect(heard.append)
    for words in ("M", "M0", "M00", "M00007"):
        model.set_search(words)
    qtbot.waitUntil(lambda: heard != [])
    jobs.shutdown()
    assert heard == [1]


def test_a_refresh_keeps_what_is_selected_with_its_record(model, view, qtbot, client, sites):
    select(view, 3, 50)
    before = client.create(sites, {"code": "A first", "name": "x"}, idempotency_key=new_key())
    with qtbot.waitSignal(model.counted):
        model.refresh()
    assert model.rowCount() == ROWS + 1
    assert selected(view) == ["M00003", "M00050"]
    client.delete(sites, before["id"], 1, idempotency_key=new_key())
    with qtbot.waitSignal(model.counted):
        model.refresh()
    assert model.rowCount() == ROWS
    assert selected(view) == ["M00003", "M00050"]


def test_a_selected_row_of_another_page_never_turns_into_its_neighbour(model, view, qtbot, client, sites):
    view.scrollTo(model.index(150, 0))
    qtbot.waitUntil(lambda: code_at(model, 150) == "M00150")
    select(view, 150)
    before = client.create(sites, {"code": "A first", "name": "x"}, idempotency_key=new_key())
    with qtbot.waitSignal(model.counted):
        model.refresh()
    qtbot.waitUntil(lambda: code_at(model, 151) == "M00150")
    assert selected(view) == ["M00150"]
    client.delete(sites, before["id"], 1, idempotency_key=new_key())
    with qtbot.waitSignal(model.counted):
        model.refresh()
    qtbot.waitUntil(lambda: code_at(model, 150) == "M00150")
    assert selected(view) == ["M00150"]


def test_a_selected_record_that_is_gone_selects_nobody_else(model, view, qtbot, client, sites):
    gone = client.create(sites, {"code": "A first", "name": "x"}, idempotency_key=new_key())
    with qtbot.waitSignal(model.counted):
        model.refresh()
    select(view, 0, 5)
    client.delete(sites, gone["id"], 1, idempotency_key=new_key())
    with qtbot.waitSignal(model.counted):
        model.refresh()
    assert selected(view) == ["M00004"]


def test_another_question_drops_what_is_selected_unless_it_is_shown(model, view, qtbot):
    select(view, 3, 50)
    with qtbot.waitSignal(model.counted):
        model.set_filters(("code:in:M00050|M00700",))
    assert selected(view) == ["M00050"]


def test_the_list_refreshes_when_its_resource_was_written(model, view, qtbot):
    with qtbot.waitSignal(model.counted):
        jobs.changes.happened.emit({"settings.sites"})
    with qtbot.assertNotEmitted(model.loading, wait=50):
        jobs.changes.happened.emit({"parties.parties"})


def test_a_failure_is_told_once_and_leaves_the_rows(model, view, qtbot, client):
    away, client.session.base_url = client.session.base_url, "http://127.0.0.1:9"
    client._backoff = type(client._backoff)(pauses=())
    heard = []
    model.failed.connect(heard.append)
    with qtbot.waitSignal(model.failed):
        view.scrollTo(model.index(900, 0))
    view.viewport().repaint()
    jobs.shutdown()
    assert len(heard) == 1
    assert heard[0].status == 0
    assert code_at(model, 0) == "M00000"
    assert code_at(model, 900) == PENDING
    client.session.base_url = away
    with qtbot.waitSignal(model.counted):
        model.refresh()
    qtbot.waitUntil(lambda: code_at(model, 900) == "M00900")


def test_rows_that_vanish_under_the_scroll_bar_end_the_list(model, view, qtbot):
    view.scrollToBottom()
    qtbot.waitUntil(lambda: code_at(model, ROWS - 1) == f"M{ROWS - 1:05}")
    model.filters = ("code:startswith:M000",)
    with qtbot.waitSignal(model.counted):
        model.refresh()
    assert model.rowCount() == 100
    qtbot.waitUntil(lambda: code_at(model, 0) == "M00000")


def test_what_a_view_may_ask(model, view, sites):
    head = Qt.Orientation.Horizontal
    assert model.headerData(0, head) == sites.fields["code"].label
    assert model.headerData(0, Qt.Orientation.Vertical) == "1"
    assert model.data(model.index(0, 0), Role.RECORD)["code"] == "M00000"
    assert model.row_of(model.record(7)["id"]) == 7
    assert model.row_of("nobody") is None


def test_pages_longest_unseen_are_forgotten_first():
    pages = Pages()
    for number in range(KEPT):
        pages.keep(number, [{"id": f"{number}"}])
    pages.touch(0)
    pages.keep(KEPT, [{"id": "x"}])
    assert pages.record(0) == {"id": "0"}
    assert pages.record(PAGE) is None
    assert pages.record(2 * PAGE) == {"id": "2"}


def test_a_selection_too_large_to_carry_is_let_go_at_once(model, view, qtbot, monkeypatch):
    monkeypatch.setattr("fofal_desktop.models.records.MOST_CARRIED", 500)
    view.selectAll()
    with qtbot.waitSignal(model.counted):
        model.set_order(("-code",))
    assert code_at(model, 0) == f"M{ROWS - 1:05}"
    assert not view.selectionModel().hasSelection()


@pytest.mark.parametrize("cursor", [(0, 0), (600, 0), (600, 6), (ROWS - 1, 0), (0, 6), (600, 3)])
def test_the_rows_that_a_view_holds_are_never_guessed_too_few(model, view, cursor):
    last = model.columnCount() - 1
    view.selectAll()
    index = model.index(cursor[0], min(cursor[1], last))
    view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
    assert spread(model.persistentIndexList(), model.columnCount()) >= ROWS
    view.clearSelection()
    select(view, 3, 1000)
    view.selectionModel().setCurrentIndex(model.index(1000, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
    assert spread(model.persistentIndexList(), model.columnCount()) == 2
