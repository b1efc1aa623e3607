"""The user guide as a reader meets it: its page for a screen, what is found, links, the way back, paper, and no way out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QPdfWriter, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fofal_desktop import resources
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.guide_page import on_paper
from fofal_desktop.dialogs.help import TOPIC, HelpWindow, topics
from fofal_desktop.models.guide import CONTENTS, Guide, shipped
from fofal_desktop.theme import style
from fofal_desktop.theme.colours import DARK, LIGHT
from fofal_desktop.theme.reading import ABOVE, BELOW_LIST, set_page

OWN_PATH = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
"""Where Python looks without our tree."""
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    pages = {
        CONTENTS: "# Sommaire\n## Un\n- [Récoltes](r.md)\n- [Météo](m.md)\n## Deux\n[Autres](a.md)\n",
        "r.md": "---\nscreens: farm.harvests, page:rounds\n---\n# Récoltes\nLa feuille du *jour* d’une équipe.\n",
        "m.md": "# Météo\nLa pluie gêne les récoltes de l’équipe.\n",
        "a.md": "---\nmodules: farm\n---\n# Autres\nLe reste.\n",
    }
    for name, text in pages.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Guide(tmp_path)


@pytest.fixture
def window(qtbot) -> HelpWindow:
    made = HelpWindow()
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show_page(shipped().contents)
    made.appear()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_screen_has_its_page_else_that_of_its_module_else_the_contents(guide: Guide) -> None:
    asked = ("farm.harvests", "page:rounds", "dialog:x farm.harvests", "farm.plots", "other.things", "")
    told = [guide.page_for(topics.split()).name for topics in asked]
    assert told == ["r.md", "r.md", "r.md", "a.md", CONTENTS, CONTENTS]


def test_chapters_are_read_from_the_contents(guide: Guide) -> None:
    told = {chapter.title: [page.title for page in chapter.pages] for chapter in guide.chapters}
    assert told == {"Un": ["Récoltes", "Météo"], "Deux": ["Autres"]}


def test_words_are_found_without_their_accents_titles_first(guide: Guide) -> None:
    assert [found.page.name for found in guide.find("RECOLTES equipe")] == ["r.md", "m.md"]
    assert guide.find("meteo pluie")[0].excerpt == "La pluie gêne les récoltes de l’équipe."
    assert guide.find("zzzz") == guide.find(" ") == []


def test_every_word_of_the_shipped_guide_can_be_found() -> None:
    assert shipped().find("pluviometre non releve")[0].page.name == "carnet-de-pluie.md"


def test_the_innermost_screen_is_asked_first(qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.setProperty(TOPIC, "settings.sites")
    dialog = Dialog(page, "filterDialog", "x")
    assert list(topics(dialog.title)) == ["dialog:filterDialog", "settings.sites"]
    dialog.deleteLater()


def test_f1_in_a_dialog_opens_its_page_over_it(qtbot) -> None:
    dialog = Dialog(None, "filterDialog", "x")
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.add_button("x", "x")
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    opened = dialog.findChild(HelpWindow)
    assert opened.browser.page.name == "filtres.md"
    opened.close()


def test_links_lead_on_and_the_way_leads_back(window: HelpWindow) -> None:
    window.browser.setSource(QUrl("guide:/recoltes.md"))
    window.browser.setSource(window.browser.source().resolved(QUrl("connexion-perdue.md#une-maintenance")))
    assert window.windowTitle().startswith("Quand la connexion est perdue")
    assert window.browser.verticalScrollBar().value() > 0
    assert window.list.currentItem().text() == "Quand la connexion est perdue"
    QTest.keyClick(window.browser, Qt.Key.Key_Left, ALT)
    assert window.browser.page.name == "recoltes.md"
    QTest.keyClick(window.browser, Qt.Key.Key_Right, ALT)
    assert window.browser.page.name == "connexion-perdue.md"
    QTest.keyClick(window.browser, Qt.Key.Key_Home, ALT)
    assert window.browser.page.name == CONTENTS


def test_the_search_is_driven_by_keys(window: HelpWindow, qtbot) -> None:
    QTest.keyClick(window.browser, Qt.Key.Key_F, CTRL)
    assert window.search.hasFocus()
    QTest.keyClicks(window.search, "quarantaine lot")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.browser.hasFocus()
    assert window.browser.page in [found.page for found in shipped().find("quarantaine lot")]
    QTest.keyClick(window.browser, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(window.search, "zzzz")
    assert [window.list.item(row).text() for row in range(window.list.count())] == [
        window.tr("Nothing found. Try fewer words.")
    ]


@pytest.mark.parametrize("address", ["file:///etc/hostname", "guide:/../../pyproject.toml", "http://localhost/x.png"])
def test_nothing_but_pages_of_the_guide_is_read(window: HelpWindow, address: str) -> None:
    assert window.browser.loadResource(3, QUrl(address)) is None


def test_front_matter_is_not_shown(window: HelpWindow) -> None:
    window.browser.setSource(QUrl("guide:/recoltes.md"))
    assert window.browser.toPlainText().startswith("Récoltes")
    assert "screens" not in window.browser.toPlainText()


def test_the_page_follows_the_theme_and_paper_is_light(window: HelpWindow, qapp: QApplication, tmp_path: Path) -> None:
    colours = []
    for theme in ("dark", "light"):
        style.dress(qapp, theme)
        colours.append(window.browser.document().begin().begin().fragment().charFormat().foreground().color().name())
    qapp.setStyleSheet("")
    assert colours == [DARK.text.lower(), LIGHT.text.lower()]
    target = tmp_path / "page.pdf"
    on_paper(window.browser.page).print_(QPdfWriter(str(target)))
    assert target.stat().st_size > 1000


def test_a_paragraph_keeps_apart_from_the_list_above_it(qapp: QApplication) -> None:
    document = QTextDocument()
    document.setMarkdown("Avant.\n\n1. un\n2. deux\n\nAprès.\n\n## Titre\n")
    set_page(document, LIGHT, qapp.font())
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    room = {block.text(): block.blockFormat().topMargin() for block in blocks}
    assert room == {"Avant.": ABOVE[0], "un": ABOVE[0], "deux": ABOVE[0], "Après.": BELOW_LIST, "Titre": ABOVE[2]}


@pytest.mark.parametrize(("locale", "told"), [("fr_CM", False), ("en_GB", True)])
def test_who_reads_english_is_told_that_the_guide_is_french(qtbot, locale: str, told: bool) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    made = HelpWindow()
    qtbot.addWidget(made)
    QLocale.setDefault(before)
    assert made.language.isVisibleTo(made) is told


def test_a_packaged_program_finds_the_guide(tmp_path: Path) -> None:
    """What an installer lays down: the program, and beside it the folders that it ships."""
    root = resources.resource().parent
    for folder in ("fofal_desktop", *resources.SHIPPED):
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    ask = "from fofal_desktop.models import guide; print(guide.shipped().page_for(['agronomy.harvests']).path)"
    said = subprocess.run(
        [sys.executable, "-B", "-c", ask], cwd=tmp_path, check=True, capture_output=True, text=True, env=OWN_PATH
    )
    assert said.stdout.strip() == str(tmp_path / "docs" / "guide" / "recoltes.md")
