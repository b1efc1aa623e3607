"""The rights of all roles and of one person."""

from PySide6.QtCore import Qt

from fofal_desktop.views.page import Place
from tests.desktop.grab_screens.camera import Camera
from tests.desktop.grab_screens.company import OWNER


def shoot_rights(camera: Camera) -> None:
    """All roles with a cell marked, then one person, then nothing found."""
    page = camera.open(Place("page", "rights"))
    keeper = next(one for one in page.grid.rights.held.table.roles if one.code == "stock-keeper")
    page.grid.go_to("inventory.stock-moves:post", keeper.id)
    camera.shoot("rights")
    page.focus_kind.setCurrentIndex(2)
    page.focus.setCurrentIndex(page.focus.findText(OWNER, Qt.MatchFlag.MatchContains))
    page.grid.go_to("inventory.stock-moves:cost")
    camera.shoot("rights-person")
    page.search.setText("zzzz")
    camera.shoot("rights-nothing")
    camera.close()
