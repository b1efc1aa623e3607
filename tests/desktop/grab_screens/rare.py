"""What is seldom seen: a record gone, a wrong clock, a newer server, a stopped import, papers of many roles."""

import time
import uuid
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from PySide6.QtGui import QAction

from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.dialogs.preview import PreviewDialog
from fofal_desktop.models.held import Held
from fofal_desktop.views.page import Place
from tests.desktop.grab_screens.camera import Camera

HOUR = 3_600
SITES = "settings.sites"


def shoot_rare(camera: Camera) -> None:
    camera.desktop.window.workspace.drop_all()
    camera.open(Place("list", SITES))
    shoot_gone(camera)
    shoot_wrong_clock(camera)
    shoot_newer_server(camera)
    shoot_stopped_import(camera)
    shoot_rights_papers(camera)
    camera.close()


def shoot_gone(camera: Camera) -> None:
    """A link to a record that was deleted."""
    camera.open(Place("record", SITES, str(uuid.uuid4())))
    camera.shoot("rare-gone")


def shoot_wrong_clock(camera: Camera) -> None:
    """This computer is an hour late; the feed rests, for each answer would set that right."""
    desktop = camera.desktop
    desktop.feed.stop()
    desktop.client.clock.hear(time.time() + HOUR)
    desktop.wrong_clock.look()
    camera.shoot("rare-wrong-clock")
    desktop.client.clock.hear(time.time())
    desktop.wrong_clock.look()
    desktop.feed.start()


def shoot_newer_server(camera: Camera) -> None:
    client, window = camera.desktop.client, camera.desktop.window
    client.strange = [
        "Unités · Désignation",
        "Sites",
        "Drones",
        "Récoltes · Empreinte",
        "Lots · Code-barres",
        "Essaims",
    ]
    camera.desktop.tidings.begin()
    camera.shoot("rare-newer-server")
    client.strange = []
    window.notices.clear()


def shoot_stopped_import(camera: Camera) -> None:
    """Rows on their way to the server, told to stop, stopped."""
    desktop, held = camera.desktop, Event()
    with TemporaryDirectory() as place:
        file = Path(place) / "sites.csv"
        file.write_text("Code;Nom\nRARE-1;Nord (démo)\nRARE-2;Sud (démo)\n", encoding="utf-8")
        wizard = ImportWizard(desktop.client, desktop.metas[SITES], desktop.window)
        wizard.show()
        wizard.source.setText(str(file))
        wizard.rehearse()
        camera.wait(lambda: wizard.steps.currentIndex() == 1 and not wizard.sending)
        camera.shoot("rare-import-checked", wizard)
        wizard._import = lambda _source, _key=None: held.wait()
        wizard.store()
        wizard._show_progress((12_400, 30_000))
        camera.shoot("rare-import-storing", wizard)
        wizard.reject()
        camera.shoot("rare-import-stopping", wizard)
        held.set()
        camera.wait(lambda: not wizard.sending)
        camera.dialog("rare-import-stopped", wizard)


def shoot_rights_papers(camera: Camera) -> None:
    """With as many roles as a small company has, and with as many as stand beside each other."""
    page = camera.open(Place("page", "rights"))
    camera.wait(lambda: page.was_read)
    rights = page.grid.rights
    known = rights.held.table
    for count in (3, 12):
        roles = [one.model_copy(update={"id": uuid.uuid4()}) for one in islice(cycle(known.roles), count)]
        rights.show_held(Held(known.model_copy(update={"roles": roles})))
        page.findChild(QAction, "action-print").trigger()
        (dialog,) = (one for one in page.findChildren(PreviewDialog) if one.isVisible())
        camera.wait(lambda dialog=dialog: dialog.view.total is not None and not dialog.busy.isVisible())
        camera.dialog(f"rare-rights-paper-{count}", dialog)
    page.refresh()
