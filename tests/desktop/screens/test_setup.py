"""An empty installation becomes a working one, step by step, and one may stop in between."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from fofal_desktop.dialogs.first_admin import FirstAdminDialog
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.setup import SetupPage
from fofal_desktop.views.pages.setup_step import SetupStep
from fofal_desktop.views.record import RecordPage
from fofal_server.auth.services import create_setup_code
from fofal_server.core.db import transaction
from tests.desktop.screens.driving import child, offer, running_desktop, type_into
from tests.support.servers import serving

PASSWORD = "une longue phrase de passe"


@pytest.fixture
def empty(all_databases, tmp_path):
    """A server without a single user, and its one-time code."""
    with all_databases.fresh() as database, serving(database, tmp_path / "data") as running:
        with transaction(running.engine) as session:
            code = create_setup_code(session)
        yield running.url, code


def click(parent, name: str) -> None:
    QTest.mouseClick(child(parent, QPushButton, name), Qt.MouseButton.LeftButton)


def fill(dialog: FirstAdminDialog, **values: str) -> None:
    for name, words in values.items():
        type_into(child(dialog, QLineEdit, f"first-{name}"), words)


def type_field(step: SetupStep, name: str, words: str) -> None:
    type_into(step.form.editors[name].focusProxy(), words)


def steps_open(page: SetupPage) -> SetupStep:
    return child(page, SetupStep)


def begin(desktop, qtbot, code: str) -> SetupPage:
    """From the sign-in to the first step."""
    desktop.start()
    qtbot.waitUntil(lambda: desktop.entrance.sign_in is not None and desktop.entrance.sign_in.isVisible())
    click(desktop.entrance.sign_in, "firstStart")
    dialog = child(desktop.entrance.sign_in, FirstAdminDialog)
    fill(dialog, code="WRONG-CODE", full_name="Awa Ngono", username="awa", password=PASSWORD, again="autre")
    click(dialog, "createAdmin")
    assert dialog.problem.words.text() == "Les deux mots de passe diffèrent."
    fill(dialog, again=PASSWORD)
    click(dialog, "createAdmin")
    qtbot.waitUntil(lambda: not dialog.busy.isVisible() and dialog.problem.isVisible())
    assert dialog.fields["code"].property("problem"), "the wrong code is pointed at"
    fill(dialog, code=code)
    click(dialog, "createAdmin")
    qtbot.waitUntil(lambda: isinstance(desktop.window.workspace.page, SetupPage))
    page = desktop.window.workspace.page
    qtbot.waitUntil(lambda: page.list.currentRow() >= 0)
    return page


def test_from_the_code_to_the_first_records_and_back_after_a_stop(qapp, qtbot, empty, tmp_path):
    url, code = empty
    with running_desktop(qapp, tmp_path / "preferences", url) as desktop:
        page = begin(desktop, qtbot, code)
        names = [step.resource for step in page.steps]
        assert names[:3] == ["settings.companies", "settings.sites", "auth.users"]
        company = steps_open(page)
        type_field(company, "name", "FOFAL")
        click(company, "setupNext")
        qtbot.waitUntil(lambda: page.list.currentRow() == 1)
        site = steps_open(page)
        type_field(site, "code", "EBO")
        click(site, "setupNext")
        qtbot.waitUntil(site.summary.isVisible)
        assert page.list.currentRow() == 1, "a refused step is not left"
        type_field(site, "name", "Ébondi")
        click(site, "setupNext")
        qtbot.waitUntil(lambda: page.list.currentRow() == 2)
    with running_desktop(qapp, tmp_path / "preferences", url) as again:
        again.start()
        qtbot.waitUntil(lambda: bool(again.metas))
        home = again.window.home
        qtbot.waitUntil(lambda: any(one.isVisible() for one in home.findChildren(QPushButton, "continueSetup")))
        click(home, "continueSetup")
        page = again.window.workspace.page
        qtbot.waitUntil(lambda: page.list.currentRow() == 2)
        page.list.setCurrentRow(0)
        company = steps_open(page)
        qtbot.waitUntil(lambda: company.record is not None)
        assert company.form.editors["name"].value() == "FOFAL"


def test_what_was_typed_in_a_step_is_not_lost_by_closing(qapp, qtbot, empty, tmp_path):
    url, code = empty
    with running_desktop(qapp, tmp_path / "preferences", url) as desktop:
        page = begin(desktop, qtbot, code)
        type_field(steps_open(page), "name", "FOFAL")
        desktop.window.workspace.close_current()
        assert desktop.window.workspace.count() == 1
        click(steps_open(page), "answer-stay")
        assert steps_open(page).form.editors["name"].value() == "FOFAL"
    with running_desktop(qapp, tmp_path / "preferences", url) as again:
        again.start()
        qtbot.waitUntil(lambda: bool(again.metas))
        offer(again.window.go(Place("page", "setup")), qtbot, "resumeDraft")
        qtbot.waitUntil(lambda: isinstance(again.window.workspace.page, RecordPage))
        form = again.window.workspace.page
        qtbot.waitUntil(lambda: form.dirty)
        assert form.form.editors["name"].value() == "FOFAL", "it became a record of its own form"


def test_first_start_goes_to_the_first_administrator(qapp, qtbot, empty, tmp_path):
    url, _code = empty
    with running_desktop(qapp, tmp_path / "preferences", url) as desktop:
        desktop.start(first=True)
        assert child(desktop.entrance.sign_in, FirstAdminDialog)
