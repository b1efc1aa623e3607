"""About FOFAL: the versions of both sides to be passed on, and the licences, readable from the disk."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from fofal_desktop.dialogs.about import About
from fofal_desktop.models.about import Build, build
from fofal_server.contract.version import VERSION
from tests.desktop.screens.driving import child


def test_both_versions_are_told_and_copied_and_licences_read(desktop, qtbot, tmp_path) -> None:
    desktop.window.asked.emit("about")
    dialog = child(desktop.window, About)
    qtbot.waitUntil(lambda: dialog.facts["Version du serveur"] == VERSION)
    assert dialog.facts["Version"] == f"{VERSION}, développement"
    assert dialog.findChild(QListWidget, "licences") is None
    dialog.copy()
    assert f"Version du serveur : {VERSION}\n" in QGuiApplication.clipboard().text()
    dialog.accept()
    (tmp_path / "licences").mkdir()
    for name in ("numpy", "Qt"):
        (tmp_path / "licences" / f"{name}.txt").write_text(f"{name} 1\nMIT\n")
    told = '{"version": "7.8.9", "commit": "0123456789abcdef+", "built_at": "2026-11-23T08:00:00+00:00", "channel": "pilot"}'
    (tmp_path / "version.json").write_text(told)
    packaged = About(desktop.client, desktop.window, tmp_path)
    packaged.open()
    assert (packaged.facts["Version"], packaged.facts["Construction"]) == ("7.8.9", "0123456789ab+ · 23/11/2026 09:00")
    listed = packaged.findChild(QListWidget, "licences")
    QTest.keyClick(listed, "Q")
    assert packaged.text.toPlainText() == "Qt 1\nMIT\n"
    packaged.accept()
    (tmp_path / "version.json").write_text("[]")
    assert build(tmp_path) == Build()
