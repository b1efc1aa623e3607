"""Everything around coming in, with invented codes."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from sqlalchemy import delete

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.dialogs.about import About
from fofal_desktop.dialogs.enrolment import Enrolment
from fofal_desktop.dialogs.first_admin import FirstAdminDialog
from fofal_desktop.dialogs.forgotten import Forgotten
from fofal_desktop.dialogs.own_factor import FactorDeed, OwnFactor
from fofal_desktop.dialogs.own_sessions import OwnSessions
from fofal_desktop.dialogs.password import PasswordDialog
from fofal_desktop.dialogs.shown_once import ShownOnce
from fofal_desktop.dialogs.signin import OTP, SignIn
from fofal_desktop.views.page import Place
from fofal_server.auth import services
from fofal_server.auth.models import Factor
from fofal_server.contract.wire import Problem
from fofal_server.core.db import transaction
from tests.desktop.grab_screens.camera import Camera
from tests.support.telephones import enrolled

ROOT = Path(__file__).resolve().parents[3]
SECRET = "DEMODEMODEMODEMODEMODEMODEMODEMO"


def shoot_account(camera: Camera) -> None:
    """Everything around coming in, with invented codes."""
    client, window = camera.desktop.client, camera.desktop.window
    camera.dialog("dialog-password", PasswordDialog(client, window))
    camera.dialog("dialog-password-due", PasswordDialog(client, window, demanded=True))
    camera.dialog("dialog-second-factor", Enrolment(client, window, demanded=True))
    for number in (1, 2):
        camera.dialog(f"dialog-second-factor-{number}", _enrolling(client, window, number))
    camera.dialog("dialog-second-factor-other", Enrolment(client, window, replaces=True))
    camera.dialog("dialog-own-factor", OwnFactor(client, window))
    for renew in (True, False):
        camera.dialog(f"dialog-factor-{'codes' if renew else 'remove'}", FactorDeed(client, window, renew=renew))
    camera.dialog("dialog-sessions", OwnSessions(client, window))
    camera.dialog("dialog-about", About(client, window, _built()))
    camera.dialog("dialog-about-development", About(client, window))
    camera.dialog("dialog-first-admin", FirstAdminDialog(client, window))
    camera.dialog("dialog-sign-in", SignIn(client, window))
    camera.dialog("dialog-sign-in-again", SignIn(client, window, again=True))
    camera.dialog("dialog-sign-in-code", _asked_for_a_code(client, window))
    camera.dialog("dialog-sign-in-wrong-code", _asked_for_a_code(client, window, times=2))
    camera.dialog("dialog-forgotten", Forgotten(client, window, "demo-responsable"))
    wrong = Forgotten(client, window, "demo-responsable")
    wrong.submit()
    camera.dialog("dialog-forgotten-empty", wrong)
    people = camera.open(Place("list", "auth.users"))
    if people is not None:
        for name, secret in (("handed-code", "DEMO-" * 6 + "CODE"), ("drawn-key", "fofal_" + "demo" * 20)):
            words = "Montré une seule fois (démo). " * 4
            camera.dialog(f"dialog-{name}", ShownOnce(people, name, "Un secret (démo)", words, secret))
    camera.close()


def _built() -> Path:
    """What the build of a program left here, where there was one."""
    return ROOT / "dist" / "fofal-desktop" / "_internal" / "about"


def _asked_for_a_code(client: Client, window: QWidget, times: int = 1) -> SignIn:
    """The sign-in after the password was right and a code is due, or was wrong."""
    dialog = SignIn(client, window)
    words = "Code (démo)" if times == 1 else "Ce code n’est pas le bon (démo)"
    refusal = ApiError(Problem(type="about:blank", title=words, status=401, detail=words, code=OTP))
    for _ in range(times):
        dialog.refuse(refusal)
    return dialog


def _enrolling(client: Client, window: QWidget, step: int) -> Enrolment:
    """The set-up of a second factor at a later step, with an invented secret."""
    dialog = Enrolment(client, window)
    dialog.scan({"secret": SECRET, "uri": f"otpauth://totp/FOFAL:demo?secret={SECRET}&issuer=FOFAL"})
    if step == 2:
        dialog.keep({"codes": [f"DEMO-{n:04d}-CODE" for n in range(10)]})
    return dialog


def shoot_enrolled(camera: Camera) -> None:
    """The own account of somebody who has a second factor, which is gone again afterwards."""
    with transaction(camera.server.engine) as session:
        key = services.find_user(session, camera.user).id
    enrolled(camera.server, key)
    camera.dialog("dialog-own-factor-in-place", OwnFactor(camera.desktop.client, camera.desktop.window))
    with transaction(camera.server.engine) as session:
        session.execute(delete(Factor).where(Factor.user_id == key))
        services.find_user(session, camera.user).second_factor = False
