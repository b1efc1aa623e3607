"""What was entered without a line: its form, the list of what waits, and a refusal beside what was typed."""

import datetime as dt

from fofal_desktop.dialogs.question import Question
from fofal_desktop.views.page import Place
from fofal_desktop.views.record import RecordPage
from tests.desktop.grab_screens.camera import Camera

HARVESTS, CHECKS = "agronomy.harvests", "agronomy.quality-checks"
OUTBOX = Place("page", "outbox")


def shoot_outbox(camera: Camera) -> None:
    """The line is cut for the desktop alone: it is told so, and asks nobody."""
    if camera.only not in "outbox":
        return
    desktop = camera.desktop
    camera.open(OUTBOX)
    camera.shoot("outbox-empty")
    desktop.feed.stop()
    desktop.outbox.lost()
    desktop.window.status.show_connection("offline")
    harvest = _enter(camera, HARVESTS, harvested_on=_day(camera, 2))
    camera.shoot("outbox-form")
    check = {"harvest_id": harvest.place.key, "grade": "a", "checked_at": desktop.client.clock.now().isoformat()}
    _enter(camera, CHECKS, **check)
    camera.open(OUTBOX)
    camera.shoot("outbox-waiting")
    desktop.outbox.answered()
    camera.wait(lambda: desktop.outbox.refused == 1)
    _enter(camera, HARVESTS, harvested_on=_day(camera, 0))
    camera.open(OUTBOX)
    camera.shoot("outbox-refused")
    camera.open(harvest.place)
    camera.shoot("outbox-correct")
    desktop.sign_out()
    camera.wait(lambda: desktop.window.findChild(Question) is not None)
    question = desktop.window.findChild(Question)
    camera.dialog("outbox-sign-out", question)
    for entry in desktop.outbox.entries:
        desktop.outbox.drop(desktop, entry, desktop.outbox.changed.emit)
    camera.wait(lambda: not desktop.outbox.entries)
    desktop.feed.start()


def _enter(camera: Camera, resource: str, **values: object) -> RecordPage:
    page = camera.open(Place("new", resource))
    assert isinstance(page, RecordPage)
    desktop = camera.desktop
    plots = desktop.client.page(desktop.metas["agronomy.plots"], offset=0, limit=1).items
    first = {"plot_id": plots[0]["id"], "note": "Feuille du matin (démo)"} if resource == HARVESTS else {}
    labels = {"plot_label": f"{plots[0]['code']} {plots[0]['name']}", "harvest_label": "Récolte (démo)"}
    page.form.put({**first, **values}, labels)
    desktop.outbox.away = True
    page.save()
    camera.wait(lambda: page.unsent)
    return page


def _day(camera: Camera, ahead: int) -> str:
    return (camera.desktop.client.clock.today() + dt.timedelta(days=ahead)).isoformat()
