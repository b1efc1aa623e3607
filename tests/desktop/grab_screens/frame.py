"""The window around the screens: set-up, notices, questions, the palette, the lock."""

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
    window.open_palette()
    camera.shoot("palette", window.findChild(CommandPalette))
    window.findChild(CommandPalette).close()
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
