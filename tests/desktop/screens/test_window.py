"""The frame: modules, tabs, palette, theme, notices, shortcuts, help, the look around."""

import datetime as dt
import json
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from sqlalchemy import select

from fofal_desktop import commands, jobs
from fofal_desktop.notices import Notice
from fofal_desktop.preferences import ZOOMS
from fofal_desktop.shell.introduction import STOPS
from fofal_desktop.shell.keys import GROUPS
from fofal_desktop.shell.notices import NoticeStrip
from fofal_desktop.shell.palette import CommandPalette, Entry, ranked
from fofal_desktop.shell.replaced import Replaced
from fofal_desktop.shell.shortcuts import ShortcutSheet
from fofal_desktop.theme import icons
from fofal_desktop.views.listing import ListPage
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages import map_bar
from fofal_desktop.words import plain
from fofal_server.auth import services
from fofal_server.auth.models import User
from fofal_server.core.db import transaction
from tests.desktop.screens.driving import child, new_record, notices, open_list, running_desktop, write

CTRL = Qt.KeyboardModifier.ControlModifier


def module_names(desktop) -> dict[str, list[str]]:
    tree = desktop.window.sidebar.modules
    domains = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return {domain.text(0): [domain.child(i).text(0) for i in range(domain.childCount())] for domain in domains}


def test_the_sidebar_is_drawn_from_what_the_server_describes(desktop):
    shown = module_names(desktop)
    wanted: dict[str, list[str]] = {"Tableau de bord": []}
    by_hand = {
        "auth.roles": ["Droits"],
        "weather.stations": ["Météo des sites"],
        "weather.rain-readings": ["Carnet de pluie du mois"],
        "sensors.sensors": ["Capteurs d’un coup d’œil"],
        "agronomy.plots": ["Carte"],
        "ops.jobs": ["État de l’installation"],
        "notifications.alerts": ["Centre d’alertes"],
    }
    for meta in desktop.metas.values():
        if not meta.hidden:
            beside = by_hand.get(meta.name, [])
            wanted.setdefault(meta.domain_label, []).extend([meta.label, *beside])
    assert shown == wanted
    assert "Sites" in [label for labels in shown.values() for label in labels]


def test_a_module_opens_one_tab_and_comes_back_to_it(desktop, qtbot):
    tree = desktop.window.sidebar.modules
    for name in ("settings.sites", "settings.units", "settings.sites"):
        tree.setCurrentItem(tree._find(name))
        QTest.keyClick(tree, Qt.Key.Key_Return)
    workspace = desktop.window.workspace
    assert [page.place.name for page in workspace.pages()] == ["settings.sites", "settings.units"]
    assert workspace.page.place.name == "settings.sites"
    assert desktop.window.windowTitle() == "Sites — FOFAL"


def test_the_middle_button_closes_a_tab(desktop, qtbot):
    open_list(desktop, qtbot, "settings.sites")
    open_list(desktop, qtbot, "settings.units")
    bar = desktop.window.workspace.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.MiddleButton, pos=bar.tabRect(0).center())
    assert [page.place.name for page in desktop.window.workspace.pages()] == ["settings.units"]
    QTest.mouseClick(bar, Qt.MouseButton.MiddleButton, pos=QPoint(bar.width() - 2, 2))
    assert desktop.window.workspace.count() == 1


def test_ctrl_w_closes_and_the_home_page_comes_back(desktop, qtbot):
    open_list(desktop, qtbot, "settings.sites")
    QTest.keyClick(desktop.window, Qt.Key.Key_W, CTRL)
    assert desktop.window.stack.currentWidget() is desktop.window.home


def test_a_tab_shows_what_is_not_saved(desktop, qtbot):
    page = new_record(desktop, "settings.sites")
    workspace = desktop.window.workspace
    assert "●" not in workspace.tabText(workspace.indexOf(page))
    write(page, "name", "x")
    assert workspace.tabText(workspace.indexOf(page)).startswith("● ")
    write(page, "name", " ")
    assert "●" not in workspace.tabText(workspace.indexOf(page))


def test_two_new_records_stand_side_by_side(desktop):
    assert new_record(desktop, "settings.sites") is not new_record(desktop, "settings.sites")


# -- palette


def test_ctrl_k_goes_where_a_few_letters_say(desktop, qtbot):
    QTest.keyClick(desktop.window, Qt.Key.Key_K, CTRL)
    palette = child(desktop.window, CommandPalette)
    QTest.keyClicks(palette.line, "unite")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    page = desktop.window.workspace.page
    assert isinstance(page, ListPage)
    assert page.place.name == "settings.units"


def test_the_palette_also_acts_on_the_page_on_top(desktop, qtbot):
    open_list(desktop, qtbot, "settings.sites")
    desktop.window.open_palette()
    palette = child(desktop.window, CommandPalette)
    QTest.keyClicks(palette.line, "nouveau sit")
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Up)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert desktop.window.workspace.page.place == Place("new", "settings.sites")


def test_matches_at_the_beginning_of_a_word_come_first() -> None:
    entries = [Entry(words, "", "", lambda: None) for words in ("Récoltes", "Écoles", "Nouveau : Récolte")]
    assert [entry.words for entry in ranked(entries, "ecol")] == ["Écoles", "Récoltes", "Nouveau : Récolte"]
    assert ranked(entries, "xyz") == []
    assert len(ranked(entries, "")) == 3
    assert plain("ÉTÉ à Ébondi") == "ete a ebondi"
    assert plain("Un coup d’ŒIL, Muñoz") == "un coup d'oeil, munoz"


# -- notices


def test_what_matters_stays_and_the_rest_makes_room(desktop):
    window = desktop.window
    window.tell(Notice("grave", "danger"))
    window.tell(Notice("grave", "danger"))
    assert notices(desktop).count("grave") == 1
    for number in range(6):
        window.tell(Notice(f"bref {number}"))
    shown = notices(desktop)
    assert "grave" in shown
    assert "bref 5" in shown
    assert len(shown) == 4
    strip = next(one for one in window.findChildren(NoticeStrip) if one.notice.words == "grave")
    assert strip.stays
    QTest.mouseClick(child(strip, QToolButton, "noticeClose"), Qt.MouseButton.LeftButton)
    assert "grave" not in notices(desktop)


def test_a_deed_offered_by_a_notice_is_done_once(desktop):
    done = []
    desktop.window.tell(Notice("supprimé", offer="Annuler", deed=lambda: done.append(1)))
    strip = child(desktop.window, NoticeStrip)
    QTest.mouseClick(child(strip, QPushButton, "noticeOffer"), Qt.MouseButton.LeftButton)
    assert done == [1]
    assert notices(desktop) == []


# -- theme, size


def test_the_theme_changes_at_once_and_is_kept(desktop):
    desktop.switch_theme()
    assert icons.current().name == "dark"
    assert desktop.preferences.theme == "dark"
    assert "#121613" in desktop.app.styleSheet()
    desktop.switch_theme()
    assert icons.current().name == "light"


def test_the_text_grows_and_stops_at_its_limits(desktop):
    before = desktop.app.font().pointSizeF()
    desktop.resize_text(1)
    assert desktop.app.font().pointSizeF() > before
    for towards, limit, beside in ((1, 200, ZOOMS[-2]), (-1, 80, ZOOMS[1])):
        desktop.preferences.zoom = beside
        for _step in range(2):  # each dresses all there is
            desktop.resize_text(towards)
            assert desktop.preferences.zoom == limit


# -- shortcuts


MAP = (*map_bar.COMMANDS, commands.IMPORT, commands.REFRESH, *commands.WINDOW)


@pytest.mark.parametrize(
    "group", [commands.LIST, commands.RECORD + commands.WINDOW, commands.LIST + commands.WINDOW, commands.GUIDE, MAP]
)
def test_no_shortcut_has_two_meanings_at_the_same_place(group):
    keys = [QKeySequence(command.shortcut).toString() for command in group if command.shortcut]
    assert len(keys) == len(set(keys))
    assert all(keys)


def test_ctrl_f1_shows_all_keys_those_of_the_tab_in_front_first(desktop, qtbot):
    open_list(desktop, qtbot, "settings.sites")
    QTest.keyClick(desktop.window, Qt.Key.Key_F1, CTRL)
    sheet = child(desktop.window, ShortcutSheet)
    shown = [label.text() for label in sheet.area.widget().findChildren(type(sheet.title))]
    assert shown[0] == "Dans une liste"
    for group in GROUPS:
        assert {group.label, *(command.label for command in group.shown)} <= set(shown)
    bar = sheet.area.verticalScrollBar()
    assert bar.maximum() > 0
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
    assert not sheet.isVisible()


# -- the look around


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)


def known_to_the_server(server, person) -> bool:
    with transaction(server.engine) as session:
        liked = session.scalar(select(User.preferences).where(User.username == person.username))
    return bool(liked and liked.get("shown_around"))


def test_a_newcomer_is_shown_around_by_keyboard_and_nowhere_else_again(fresh, qtbot, server, person, tmp_path):
    fresh.preferences.introduces = True
    fresh.start(person.ticket)
    qtbot.waitUntil(lambda: fresh.window.guidance.introduction is not None)
    shown = fresh.window.guidance.introduction
    fresh.window.activateWindow()
    qtbot.waitUntil(shown.go_on.hasFocus)
    for key, place in ((Qt.Key.Key_Return, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Left, 1), (Qt.Key.Key_Tab, 1)):
        press(key)
        assert shown.place == place
    assert shown.skip.hasFocus()
    shown.go_on.setFocus()
    for _stop in STOPS[1:]:
        assert fresh.window.guidance.introduction is shown
        press(Qt.Key.Key_Return)
    assert fresh.window.guidance.introduction is None
    qtbot.waitUntil(lambda: fresh.preferences.shown_around(fresh.client.session.account) == "everywhere")
    assert known_to_the_server(server, person)
    with transaction(server.engine) as session:
        again = services.create_ticket(session, person.username)
    with running_desktop(QApplication.instance(), tmp_path / "elsewhere", server.url) as elsewhere:
        elsewhere.preferences.introduces = True
        elsewhere.start(again)
        qtbot.waitUntil(lambda: elsewhere.preferences.shown_around(elsewhere.client.session.account) == "everywhere")
        assert elsewhere.window.guidance.introduction is None


def test_who_was_shown_around_while_the_server_was_away_is_not_shown_again(fresh, qtbot, server, person):
    fresh.preferences.introduces = True
    fresh.preferences.keep_shown_around(person.username, "here")
    fresh.start(person.ticket)
    qtbot.waitUntil(lambda: fresh.preferences.shown_around(fresh.client.session.account) == "everywhere")
    assert known_to_the_server(server, person)
    assert fresh.window.guidance.introduction is None


def test_the_look_around_gives_way_to_whatever_is_done(desktop, qtbot):
    window = desktop.window
    ways_out = (
        lambda: press(Qt.Key.Key_Escape),
        lambda: press(Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier),
        lambda: window.go(Place("list", "settings.sites")),
        lambda: window.cover("Personne"),
    )
    for leave in ways_out:
        assert window.introduce()
        qtbot.waitUntil(window.guidance.introduction.go_on.hasFocus)
        leave()
        assert window.guidance.introduction is None
    assert not window.introduce()  # nothing is shown of what is locked
    window.uncover()
    assert not window.introduce(asked=False)  # a tab is open


def test_a_stop_stands_beside_what_it_tells_of(desktop):
    desktop.window.introduce()
    shown = desktop.window.guidance.introduction
    for stop in STOPS:
        for size in ((960, 540), (1600, 900)):
            desktop.window.resize(*size)
            card, bright = shown.card.geometry(), shown.bright()
            assert shown.rect() == desktop.window.rect()
            assert shown.rect().contains(card)
            assert (bright is None) == (not stop.about)
            assert bright is None or not bright.intersects(card)
        shown.step(1)


# -- help


def test_f1_shows_the_page_of_the_screen_and_ctrl_k_any_other(desktop, qtbot):
    open_list(desktop, qtbot, "agronomy.harvests")
    QTest.keyClick(desktop.window, Qt.Key.Key_F1)
    opened = desktop.window.guidance.help
    assert opened.browser.page.name == "recoltes.md"
    assert opened.isWindow()
    desktop.window.open_palette()
    palette = child(desktop.window, CommandPalette)
    QTest.keyClicks(palette.line, "aide carnet pluie")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert desktop.window.guidance.help is opened
    assert opened.browser.page.name == "carnet-de-pluie.md"
    with qtbot.waitSignal(opened.destroyed):
        opened.close()
    assert desktop.window.guidance.help is None


# -- state of the line


def test_the_status_bar_tells_server_company_person_delay_and_state(fresh, qtbot, api, person):
    api.create("settings.companies", name="Plantation FOFAL")
    fresh.start(person.ticket)
    status = fresh.window.status
    qtbot.waitUntil(lambda: status.delay.text() != "")
    assert status.server.text() == fresh.client.session.base_url
    assert status.company.text() == "Plantation FOFAL"
    assert status.person.text().startswith("Personne")
    assert status.delay.text().endswith("ms")
    assert status.state.text() in {"Connecté", "Connexion lente"}


def test_times_are_the_servers_and_a_wrong_clock_is_said_once(desktop, qtbot):
    window, clock = desktop.window, desktop.client.clock
    qtbot.waitUntil(lambda: window.status.news.text().startswith("À jour à "))
    desktop.feed.stop()
    qtbot.waitUntil(lambda: not jobs._running)  # no answer corrects the clock again
    clock.hear(dt.datetime(2031, 5, 2, 9, 7, 3, tzinfo=dt.UTC).timestamp())
    for _answer in range(2):
        desktop.feed.answered.emit(5)
    assert window.status.news.text().startswith("À jour à 10:07:0"), "one hour later in Douala"
    [said] = [words for words in notices(desktop) if "horloge" in words]
    assert "02/05/2031 10:07" in said
    assert window.notices.told[0].at == "10:07"
    window.status.show_connection("offline")
    assert "injoignable depuis 10:07" in window.status.state.text()
    clock.hear(time.time())
    desktop.feed.answered.emit(5)
    assert [words for words in notices(desktop) if "horloge" in words] == []


def test_a_package_that_was_laid_under_the_running_program_is_said_once(desktop, tmp_path):
    file = tmp_path / "version.json"

    def lay(version: str) -> None:
        told = {"version": version, "commit": "c0ffee", "built_at": "2026-11-23T20:00:00+00:00", "channel": "stable"}
        file.write_text(json.dumps(told), encoding="utf-8")

    lay("0.1.0")
    replaced = Replaced(tmp_path, desktop)
    replaced.told.connect(desktop.window.tell)
    replaced.over.connect(desktop.window.notices.withdraw)
    replaced.begin()
    file.unlink()  # as for a moment while a package is laid
    replaced.look()
    assert [words for words in notices(desktop) if "remplac" in words] == []
    for version in ("0.2.0", "0.2.0", "0.3.0"):
        lay(version)
        replaced.look()
        [said] = [words for words in notices(desktop) if "remplac" in words]
        assert f"version {version}" in said
