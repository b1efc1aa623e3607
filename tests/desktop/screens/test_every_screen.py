"""Every screen in both languages: all that takes the focus has a name, Tab comes to it, one sees it, no text is cut."""

from collections import defaultdict

import pytest

from tests.desktop.looks.clipped import clipped
from tests.desktop.looks.focus import unseen
from tests.desktop.looks.names import nameless
from tests.desktop.looks.reach import unreachable
from tests.desktop.looks.walk import every_screen, lay_out
from tests.desktop.screens.driving import switch

USUAL, DOUBLED = (1280, 800), (960, 540)
"""Of the window: on a usual screen, and what one of 1920 × 1080 leaves where everything is twice as large."""


@pytest.fixture
def person(newcomer):
    """With the tiles that everybody begins with."""
    return newcomer


def test_in_french_and_light(desktop, qtbot):
    found, known, window = defaultdict(list), set(), desktop.window
    for name, screen in every_screen(desktop, qtbot.waitUntil):
        found[name] += nameless(screen) + unreachable(screen) + unseen(screen, known) + clipped(screen)
        resize(window, DOUBLED)
        found[name] += [f"at 200 %: {told}" for told in clipped(screen)]
        found[name] += [f"needs {window.width()} of {DOUBLED[0]}"] if window.width() > DOUBLED[0] else []
        resize(window, USUAL)
    assert {name: told for name, told in found.items() if told} == {}


def test_in_english_and_dark(desktop, qtbot):
    desktop.switch_theme()
    switch(desktop, qtbot)
    found, known = defaultdict(list), set()
    for name, screen in every_screen(desktop, qtbot.waitUntil):
        found[name] += nameless(screen) + unseen(screen, known) + clipped(screen)
    assert {name: told for name, told in found.items() if told} == {}


def resize(window, size):
    """At once, with all that is in it."""
    window.resize(*size)
    lay_out()
