"""What was typed, not saved, and found again at the next start."""

import errno

from fofal_desktop.dialogs.drafts import DraftsDialog
from fofal_desktop.map.sketch import Drawing
from fofal_desktop.models.draft_words import why_not_kept
from fofal_desktop.views.drafting import Drafting
from fofal_desktop.views.page import Page, Place
from tests.desktop.grab_screens.camera import Camera

SITES = "settings.sites"
MAP, RAIN_BOOK = Place("page", "map"), Place("page", "rain-book")
DRAWN = Drawing(((((9.70, 4.05), (9.702, 4.05), (9.702, 4.052), (9.7, 4.0525)),),))


def shoot_drafts(camera: Camera) -> None:
    if camera.only not in "drafts":
        return
    key = str(camera.open(Place("list", SITES)).table.records.record(0)["id"])
    stored = Place("record", SITES, key)
    leave_behind(camera, [Place("new", SITES), stored])
    shoot_found(camera)
    for name, place in (("offered", stored), ("rain", RAIN_BOOK), ("map", MAP)):
        shoot_offered(camera, name, place)
    camera.desktop.window.workspace.drop_all()


def leave_behind(camera: Camera, places: list[Place]) -> None:
    """Type into forms, the rain book and the map, and have the program die over them, as far as it can do that."""
    desktop = camera.desktop
    for place in places:
        camera.open(place).form.editors["name"].set_value("Bloc de la rivière (démo)")
    book = camera.open(RAIN_BOOK)
    camera.wait(lambda: book.loaded)
    book.book.setData(book.book.place_of(0, 1), "12,5")
    plots = camera.open(MAP)
    camera.wait(lambda: bool(plots.contents.drawn))
    plots.draw_again(None, DRAWN)
    for drafting in desktop.window.findChildren(Drafting):
        camera.wait(lambda drafting=drafting: not drafting.pause.isActive())
    desktop.window.workspace.drop_all()
    desktop.desk.leave()
    desktop.desk.enter("")


def shoot_found(camera: Camera) -> None:
    """What is told at the start, and the list behind it."""
    desktop = camera.desktop
    desktop.found.begin()
    camera.wait(lambda: bool(desktop.window.notices.shown()))
    camera.shoot("drafts-home")
    desktop.found.show()
    camera.wait(lambda: desktop.window.findChild(DraftsDialog) is not None)
    dialog = desktop.window.findChild(DraftsDialog)
    camera.shoot("drafts-list", dialog)
    dialog.reject()
    desktop.window.notices.clear()


def shoot_offered(camera: Camera, name: str, place: Place) -> None:
    """Where it was typed: offered, then put back; the disk is full meanwhile."""
    page: Page = camera.open(place)
    drafting = page.findChild(Drafting)
    camera.wait(lambda: drafting.strip.offering)
    camera.shoot(f"drafts-{name}")
    drafting.strip.resume.click()
    camera.wait(lambda: page.dirty)
    drafting.strip.say_trouble(why_not_kept(OSError(errno.ENOSPC, "")))
    camera.shoot(f"drafts-{name}-resumed")
    drafting.forget()
