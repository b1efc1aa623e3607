"""New versions of the program: ready, refused, being installed, and what who is too old is told."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from fofal_desktop.dialogs.signin import SignIn
from fofal_desktop.dialogs.updating import InstallDialog, UpdateDialog
from fofal_desktop.updates import installing
from fofal_desktop.updates.sources import Folder
from fofal_desktop.updates.versions import Versions
from tests.desktop.grab_screens.camera import Camera
from tests.desktop.updates.making import published, standing
from tests.support.versions import Maker

NOTES = "• La balance de Mbalmayo s’ajoute aux capteurs.\n• Les reçus s’impriment sur deux colonnes.\n• Corrigé : le total des tours de récolte en kg."


def shoot_updates(camera: Camera) -> None:
    with tempfile.TemporaryDirectory() as place:
        maker = Maker(Path(place) / "maker")
        folder = published(maker, "1.1.0", notes={"fr": NOTES, "en": NOTES}, minimum="1.0.1")
        kept, stands, updating = Versions(Path(place) / "versions"), standing(maker), camera.desktop.updating
        window = camera.desktop.window
        dialog = UpdateDialog(window, kept, stands, "fr")
        dialog.show()
        dialog.bring(Folder(folder))
        camera.wait(dialog.agree.isVisible)
        camera.shoot("dialog-update-ready", dialog)
        (folder / "manifest.json").write_bytes(b"{}")
        dialog.bring(Folder(folder))
        camera.wait(dialog.problem.isVisible)
        camera.shoot("dialog-update-forged", dialog)
        dialog.reject()
        version = installing.fetched(kept, stands)
        updating.standing, updating.kept = stands, kept
        updating._tell_ready(version)
        camera.shoot("update-notice")
        window.notices.clear()
        updating._tell_old(version)
        camera.shoot("update-too-old")
        window.notices.clear()
        sign_in = SignIn(camera.desktop.client, window)
        sign_in.show()
        sign_in.offer(updating._words_of_old(version), updating.tr("Update…"), lambda: None)
        camera.shoot("dialog-sign-in-too-old", sign_in)
        sign_in.close()
        closing = InstallDialog(version, kept, stands.version)
        closing.busy.setValue(version.package.size // 2)
        closing.show()
        camera.shoot("dialog-installing", closing)
        closing.close()
        shutil.rmtree(kept.folder, ignore_errors=True)
        updating.standing = replace(stands, keys=())
