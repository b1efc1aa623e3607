"""The user guide in its window: the contents, a page with tables and keys, and what a search finds."""

from fofal_desktop.dialogs.help import HelpWindow
from fofal_desktop.models.guide import CONTENTS, shipped
from tests.desktop.grab_screens.camera import Camera

SHOWN = (("contents", CONTENTS, ""), ("page", "recoltes.md", ""), ("found", "fiches.md", "lot quarantaine"))


def shoot_guide(camera: Camera) -> None:
    for name, page, typed in SHOWN:
        window = HelpWindow()
        window.show_page(shipped().pages[page])
        window.search.setText(typed)
        camera.dialog(f"help-{name}", window)
