"""What was typed, not saved, and found again at the next start."""

import errno

from fofal_desktop.dialogs.drafts import DraftsDialog
from fofal_desktop.models.draft_words import why_not_kept
from fofal_desktop.views.drafting import Drafting
from fofal_desktop.views.page import Place
from tests.desktop.grab_screens.camera import Camera

SITES = "settings.sites"


def shoot_drafts(camera: Camera) -> None:
    if camera.only not in "drafts":
        return
    key = str(camera.open(Place("list", SITES)).table.records.record(0)["id"])
    stored = Place("record", SITES, key)
    leave_behind(camera, [Place("new", SITES), stored])
    shoot_found(camera)
    page = camera.open(stored)
    drafting = page.findChild(Drafting)
    camera.wait(lambda: drafting.strip.offering)
    camera.shoot("drafts-offered")
    drafting.strip.resume.click()
    camera.wait(lambda: page.dirty)
    drafting.strip.say_trouble(why_not_kept(OSError(errno.ENOSPC, "")))
    camera.shoot("drafts-resumed")
    drafting.forget()
    camera.desktop.window.workspace.drop_all()


def leave_behind(camera: Camera, places: list[Place]) -> None:
    """Type into forms and have the program die over them, as far as it can do that to itself."""
    desktop = camera.desktop
    for place in places:
        page = camera.open(place)
        page.form.editors["name"].set_value("Bloc de la rivière (démo)")
        drafting = page.findChild(Drafting)
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
