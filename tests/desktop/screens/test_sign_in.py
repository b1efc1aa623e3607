"""Coming in: by password, by ticket, by the keyring, and what a refusal says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from fofal_desktop import machine
from fofal_desktop.dialogs.signin import SignIn
from tests.desktop.screens.driving import child, running_desktop


def asked(desktop, qtbot) -> SignIn:
    """The sign-in on show."""
    qtbot.waitUntil(lambda: desktop.entrance.sign_in is not None and desktop.entrance.sign_in.isVisible())
    return desktop.entrance.sign_in


def send(dialog: SignIn, name: str, password: str) -> None:
    for field, words in ((dialog.username, name), (dialog.password, password)):
        field.selectAll()
        QTest.keyClicks(field, words)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)


def test_a_wrong_password_is_refused_in_words_and_keeps_the_name(fresh, qtbot, person):
    fresh.start()
    dialog = asked(fresh, qtbot)
    send(dialog, person.username, "not it")
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "mot de passe" in dialog.problem.words.text()
    assert dialog.username.text() == person.username
    assert dialog.password.hasSelectedText()
    assert dialog.go.isEnabled()
    assert not fresh.window.sidebar.isVisible()


def test_the_right_password_shows_the_modules(fresh, qtbot, person):
    fresh.start()
    dialog = asked(fresh, qtbot)
    send(dialog, person.username, person.password)
    qtbot.waitUntil(fresh.window.sidebar.isVisible)
    assert fresh.metas
    assert fresh.preferences.username == person.username
    assert fresh.window.sidebar.person.text().startswith("Personne")


def test_an_empty_field_is_named_and_nothing_is_sent(fresh, qtbot):
    fresh.start()
    dialog = asked(fresh, qtbot)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog.problem.words.text() == "Saisissez votre nom d’utilisateur et votre mot de passe."
    assert not dialog.busy.isVisible()


def test_after_too_many_attempts_the_button_waits_with_a_countdown(fresh, qtbot):
    fresh.start()
    dialog = asked(fresh, qtbot)
    for _attempt in range(6):
        dialog.problem.say("")
        send(dialog, "nobody-at-all", "x")
        qtbot.waitUntil(lambda: dialog.problem.isVisible() and not dialog.busy.isVisible())
    qtbot.waitUntil(lambda: not dialog.go.isEnabled())
    assert "seconde" in dialog.problem.words.text()


def test_nobody_answering_is_said_and_can_be_tried_again(fresh, qtbot, person):
    fresh.start()
    dialog = asked(fresh, qtbot)
    server = child(dialog, QLineEdit, "server")
    good = server.text()
    server.setText("http://127.0.0.1:9")
    send(dialog, person.username, person.password)
    qtbot.waitUntil(lambda: "ne répond pas" in dialog.problem.words.text())
    server.setText(good)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(fresh.window.sidebar.isVisible)


def test_the_second_start_needs_no_password(qapp, qtbot, server, person, tmp_path):
    with running_desktop(qapp, tmp_path, server.url) as first:
        first.start(person.ticket)
        qtbot.waitUntil(lambda: bool(first.metas))
    with running_desktop(qapp, tmp_path, server.url) as second:
        second.start()
        qtbot.waitUntil(lambda: bool(second.metas))
        assert second.entrance.sign_in is None


def test_a_spent_ticket_leads_to_the_password(fresh, qtbot, person, client):
    fresh.start(person.ticket)  # the client of this test has used it
    dialog = asked(fresh, qtbot)
    assert dialog.problem.words.text()
    send(dialog, person.username, person.password)
    qtbot.waitUntil(fresh.window.sidebar.isVisible)


def test_signing_out_shows_the_sign_in_and_forgets_the_session(desktop, qtbot, shelf):
    assert shelf.shelf
    desktop.sign_out()
    asked(desktop, qtbot)
    assert shelf.shelf == {}
    assert not desktop.window.sidebar.isVisible()
    assert desktop.window.workspace.count() == 0


def test_the_password_can_be_shown(fresh, qtbot):
    fresh.start()
    dialog = asked(fresh, qtbot)
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
    QTest.mouseClick(child(dialog, QPushButton, "showPassword"), Qt.MouseButton.LeftButton)
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Normal


def test_a_password_is_masked_and_may_be_pasted(fresh, qtbot):
    """ASVS 6.2.6, 6.2.7: what a program that keeps passwords hands over counts as typed."""
    fresh.start()
    dialog = asked(fresh, qtbot)
    QApplication.clipboard().setText("une longue phrase à coller, de soixante-quatre lettres et davantage")
    dialog.password.paste()
    assert dialog.password.text() == QApplication.clipboard().text()
    assert dialog.password.displayText() != dialog.password.text()
    QApplication.clipboard().clear()


def test_a_bare_host_is_completed_where_everybody_sees_it(fresh, qtbot, server, person):
    fresh.start()
    dialog = asked(fresh, qtbot)
    child(dialog, QLineEdit, "server").setText(server.url.removeprefix("http://"))
    send(dialog, person.username, person.password)
    qtbot.waitUntil(fresh.window.sidebar.isVisible)
    assert fresh.preferences.server == server.url


@pytest.fixture
def fixed(tmp_path, monkeypatch):
    """Write what the administrator fixed for this computer."""
    file = tmp_path / "machine.ini"
    monkeypatch.setattr(machine, "FILE", file)

    def write(words: str) -> None:
        file.write_text(words)
        machine.machine.cache_clear()

    yield write
    machine.machine.cache_clear()


def test_what_is_fixed_for_the_computer_is_seen_and_not_changed(fixed, fresh, qtbot, server, person):
    fixed(f"[desktop]\nserver={server.url}\nlanguage=fr\n")
    fresh.start()
    dialog = asked(fresh, qtbot)
    words = "Serveur et langue (français) fixés par l’administrateur de ce poste."
    assert words in [one.text() for one in dialog.findChildren(QLabel)]
    QTest.keyClicks(dialog.server, "x")
    assert dialog.server.text() == server.url
    QTest.mouseClick(child(dialog, QPushButton, "firstStart"), Qt.MouseButton.LeftButton)
    first = fresh.entrance.first_admin
    assert any(server.url in one.text() and words in one.text() for one in first.findChildren(QLabel))
    first.reject()
    send(dialog, person.username, person.password)
    qtbot.waitUntil(fresh.window.sidebar.isVisible)
    fresh.switch_language()
    assert fresh.preferences.language == "fr"
    assert words in [one.words for one in fresh.window.notices.notices()]


def test_where_the_fixed_server_is_no_server_nobody_signs_in(fixed, fresh, qtbot, person):
    fixed("[desktop]\nserver=http://erp.fofal.example\n")
    fresh.start()
    dialog = asked(fresh, qtbot)
    assert "« http://erp.fofal.example »" in dialog.problem.words.text().replace("\u00a0", " ")
    assert not dialog.go.isEnabled()
    send(dialog, person.username, person.password)
    assert not dialog.busy.isVisible()
