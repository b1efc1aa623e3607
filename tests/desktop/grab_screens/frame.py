"""The window around the screens: set-up, notices, questions, the palette, the lock."""

from PySide6.QtWidgets import QMenu

from fofal_desktop.dialogs.locking import LockingDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.notices import Notice
from fofal_desktop.shell.palette import CommandPalette
from fofal_desktop.views.page import Place
from tests.desktop.grab_screens.camera import Camera


def shoot_frame(camera: Camera) -> None:
    window = camera.desktop.window
    if camera.open(Place("page", "setup")) is not None:
        camera.shoot("setup")
    new = camera.open(Place("new", next(n for n, m in camera.desktop.metas.items() if "create" in m.can)))
    new.save()
    camera.wait(new.summary.isVisible)
    camera.shoot("record-problems")
    next(iter(new.form.editors.values())).set_value("X")
    new.leave(lambda _may: None)
    camera.shoot("dialog-question", new.findChild(Question))
    new.findChild(Question).reject()
    shoot_palette(camera)
    shoot_apart(camera)
    for tone, words in (("info", "Enregistré."), ("warning", "À vérifier."), ("danger", "Refusé.")):
        window.tell(Notice(f"{words} (démo)", tone))
    camera.shoot("notices")
    camera.dialog("dialog-locking", LockingDialog(window, 15, strict=True))
    guard = camera.desktop.guard
    guard.close()
    camera.shoot("dialog-locked", guard.dialog)
    guard.dialog.reject()
    window.close()  # something is not saved: the curtain says so
    camera.shoot("locked")
    guard.lift(restore=True)


def shoot_apart(camera: Camera) -> None:
    """A record in a window of its own, and one whose title says that it is not saved."""
    camera.open(Place("list", "inventory.items"))
    rows = camera.open(Place("list", "inventory.stock-moves"))
    workspace = camera.desktop.window.workspace
    workspace.tabBar().asked.emit(1, camera.desktop.window.pos())
    menu = next(one for one in workspace.findChildren(QMenu) if one.isVisible())
    camera.shoot("apart-menu", menu)
    menu.close()
    camera.open(Place("record", "inventory.stock-moves", str(rows.table.records.record(0)["id"])))
    own = workspace.take_out(workspace.page)
    camera.shoot("apart-record", own)
    camera.shoot("apart-main")
    workspace.take_out(rows)
    camera.shoot("apart-list", workspace.windows[-1])
    workspace.drop_all()


def shoot_palette(camera: Camera) -> None:
    """What it offers at once, with records that were looked at; records found; nothing; and without a server."""
    for name in ("agronomy.plots", "inventory.items", "parties.parties"):
        page = camera.open(Place("list", name))
        camera.open(Place("record", name, str(page.table.records.record(0)["id"])))
    window, session = camera.desktop.window, camera.desktop.client.session
    window.open_palette()
    palette = window.findChild(CommandPalette)
    camera.shoot("palette", palette)
    for name, words in (("records", "palm"), ("screens", "recolte"), ("nothing", "qzqzqz")):
        palette.line.setText(words)
        camera.wait(lambda: not camera.desktop.finder.searching)
        camera.shoot(f"palette-{name}", palette)
    server, session.base_url = session.base_url, "http://127.0.0.1:9"
    palette.line.setText("parcelle")
    camera.wait(lambda: not camera.desktop.finder.searching)
    camera.shoot("palette-offline", palette)
    session.base_url = server
    palette.close()
