"""What was told stays within reach: what matters on the screen until it is closed, all of it in a list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from fofal_desktop.dialogs import files
from fofal_desktop.notices import Notice
from fofal_desktop.shell.notice_list import NoticeList
from tests.desktop.screens.driving import child, notices


@pytest.fixture
def window(desktop):
    desktop.window.notices.clear()
    return desktop.window


def test_a_file_that_was_written_opens_with_its_folder_and_waits_for_its_reader(window, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(files, "show", shown.append)
    target = tmp_path / "sites.pdf"
    window.tell(files.kept(target))
    assert window.status.notices.isVisible()
    assert window.status.notices.text() == "1 avis"
    strip = window.notices._strips()[0]
    assert strip.stays
    QTest.mouseClick(child(window, QPushButton, "noticeOther"), Qt.MouseButton.LeftButton)
    assert shown == [tmp_path]
    assert not window.status.notices.isVisible(), "who opens its folder has read it"


def test_the_last_notices_are_listed_and_still_do_what_they_offered(window):
    done = []
    window.tell(Notice("Premier", offer="Ouvrir", deed=lambda: done.append(1)))
    window.tell(Notice("Refusé", "danger"))
    window.tell(Notice("Enregistré"))
    assert window.status.notices.text() == "2 avis", "a brief word that offers nothing is nothing to be read later"
    for strip in window.notices._strips():
        strip.dismiss()
    assert notices(window.workspace) == []
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = child(window, NoticeList)
    assert [dialog.list.item(row).text().split("   ")[1] for row in range(3)] == ["Enregistré", "Refusé", "Premier"]
    assert not window.status.notices.isVisible()
    QTest.keyClick(dialog.list, Qt.Key.Key_End)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert done == [1]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_who_signs_out_leaves_no_notice_behind(window):
    window.tell(Notice("Refusé", "danger"))
    window.strip("")
    assert window.notices.told == []
    assert not window.status.notices.isVisible()


def test_whoever_comes_in_hears_that_the_last_run_ended_by_a_fault(fresh, qtbot, person, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(files, "show", shown.append)
    fresh.tidings.fault(tmp_path / "last-fault.txt")
    fresh.start(person.ticket)
    qtbot.waitUntil(lambda: any("last-fault.txt" in words for words in notices(fresh)))
    QTest.mouseClick(child(fresh.window, QPushButton, "noticeOffer"), Qt.MouseButton.LeftButton)
    assert shown == [tmp_path]
