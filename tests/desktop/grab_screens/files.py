"""The files of a record: none yet, a picture, how a text begins, a PDF, one that is damaged; and a picture seen large."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygon

from fofal_desktop.dialogs.file_preview import FilePreview
from fofal_desktop.views.page import Place
from tests.desktop.grab_screens.camera import Camera
from tests.server.documents.files import PDF

SITES = "settings.sites"
RAIN = "jour;pluie (mm);remarque\n" + "".join(
    f"{day:02}/10/2026;{day * 7 % 40};relevé (démo)\n" for day in range(1, 29)
)


def shoot_files(camera: Camera) -> None:
    if camera.only not in "files-none files-picture files-text files-pdf files-damaged files-large":
        return
    site = camera.desktop.client.page(camera.desktop.metas[SITES], offset=0, limit=1).items[0]
    page = camera.open(Place("record", SITES, str(site["id"])))
    page.toggle_attachments()
    camera.shoot("files-none")
    pane, preview = page.pane, page.pane.preview
    with tempfile.TemporaryDirectory() as folder:
        for shot, (name, content) in _contents(Path(folder)).items():
            file = Path(folder) / name
            file.write_bytes(content)
            pane.attach(file)
            camera.wait(lambda name=name: (pane.chosen or {}).get("name") == name)
            camera.wait(lambda: any(one.isVisible() for one in (preview.picture, preview.text, preview.remark)))
            camera.shoot(f"files-{shot}")
    pane.list.setCurrentItem(pane.list.findItems("Parcelle", Qt.MatchFlag.MatchStartsWith)[0])
    pane.look()
    dialog = page.findChild(FilePreview)
    camera.wait(dialog.view.isVisible)
    camera.dialog("files-large", dialog)
    camera.close()


def _contents(folder: Path) -> dict[str, tuple[str, bytes]]:
    picture = folder / "drawn.jpg"
    _landscape().save(str(picture), "JPEG", 85)
    whole = picture.read_bytes()
    return {
        "picture": ("Parcelle nord (démo).jpg", whole),
        "text": ("Relevé des pluies (démo).csv", RAIN.encode()),
        "pdf": ("Titre foncier de la parcelle nord, avec ses bornes et ses voisins (démo).pdf", PDF),
        "damaged": ("Route (démo).jpg", whole[: len(whole) // 2]),
    }


def _landscape() -> QImage:
    """Sky, a hill, a road."""
    made = QImage(1600, 1100, QImage.Format.Format_RGB32)
    made.fill(QColor("#9CC9E8"))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#2E7D32"))
    painter.drawEllipse(-400, 450, 2400, 1600)
    painter.setBrush(QColor("#B98B5E"))
    painter.drawPolygon(QPolygon([QPoint(700, 1100), QPoint(1000, 1100), QPoint(820, 480), QPoint(800, 480)]))
    painter.end()
    return made
