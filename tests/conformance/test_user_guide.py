"""The user guide tells of every screen, in the words that the screen uses, with the keys that it has; no link is lost."""

import importlib
import pkgutil
import re
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QKeySequence

import fofal_desktop
from fofal_desktop.commands import Command
from fofal_desktop.models.guide import CONTENTS, GuidePage, shipped, slug
from fofal_desktop.resources import resource
from fofal_desktop.shell.pages import HAND_MADE
from fofal_desktop.views.hand_made import LED_TO
from fofal_desktop.views.pages.outbox import NAME as OUTBOX
from fofal_desktop.views.pages.setup import NAME as SETUP
from fofal_server.app import DOMAINS
from fofal_server.core.texts import catalogue

GUIDE = shipped()
RESOURCES = [one.name for domain in DOMAINS for one in domain.resources]
BY_HAND = sorted({f"page:{name}" for name in (*HAND_MADE, *(page.name for page in LED_TO), SETUP, OUTBOX)})
every = pytest.mark.parametrize("page", GUIDE.pages.values(), ids=lambda page: page.name)
LINK = re.compile(r"\]\(([^)#]*)(?:#([^)]+))?\)")
QUOTED = re.compile(r"«\u00a0([^«»]+)\u00a0»")
REFUSALS = "| Ce qui s’affiche |"
TYPED = re.compile(r"[=j\d+,/:h]+|today([+-]\d+)?")
"""What is typed into a field stands in code as keys do."""
FRENCH = {
    "Maj": "Shift", "Suppr": "Del", "Échap": "Esc", "Entrée": "Return", "Page préc": "PgUp", "Page suiv": "PgDown",
    "Espace": "Space", "Début": "Home", "Gauche": "Left", "Droite": "Right", "Haut": "Up", "Bas": "Down",
    "Inser": "Ins", "Retour arrière": "Backspace",
}  # fmt: skip
OWN_KEYS = {
    *("Tab", "Shift+Tab", "Up", "Down", "Left", "Right", "Return", "Shift+Return", "Ctrl+Return", "Shift+Down"),
    *("Space", "Backspace", "Del", "Ins", "Home", "+", "-", "Esc", "F2", "F3", "Ctrl+A", "Ctrl+C", "Ctrl+V"),
    *(
        "Ctrl+Left",
        "Ctrl+Right",
        "Ctrl+Z",
        "Ctrl+Y",
        "Ctrl+D",
        "Ctrl+Del",
        "Alt+Up",
        "Alt+Down",
        "PgUp",
        "PgDown",
        "Ctrl",
        "Alt",
        "Shift",
    ),
}
"""Keys of grids, editors, charts and the map, which are no commands."""


def test_every_line_of_the_sidebar_and_every_page_has_its_help() -> None:
    own = {screen for page in GUIDE.pages.values() for screen in page.screens}
    assert {*RESOURCES, *BY_HAND} - own == set()


def test_pages_name_only_screens_that_exist_and_each_once() -> None:
    told = [screen for page in GUIDE.pages.values() for screen in page.screens]
    assert sorted(set(told)) == sorted(told)
    assert {screen for screen in told if not screen.startswith("dialog:")} - {*RESOURCES, *BY_HAND} == set()
    assert {screen.removeprefix("dialog:") for screen in told if screen.startswith("dialog:")} - _dialogs() == set()


def test_every_module_has_a_page_to_fall_back_to() -> None:
    modules = [module for page in GUIDE.pages.values() for module in page.modules]
    assert sorted(modules) == sorted({*modules} & {domain.name for domain in DOMAINS})
    assert {domain.name for domain in DOMAINS if domain.resources} - {*modules} == set()
    assert all(GUIDE.page_for([f"{module}.not-written-yet"]).modules for module in modules)


def test_every_page_is_found_from_the_first() -> None:
    listed = [page.name for chapter in GUIDE.chapters for page in chapter.pages]
    assert sorted(listed) == sorted(set(GUIDE.pages) - {CONTENTS})


@every
def test_links_lead_somewhere(page: GuidePage) -> None:
    for name, heading in LINK.findall(page.text):
        there = GUIDE.pages[name or page.name]
        heads = {slug(line.lstrip("#")) for line in there.text.splitlines() if line.startswith("#")}
        assert not heading or heading in heads, heading


def test_what_to_do_at_an_alert_ships_beside_it_and_leads_nowhere_else() -> None:
    assert GUIDE.sheets.keys() & GUIDE.pages.keys() == set()
    assert {name for sheet in GUIDE.sheets.values() for name, _ in LINK.findall(sheet.text)} <= GUIDE.sheets.keys()


@every
def test_keys_are_those_of_the_commands(page: GuidePage) -> None:
    codes = [code for code in re.findall(r"`([^`]+)`", page.text) if not TYPED.fullmatch(code)]
    assert [code for code in codes if _key(code) not in {*_shortcuts(), *OWN_KEYS}] == []


@every
def test_words_of_the_screen_are_those_of_the_catalogues(page: GuidePage) -> None:
    text = page.text
    for refusal in _refusals(page):
        text = text.replace(refusal, "")
    said = QUOTED.findall(text)
    assert [words for words in said if _plain(words) not in _texts()] == []


@every
def test_refusals_are_those_of_the_catalogues(page: GuidePage) -> None:
    refusals = [_plain(cell) for cell in _refusals(page)]
    lost = [cell for cell in refusals if not any(text.startswith(cell) for text in _texts())]
    assert lost == []


@every
def test_tables_stand_apart(page: GuidePage) -> None:
    """A table right below a paragraph is read as more of that paragraph."""
    above = [before for before, line in pairwise(page.text.splitlines()) if line.startswith("| ")]
    assert [line for line in above if line and not line.startswith(("#", "|"))] == []


@every
def test_french_has_its_spaces(page: GuidePage) -> None:
    assert re.findall(r".{9} [:;?!»]|« .{9}|'", page.text) == []


def _key(code: str) -> str:
    *held, last = re.split(r"\+(?=.)", code)
    return "+".join(FRENCH.get(part, part) for part in (*held, last))


@cache
def _shortcuts() -> frozenset[str]:
    """Of every command that a module of the desktop declares."""
    names = [one.name for one in pkgutil.walk_packages(fofal_desktop.__path__, "fofal_desktop.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    found = {one for module in modules for one in vars(module).values() if isinstance(one, Command)}
    return frozenset(QKeySequence(one.shortcut).toString() for one in found if one.shortcut)


@cache
def _dialogs() -> frozenset[str]:
    """Names that dialogs give themselves."""
    root = resource().parent / "fofal_desktop"
    sources = (path.read_text(encoding="utf-8") for path in root.rglob("*.py"))
    return frozenset(name for source in sources for name in re.findall(r'super\(\).__init__\(\w+, "(\w+)"', source))


@cache
def _texts() -> frozenset[str]:
    """All that the screens say in French, with … where something is filled in."""
    root = ET.parse(resource("translations", "fofal_fr.ts")).getroot()  # noqa: S314 - our own file
    forms = [one.text or "" for tag in ("translation", "numerusform") for one in root.iter(tag)]
    return frozenset(_plain(text) for text in (*forms, *catalogue()["fr"].values()))


def _plain(text: str) -> str:
    """As one compares: one kind of apostrophe and space, … for what is filled in."""
    text = re.sub(r"\{\w+\}|%n", "…", text).replace("’", "'")
    return re.sub(r"…( …)+", "…", " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split()))


def _refusals(page: GuidePage) -> list[str]:
    """First cells of the tables of what the program may say."""
    cells, inside = list[str](), False
    for line in page.text.splitlines():
        inside = line.startswith(REFUSALS) or (inside and line.startswith("|"))
        if inside and not line.startswith((REFUSALS, "| ---")):
            cells.append(line.split(" | ")[0].removeprefix("| "))
    return cells
