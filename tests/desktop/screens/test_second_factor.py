"""The second factor on the screens: asked for at the sign-in, set up, demanded, replaced and removed."""

import datetime as dt
import json

import pytest
import segno
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import text

from fofal_desktop.clipboard import forget_secrets
from fofal_desktop.dialogs.enrolment import Enrolment
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.own_factor import FactorDeed, OwnFactor
from fofal_desktop.dialogs.qr import QUIET, QrPicture
from fofal_desktop.dialogs.spare_codes import SpareCodes
from fofal_desktop.gate import gate
from fofal_desktop.parts import application
from fofal_server.auth import services, totp
from fofal_server.auth.deadline import REQUIRED_FROM
from fofal_server.core import clock
from fofal_server.core.db import transaction
from tests.desktop.screens.driving import child, end_session, new_record, notices, open_list, type_into, write
from tests.desktop.screens.test_sign_in import asked, send
from tests.support.telephones import Telephone, enrolled


@pytest.fixture
def phone(server, person) -> Telephone:
    """The person has a second factor."""
    with transaction(server.engine) as session:
        key = services.find_user(session, person.username).id
    return enrolled(server, key)


@pytest.fixture
def demanding(server, person):
    """A role of the person demands a factor from a day on, counted from today."""

    def demand(days: int) -> None:
        day = json.dumps((clock.today() + dt.timedelta(days=days)).isoformat())
        with transaction(server.engine) as session:
            session.execute(text("DELETE FROM settings_parameter WHERE code = :c"), {"c": REQUIRED_FROM})
            session.execute(
                text(
                    "INSERT INTO settings_parameter (id, version, created_at, updated_at, code, name, value, valid_from, "
                    "source, category) VALUES (gen_random_uuid(), 1, now(), now(), :c, 'x', CAST(:day AS jsonb), "
                    "'2000-01-01', 'x', 'auth')"
                ),
                {"c": REQUIRED_FROM, "day": day},
            )
            role = services.find_user(session, person.username).roles[0]
            role.second_factor = True

    yield demand
    with transaction(server.engine) as session:
        session.execute(text("DELETE FROM settings_parameter WHERE code = :c"), {"c": REQUIRED_FROM})


def answered(qtbot, dialog) -> None:
    """Wait until the server has said no."""
    qtbot.waitUntil(lambda: dialog.problem.isVisible() and not dialog.busy.isVisible())


def set_up(qtbot, dialog: Enrolment, password: str) -> None:
    """Through the steps up to the recovery codes."""
    type_into(dialog.proving.fields["password"], password)
    QTest.keyClick(dialog.proving.fields["password"], Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.code.isVisible)
    secret = dialog.secret.text().replace(" ", "")
    type_into(dialog.code, totp.code_of(secret, totp.step_of(clock.now())))
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.codes.isVisible)


def shown(desktop, qtbot, kind):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in desktop.window.findChildren(kind)))
    return child(desktop.window, kind)


def test_the_code_is_asked_for_in_the_same_dialog(fresh, qtbot, person, phone):
    fresh.start()
    dialog = asked(fresh, qtbot)
    assert not dialog.code.isVisible()
    send(dialog, person.username, person.password)
    qtbot.waitUntil(dialog.code.isVisible)
    qtbot.waitUntil(dialog.code.hasFocus)
    assert "application d'authentification" in dialog.problem.words.text()
    assert not dialog.code.property("problem")
    type_into(dialog.code, "000000")
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "pas le bon" in dialog.problem.words.text())
    assert dialog.code.property("problem")
    type_into(dialog.code, phone.code())
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    qtbot.waitUntil(fresh.window.sidebar.isVisible)


def test_a_recovery_code_opens_and_is_told(fresh, qtbot, person, phone):
    fresh.start()
    dialog = asked(fresh, qtbot)
    send(dialog, person.username, person.password)
    qtbot.waitUntil(dialog.code.isVisible)
    type_into(dialog.code, phone.paper[0])
    assert dialog.code.text() == phone.paper[0]
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    qtbot.waitUntil(fresh.window.sidebar.isVisible)
    assert any("code de secours" in words for words in notices(fresh))


def test_another_name_has_another_code(fresh, qtbot, person, phone):
    fresh.start()
    dialog = asked(fresh, qtbot)
    send(dialog, person.username, person.password)
    qtbot.waitUntil(dialog.code.isVisible)
    type_into(dialog.username, "somebody-else")
    assert not dialog.code.isVisible()
    assert dialog.code.text() == ""


def test_before_the_day_it_is_offered_and_set_up_by_keyboard(fresh, qtbot, person, demanding):
    demanding(5)
    fresh.start()
    send(asked(fresh, qtbot), person.username, person.password)
    qtbot.waitUntil(fresh.window.sidebar.isVisible)
    day = (clock.today() + dt.timedelta(days=5)).strftime("%d/%m/%Y")
    qtbot.waitUntil(lambda: any(day in words for words in notices(fresh)))
    QTest.mouseClick(child(fresh.window, QPushButton, "noticeOffer"), Qt.MouseButton.LeftButton)
    dialog = shown(fresh, qtbot, Enrolment)
    type_into(dialog.proving.fields["password"], "not it")
    QTest.keyClick(dialog.proving.fields["password"], Qt.Key.Key_Return)
    answered(qtbot, dialog)
    assert dialog.proving.fields["password"].property("problem")
    set_up(qtbot, dialog, person.password)
    assert len(dialog.codes.codes) == 10
    assert not dialog.go.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.codes.sure.setChecked(True)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not fresh.window.findChildren(Enrolment))


def test_from_the_day_on_nothing_is_shown_before_it_is_in_place(fresh, qtbot, person, demanding):
    demanding(0)
    fresh.start(person.ticket)
    dialog = shown(fresh, qtbot, Enrolment)
    assert not fresh.metas
    assert not fresh.window.sidebar.isVisible()
    set_up(qtbot, dialog, person.password)
    dialog.codes.sure.setChecked(True)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(fresh.window.sidebar.isVisible)
    assert notices(fresh) == []


def test_who_does_not_set_it_up_is_signed_out(fresh, qtbot, person, demanding, shelf):
    demanding(0)
    fresh.start(person.ticket)
    QTest.keyClick(shown(fresh, qtbot, Enrolment), Qt.Key.Key_Escape)
    asked(fresh, qtbot)
    assert shelf.shelf == {}


def test_it_is_demanded_over_an_open_form_too(desktop, qtbot, person, demanding):
    page = new_record(desktop, "settings.units")
    write(page, "name", "Bidon")
    end_session(desktop)
    demanding(0)
    page.save()
    dialog = asked(desktop, qtbot)
    QTest.keyClicks(dialog.password, person.password)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    enrolment = shown(desktop, qtbot, Enrolment)
    set_up(qtbot, enrolment, person.password)
    enrolment.codes.sure.setChecked(True)
    QTest.mouseClick(enrolment.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.summary.isVisible)
    assert page.form.editors["name"].value() == "Bidon"


def test_it_is_demanded_when_the_day_comes_in_the_middle_of_a_session(desktop, qtbot, person, demanding):
    """No sign-in between: the call that was refused waits, the factor is set up, and the call goes again."""
    page = new_record(desktop, "settings.units")
    write(page, "name", "Bidon")
    demanding(0)
    page.save()
    enrolment = shown(desktop, qtbot, Enrolment)
    assert desktop.entrance.sign_in is None
    assert gate.closed
    desktop.feed.ask_every(50)
    desktop.feed.start()  # another call meets the closed door: it waits, too, and asks for nothing more
    qtbot.waitUntil(lambda: len(gate.waiting) > 1)
    assert len(desktop.window.findChildren(Enrolment)) == 1
    set_up(qtbot, enrolment, person.password)
    enrolment.codes.sure.setChecked(True)
    QTest.mouseClick(enrolment.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.summary.isVisible)
    assert page.form.editors["name"].value() == "Bidon"
    assert not gate.closed
    assert not page.problem.isVisible()


def test_a_list_and_a_stolen_hour_meet_the_same_door(desktop, qtbot, person, demanding):
    """The session ends while the factor is being demanded: the sign-in comes over it, then the set-up goes on."""
    page = open_list(desktop, qtbot, "settings.units")
    demanding(0)
    page.refresh()
    enrolment = shown(desktop, qtbot, Enrolment)
    end_session(desktop)
    type_into(enrolment.proving.fields["password"], person.password)
    QTest.keyClick(enrolment.proving.fields["password"], Qt.Key.Key_Return)
    dialog = asked(desktop, qtbot)
    QTest.keyClicks(dialog.password, person.password)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(enrolment.code.isVisible)
    assert len(desktop.window.findChildren(Enrolment)) == 1


def test_who_does_not_set_it_up_in_mid_session_is_signed_out(desktop, qtbot, demanding, shelf):
    page = open_list(desktop, qtbot, "settings.units")
    demanding(0)
    page.refresh()
    QTest.keyClick(shown(desktop, qtbot, Enrolment), Qt.Key.Key_Escape)
    asked(desktop, qtbot)
    assert shelf.shelf == {}
    assert not gate.closed


def test_the_own_account_shows_renews_and_removes_it(desktop, qtbot, person, phone):
    desktop.window.asked.emit("factor")
    dialog = shown(desktop, qtbot, OwnFactor)
    qtbot.waitUntil(lambda: "10" in dialog.state.text())
    press(qtbot, dialog, "renewCodes")
    deed = shown(desktop, qtbot, FactorDeed)
    prove(deed, person.password, "000000")
    answered(qtbot, deed)
    assert deed.proving.fields["otp"].property("problem")
    prove(deed, person.password, phone.code())
    qtbot.waitUntil(deed.codes.isVisible)
    assert not set(deed.codes.codes) & set(phone.paper)
    deed.codes.sure.setChecked(True)
    QTest.mouseClick(deed.go, Qt.MouseButton.LeftButton)
    phone.later()
    desktop.window.asked.emit("factor")
    again = shown(desktop, qtbot, OwnFactor)
    qtbot.waitUntil(lambda: bool(again.state.text()))
    press(qtbot, again, "removeFactor")
    removal = shown(desktop, qtbot, FactorDeed)
    prove(removal, person.password, phone.code())
    qtbot.waitUntil(lambda: not desktop.window.findChildren(FactorDeed))
    desktop.window.asked.emit("factor")
    last = shown(desktop, qtbot, OwnFactor)
    qtbot.waitUntil(lambda: "seul" in last.state.text())
    press(qtbot, last, "setUpFactor")
    assert shown(desktop, qtbot, Enrolment).isVisible()


def press(qtbot, dialog: OwnFactor, name: str) -> None:
    """Press a button that stands there once the server has answered."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in dialog.findChildren(QPushButton, name)))
    QTest.mouseClick(child(dialog, QPushButton, name), Qt.MouseButton.LeftButton)


def prove(dialog: FactorDeed, password: str, code: str) -> None:
    type_into(dialog.proving.fields["password"], password)
    type_into(dialog.proving.fields["otp"], code)
    QTest.keyClick(dialog.proving.fields["otp"], Qt.Key.Key_Return)


def test_codes_are_copied_and_saved_for_this_person_alone(qtbot, tmp_path):
    panel = SpareCodes("jean.mballa")
    qtbot.addWidget(panel)
    panel.show_codes(["AAAA-BBBB-CCCC", "DDDD-EEEE-FFFF"])
    panel.findChild(QPushButton, "copyCodes").click()
    assert "DDDD-EEEE-FFFF" in application().clipboard().text()
    forget_secrets()
    assert application().clipboard().text() == ""
    with qtbot.waitSignal(panel.told):
        panel.save(tmp_path / "codes.txt")
    assert (tmp_path / "codes.txt").read_text(encoding="utf-8") == panel.text
    assert (tmp_path / "codes.txt").stat().st_mode & 0o077 == 0
    with qtbot.waitSignal(panel.told) as refused:
        panel.save(tmp_path / "no-such-folder" / "codes.txt")
    assert refused.args[1] == "danger"


def test_codes_are_printed_as_letters_and_leave_nothing_behind(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    frame = Dialog(None, "frame", "Codes")
    qtbot.addWidget(frame)
    panel = SpareCodes("<b>jean</b>")
    frame.body.addWidget(panel)
    panel.show_codes(["AAAA-BBBB-CCCC", "DDDD-EEEE-FFFF"])
    frame.show()
    QTest.mouseClick(child(panel, QPushButton, "printCodes"), Qt.MouseButton.LeftButton)
    dialog = child(panel, QPrintDialog, "printDialog")
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "codes.pdf"))
    dialog.accepted.emit(printer)
    paper = (tmp_path / "codes.pdf").read_bytes()
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") == 1
    dialog.reject()
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == ["codes.pdf"]


def test_the_picture_holds_the_text_dark_on_light(qtbot):
    picture = QrPicture("x")
    qtbot.addWidget(picture)
    picture.show_text("otpauth://totp/FOFAL:x?secret=ABC")
    rows = tuple(segno.make_qr("otpauth://totp/FOFAL:x?secret=ABC", error="m").matrix)
    module = 6
    picture.resize(*[(len(rows) + 2 * QUIET) * module] * 2)
    drawn = picture.grab().toImage()
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            place = [(n + QUIET) * module + module // 2 for n in (x, y)]
            assert QColor(drawn.pixel(*place)).lightness() == (0 if dark else 255)
