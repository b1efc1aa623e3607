"""Where files of a person's own go: suggested names, the folder they go to, and the notice once they are there."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from fofal_desktop.notices import Notice


def suggested(title: str, suffix: str) -> Path:
    """A file in the folder of documents, called after its title in letters that every disk takes."""
    place = QStandardPaths.StandardLocation
    found = (Path(QStandardPaths.writableLocation(one) or "") for one in (place.DocumentsLocation, place.HomeLocation))
    folder = next((one for one in found if one.name and one.is_dir()), Path.home())
    name = "".join("-" if letter in '/\\:*?"<>|' else letter for letter in title).strip() or "FOFAL"
    return folder / f"{name}.{suffix}"


def kept(target: Path) -> Notice:
    """Says that a file is there, until somebody has read it, and offers to open it or its folder."""
    translate = QCoreApplication.translate
    return Notice(
        translate("Files", "Saved as {0}").format(target),
        offer=translate("Files", "Open"),
        deed=lambda: show(target),
        lasting=True,
        other=translate("Files", "Open the folder"),
        other_deed=lambda: show(target.parent),
    )


def show(target: Path) -> bool:
    """Open a file, or a folder, with the program that the computer has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
