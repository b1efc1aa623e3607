"""One screen tells every right of every role and who holds it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from fofal_desktop.jobs import changes
from fofal_desktop.models.rights import Role
from fofal_desktop.shell.palette import CommandPalette
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.rights import PERSON, ROLE, RightsPage
from fofal_server.auth import services
from fofal_server.auth.models import Role as StoredRole
from fofal_server.core.db import transaction
from tests.desktop.screens.driving import child, in_order_of_tab, type_into
from tests.factories import made
from tests.support.api import code

ROLES, USERS = "auth.roles", "auth.users"
READ = "hr.employees:read"
PERSONAL = "hr.employees:personal"


@pytest.fixture
def gang(api):
    """A role that reads the own gang and personal data, one that reads all of the staff, and people who hold them."""
    mark = code("")
    team = api.create(ROLES, code=f"a{mark}", name=f"Équipe {mark}", permissions=[f"{READ}@team", PERSONAL])
    whole = api.create(ROLES, code=f"b{mark}", name=f"Bureau {mark}", permissions=[READ])
    awa = made(api, USERS, full_name=f"Awa {mark}", role_ids=[team["id"]])
    both = made(api, USERS, full_name=f"Jean {mark}", role_ids=[team["id"], whole["id"]])
    return {"mark": mark, "team": team, "whole": whole, "awa": awa, "both": both}


def loaded(desktop, qtbot):
    page = desktop.window.go(Place("page", "rights"))
    assert isinstance(page, RightsPage)
    qtbot.waitUntil(lambda: not page.busy.isVisible() and bool(page.grid.rights.held.rights))
    return page


@pytest.fixture
def page(desktop, qtbot, gang):
    return loaded(desktop, qtbot)


def cell(page, permission, key):
    rights = page.grid.rights
    columns = {str(column.key): place for place, column in enumerate(rights.columns)}
    return rights.index(rights.row_of(permission), columns[str(key)])


def focus_on(page, kind, key):
    page.focus_kind.setCurrentIndex(page.focus_kind.findData(kind))
    keys = [str(page.focus.itemData(place)) for place in range(page.focus.count())]
    page.focus.setCurrentIndex(keys.index(str(key)))


def shown_rights(page):
    rights = page.grid.rights
    return [one.word.permission for one in map(rights.right, range(rights.rowCount())) if one]


def listed(page):
    return [(one.title, *one.below) for one in page.pane.list.people.holders]


def test_it_stands_beside_the_roles_and_in_the_palette(desktop, qtbot):
    tree = desktop.window.sidebar.modules
    leaf = tree._find("rights")
    assert tree.itemAbove(leaf).text(0) == "Rôles"
    tree.setCurrentItem(leaf)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert isinstance(desktop.window.workspace.page, RightsPage)
    desktop.window.workspace.close_current()
    desktop.window.open_palette()
    palette = desktop.window.findChild(CommandPalette)
    QTest.keyClicks(palette.line, "droits")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert isinstance(desktop.window.workspace.page, RightsPage)
    loaded(desktop, qtbot)


def test_tab_comes_to_the_head_then_the_table_then_who_holds_it(page):
    head = child(page, QToolButton, "button-refresh")
    assert in_order_of_tab(head, page.search, page.grid, page.pane.list)


def test_cells_tell_how_far_a_role_reaches_in_words_too(page, gang):
    team, whole = (cell(page, READ, gang[name]["id"]) for name in ("team", "whole"))
    assert [one.data(Role.REACH) for one in (team, whole)] == ["team", "all"]
    assert team.data() == "L’équipe"
    told = team.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == f"{gang['team']['name']}, Employés — Lire\u00a0: Celles de l’équipe"
    nothing = cell(page, "hr.employees:delete", gang["team"]["id"])
    assert (nothing.data(), nothing.data(Role.REACH)) == ("", None)
    assert nothing.data(Qt.ItemDataRole.AccessibleTextRole).endswith("Rien")


def test_the_search_looks_at_resources_rights_and_roles_without_accents(page, gang):
    type_into(page.search, "employes personnel")
    assert shown_rights(page) == [*(one for one in shown_rights(page) if one.startswith("hr.employees:"))]
    assert PERSONAL in shown_rights(page)
    type_into(page.search, f"employes equipe {gang['mark']}")
    assert [column.label for column in page.grid.rights.columns] == [gang["team"]["name"]]
    type_into(page.search, "zzzz")
    assert page.stack.currentWidget() is page.blank
    QTest.mouseClick(page.everything, Qt.MouseButton.LeftButton)
    assert page.stack.currentWidget() is page.grid
    assert len(shown_rights(page)) == len(page.grid.rights.held.rights)


def test_a_cell_shows_who_holds_it_by_that_role(page, gang):
    page.grid.setCurrentIndex(cell(page, READ, gang["team"]["id"]))
    names = f"{gang['whole']['name']}, {gang['team']['name']}"
    assert {one[0]: one[1] for one in listed(page)} == {
        gang["awa"]["full_name"]: f"Celles de l’équipe · {gang['team']['name']}",
        gang["both"]["full_name"]: f"Toutes les lignes · {', '.join(sorted(names.split(', '), reverse=True))}",
    }
    assert page.pane.count.text() == "2 comptes actifs"
    assert listed(page)[0][3] == "sans second facteur"


def test_a_whole_line_shows_everybody_who_holds_it(page, gang, api):
    api.update(USERS, gang["awa"], active=False)
    page.refresh()
    page.grid.selectRow(page.grid.rights.row_of(PERSONAL))
    assert page.pane.title.text() == "Employés — Voir les données personnelles"
    assert "Téléphone" in page.pane.opens.text()
    assert gang["both"]["full_name"] in [one[0] for one in listed(page)]


def test_a_person_holds_the_union_of_the_roles(page, gang):
    focus_on(page, PERSON, gang["both"]["id"])
    columns = page.grid.rights.columns
    assert [one.label for one in columns[1:]] == [gang["team"]["name"], gang["whole"]["name"]]
    reach = [page.grid.rights.index(page.grid.rights.row_of(READ), place).data(Role.REACH) for place in range(3)]
    assert reach == ["all", "team", "all"]
    personal = page.grid.rights.index(page.grid.rights.row_of(PERSONAL), 0)
    assert personal.data(Role.REACH) == "all"  # what one role opens is seen as far as another one reads
    page.only_held.setChecked(True)
    assert set(shown_rights(page)) == {READ, PERSONAL}


def test_one_role_is_shown_alone_and_opened_by_enter(page, gang, desktop):
    focus_on(page, ROLE, gang["whole"]["id"])
    assert [one.label for one in page.grid.rights.columns] == [gang["whole"]["name"]]
    page.grid.setCurrentIndex(cell(page, READ, gang["whole"]["id"]))
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    place = desktop.window.workspace.page.place
    assert (place.name, place.key) == (ROLES, gang["whole"]["id"])


def test_a_holder_is_opened_by_enter(page, gang, desktop):
    page.grid.setCurrentIndex(cell(page, READ, gang["whole"]["id"]))
    page.pane.list.setCurrentIndex(page.pane.list.people.index(0))
    QTest.keyClick(page.pane.list, Qt.Key.Key_Return)
    place = desktop.window.workspace.page.place
    assert (place.name, place.key) == (USERS, gang["both"]["id"])


def test_what_is_marked_is_copied_with_its_heads(page, gang):
    page.grid.setCurrentIndex(cell(page, READ, gang["team"]["id"]))
    QTest.keyClick(page.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == [
        f"Module\tFiche\tDroit\tPermission\t{gang['team']['name']}",
        f"Personnel\tEmployés\tLire\t{READ}\tL’équipe",
    ]
    QTest.keyClick(page.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(QGuiApplication.clipboard().text().splitlines()) == len(shown_rights(page)) + 1


def test_a_changed_role_shows_without_losing_the_mark(page, gang, api, qtbot):
    page.grid.setCurrentIndex(cell(page, READ, gang["team"]["id"]))
    api.update(ROLES, gang["team"], permissions=[READ])
    changes.happened.emit({ROLES})
    qtbot.waitUntil(lambda: cell(page, READ, gang["team"]["id"]).data(Role.REACH) == "all")
    assert page.grid.currentIndex() == cell(page, READ, gang["team"]["id"])
    assert page.pane.title.text() == "Employés — Lire"


def test_a_failure_is_told_and_what_was_read_stays(page, desktop, qtbot, server):
    desktop.client.session.base_url = "http://127.0.0.1:9"
    page.refresh()
    qtbot.waitUntil(page.problem.isVisible)
    assert "chargé plus tôt" in page.problem.words.text()
    assert shown_rights(page)
    desktop.client.session.base_url = server.url


def test_names_are_withheld_from_who_may_not_read_people(fresh, qtbot, gang, server):
    mark = code("")
    with transaction(server.engine) as session:
        session.add(StoredRole(code=f"r{mark}", name=f"Lecteur {mark}", permissions=["auth.roles:read"]))
        session.flush()
        services.create_user(session, f"lecteur-{mark}", "Lecteur", [f"r{mark}"])
        ticket = services.create_ticket(session, f"lecteur-{mark}")
    fresh.start(ticket)
    qtbot.waitUntil(lambda: bool(fresh.metas) and fresh.window.sidebar.isVisible())
    page = loaded(fresh, qtbot)
    page.grid.setCurrentIndex(cell(page, READ, gang["team"]["id"]))
    assert listed(page) == [(gang["team"]["name"], "Celles de l’équipe", "2 comptes actifs")]
    assert page.focus_kind.findData(PERSON) == -1


def test_who_may_not_read_roles_has_no_such_screen(fresh, qtbot, server):
    mark = code("")
    with transaction(server.engine) as session:
        session.add(StoredRole(code=f"r{mark}", name=f"Autre {mark}", permissions=["settings.sites:read"]))
        session.flush()
        services.create_user(session, f"autre-{mark}", "Autre", [f"r{mark}"])
        ticket = services.create_ticket(session, f"autre-{mark}")
    fresh.start(ticket)
    qtbot.waitUntil(lambda: bool(fresh.metas) and fresh.window.sidebar.isVisible())
    assert fresh.window.sidebar.modules._find("rights") is None
    assert fresh.window.go(Place("page", "rights")) is None
