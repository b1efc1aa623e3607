"""The judges of every screen are no easy ones: each finds what is wrong, and lets pass what is meant."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTabBar, QToolButton, QVBoxLayout, QWidget

from fofal_desktop.parts import Elided, action_button, clearable, icon_button, label, tab_through
from fofal_desktop.theme import style
from fofal_desktop.theme.colours import THEMES
from tests.desktop.looks.clipped import clipped
from tests.desktop.looks.focus import unseen
from tests.desktop.looks.names import nameless
from tests.desktop.looks.reach import unreachable


@pytest.fixture
def screen(qtbot):
    """An empty one, to be filled with ``put``."""
    found = QWidget()
    QVBoxLayout(found)
    qtbot.addWidget(found)
    found.resize(300, 200)
    return found


def put(screen: QWidget, qtbot, *widgets: QWidget) -> None:
    for widget in widgets:
        screen.layout().addWidget(widget)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)


def test_a_label_without_room_is_found_and_one_with_a_tip_is_meant(screen, qtbot):
    narrow, whole, told = label("Récoltes du mois dernier"), label("Récoltes"), Elided("title")
    told.setText("Récoltes du mois dernier")
    for one in (narrow, told):
        one.setFixedWidth(60)
    put(screen, qtbot, narrow, whole, told)
    assert len(clipped(screen)) == 1


def test_words_in_lines_tabs_and_buttons_need_their_room(screen, qtbot):
    low, pressed, tabs = (
        label("Récoltes du mois dernier " * 9, wrap=True),
        QPushButton("Enregistrer la récolte"),
        QTabBar(),
    )
    low.setFixedHeight(12)
    pressed.setFixedWidth(50)
    tabs.addTab("Sauvegardes de la nuit dernière")
    tabs.setElideMode(Qt.TextElideMode.ElideRight)
    tabs.setFixedWidth(70)
    tabs.setStyleSheet("QTabBar::tab { max-width: 40px; }")
    put(screen, qtbot, low, pressed, tabs)
    assert len(clipped(screen)) == 3


def test_what_reaches_out_of_its_place_is_found(screen, qtbot):
    put(screen, qtbot)
    words = QLabel("Récoltes", screen)
    words.move(280, 10)
    words.show()
    assert "reaches out" in clipped(screen)[0]


def test_a_button_that_has_no_room_shows_its_picture_alone(screen, qtbot):
    action = QAction("Importer un fichier", screen)
    made = action_button(action)
    made.setIcon(icon_button("mdi6.upload", "Importer", "up", print).icon())
    put(screen, qtbot, made)
    assert made.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    made.setMaximumWidth(made.minimumSizeHint().width())
    qtbot.waitUntil(lambda: made.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly)
    assert (clipped(screen), "Importer un fichier" in made.toolTip()) == ([], True)
    made.setMaximumWidth(1000)
    qtbot.waitUntil(lambda: made.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon)


def test_what_takes_the_focus_without_a_name_is_found(screen, qtbot):
    named, bare, picture = clearable(QLineEdit()), QLineEdit(), QToolButton()
    named.setAccessibleName("Nom")
    picture.setIcon(icon_button("mdi6.close", "Fermer", "close", print).icon())
    picture.setAccessibleName("Fermer")
    put(screen, qtbot, named, bare, picture)
    assert len(nameless(screen)) == 2, "a line without a name, a picture without a tip"


def test_what_keeps_tab_is_found(screen, qtbot):
    first, trap, last = QLineEdit(), QPlainTextEdit(), QLineEdit()
    put(screen, qtbot, first, trap, last)
    assert "keeps Tab" in unreachable(screen)[0]
    trap.setTabChangesFocus(True)
    assert unreachable(screen) == []


def test_tab_against_the_way_one_reads_is_found(screen, qtbot):
    first, second, third = (QLineEdit() for _ in range(3))
    put(screen, qtbot, first, second, third)
    tab_through(first, third, second)
    assert len(unreachable(screen)) == 2
    tab_through(first, second, third)
    assert unreachable(screen) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_that_one_does_not_see_is_found(screen, qtbot, qapp, theme):
    style.dress(qapp, theme)
    put(screen, qtbot, QLineEdit(), QPushButton("Enregistrer"), QPlainTextEdit())
    assert unseen(screen, set()) == []
    screen.setStyleSheet("QPushButton, QPushButton:focus { border: none; padding: 4px; outline: none; }")
    assert len(unseen(screen, set())) == 1
    qapp.setStyleSheet("")
