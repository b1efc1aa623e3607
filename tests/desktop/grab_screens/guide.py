"""What helps: the user guide, the sheet of keys as a list and the map show it, the stops of the look around."""

from fofal_desktop.dialogs.help import HelpWindow
from fofal_desktop.models.guide import CONTENTS, shipped
from fofal_desktop.shell.introduction import STOPS
from fofal_desktop.shell.shortcuts import ShortcutSheet
from fofal_desktop.views.page import Place
from tests.desktop.grab_screens.camera import Camera

SHOWN = (("contents", CONTENTS, ""), ("page", "recoltes.md", ""), ("found", "fiches.md", "lot quarantaine"))


def shoot_guide(camera: Camera) -> None:
    for name, page, typed in SHOWN:
        window = HelpWindow()
        window.show_page(shipped().pages[page])
        window.search.setText(typed)
        camera.dialog(f"help-{name}", window)
    for name, place in (("list", Place("list", "settings.sites")), ("map", Place("page", "map"))):
        camera.dialog(f"keys-{name}", ShortcutSheet(camera.desktop.window, place))
    _look_around(camera)


def _look_around(camera: Camera) -> None:
    camera.close()
    camera.desktop.window.introduce()
    introduction = camera.desktop.window.guidance.introduction
    for number in range(1, len(STOPS) + 1):
        camera.shoot(f"stop-{number}")
        introduction.step(1)
