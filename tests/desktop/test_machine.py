"""What is fixed for a computer, in real files: read once, never overridden by a person, closed where it is unsure."""

import importlib.util
import ssl
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from fofal_desktop import machine as fixed
from fofal_desktop.api import trust
from fofal_desktop.api.errors import Untrusted
from fofal_desktop.language import speak
from fofal_desktop.machine import Machine, machine
from fofal_desktop.machine_words import closed_words, fixed_words, wrong_words
from fofal_desktop.preferences import Preferences
from fofal_desktop.program import options, take_up

SERVER = "https://erp.fofal.example"
Settle = Callable[[str], Machine]


@pytest.fixture
def settle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settle]:
    """Write the file of the administrator, and read it as at the next start."""
    file = tmp_path / "desktop.ini"
    monkeypatch.setattr(fixed, "FILE", file)

    def settled(words: str) -> Machine:
        file.write_text(words, encoding="utf-8")
        machine.cache_clear()
        return machine()

    machine.cache_clear()
    yield settled
    machine.cache_clear()


@pytest.fixture
def french(qapp) -> Iterator[None]:
    spoken = speak(qapp, "fr", [])
    yield
    for translator in spoken:
        qapp.removeTranslator(translator)


def test_without_a_file_everything_is_left_to_the_person(settle):
    assert machine() == Machine() == settle("") == settle("[desktop]\nserver=\n")
    assert (fixed_words(), closed_words(), wrong_words()) == ("", "", [])


def test_each_setting_is_read(settle):
    found = settle(
        f"# FOFAL\n[desktop]\nServer = {SERVER}/\nca=/etc/fofal/ca%20.pem\nlanguage=fr\nchannel=pilot\nlimit_kbs=64\n"
    )
    assert found == Machine(SERVER, Path("/etc/fofal/ca%20.pem"), "fr", "pilot", 64)


def test_no_option_preference_or_variable_counts_against_it(settle, tmp_path, monkeypatch):
    monkeypatch.setenv(trust.CA_FILE, "/srv/another.pem")
    preferences = Preferences(tmp_path / "own")
    preferences.server, preferences.language = "https://preferred.example", "en"
    said = options(["--server", "https://said.example", "--lang", "en"])
    assert (take_up(said, preferences), preferences.language) == ("https://said.example", "en")
    assert trust.pinned() == Path("/srv/another.pem")
    settle(f"[desktop]\nserver={SERVER}\nca=/etc/fofal/ca.pem\nlanguage=fr\n")
    assert (take_up(said, preferences), preferences.language) == (SERVER, "fr")
    assert trust.pinned() == Path("/etc/fofal/ca.pem")
    with pytest.raises(Untrusted, match="authority"):  # the file is not there: the system's authorities do not step in
        assert isinstance(trust.context(), ssl.SSLContext)


@pytest.mark.parametrize(
    "line",
    [
        "server=http://erp.fofal.example", "server=ftp://erp.fofal.example", "server=erp.fofal.example", "server=https://",
        "server=https://erp.example:99999", "server=https://somebody@erp.example", "server=https://erp.example/there",
        'server=https://erp.example"', "ca=ca.pem", "ca=%USERPROFILE%/ca.pem",
    ],
)  # fmt: skip
def test_where_server_or_authority_are_unsure_nobody_is_spoken_to(settle, french, line):
    found = settle(f"[desktop]\n{line}\n")
    assert found.server == ""
    assert "prévenez votre administrateur" in closed_words()
    assert line.partition("=")[2] in closed_words()


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [("language=de", "language", None), ("channel=beta", "channel", "off"), ("limit_kbs=-5", "limit_kbs", None)],
)
def test_another_wrong_value_is_told_and_stops_nobody(settle, french, line, field, value):
    found = settle(f"[desktop]\nserver={SERVER}\n{line}\n")
    assert (getattr(found, field), found.server, closed_words()) == (value, SERVER, "")
    assert [line.partition("=")[2] in words for words in wrong_words()] == [True]


def test_a_name_nobody_knows_is_told(settle, french):
    assert settle("[desktop]\nserveur=https://erp.example\n").server is None
    assert "serveur=https://erp.example" in wrong_words()[0]


@pytest.mark.parametrize(
    "words", ["server=https://no.section\n", "[Desktop]\n", "[desktop]\nserver\n", "\x00[", "[a\n"]
)
def test_a_file_that_is_no_file_of_settings_closes(settle, french, words):
    found = settle(words)
    assert (found.server, found.channel) == ("", "off")
    assert str(fixed.FILE) in closed_words()


def test_a_file_that_cannot_be_read_closes(settle, monkeypatch, tmp_path):
    monkeypatch.setattr(fixed, "FILE", tmp_path)  # a folder: unreadable for root, too
    assert machine().server == ""
    (tmp_path / "latin.ini").write_bytes(b"[desktop]\nserver=https://\xe9\n")
    monkeypatch.setattr(fixed, "FILE", tmp_path / "latin.ini")
    machine.cache_clear()
    assert machine().server == ""


def test_in_the_registry_a_policy_counts_before_the_installer(monkeypatch):
    """Which keys are read, in which order, of a stand-in for the registry: this does not run on Windows."""
    keys = {
        fixed.INSTALLED: {"server": "https://installed.example", "channel": "stable", "": "default"},
        fixed.POLICIES: {"Server": SERVER, "limit_kbs": 256, "language": ""},
    }
    asked = []

    class Key:
        def __init__(self, name):
            self.values = list(keys[name].items())

        def __enter__(self):
            return self

        def __exit__(self, *_ended):
            return None

    def opened(root, name, _reserved, rights):
        asked.append((root, name, rights))
        return Key(name)

    registry = SimpleNamespace(
        HKEY_LOCAL_MACHINE="HKLM", KEY_READ=1, KEY_WOW64_64KEY=2, OpenKeyEx=opened,
        QueryInfoKey=lambda key: (0, len(key.values), 0), EnumValue=lambda key, at: (*key.values[at], 1),
    )  # fmt: skip
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", registry)
    spec = importlib.util.spec_from_file_location("machine_of_windows", fixed.__file__)
    there = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(there)
    found = there.machine()
    assert (found.server, found.channel, found.limit_kbs, found.language, found.wrong) == (
        SERVER,
        "stable",
        256,
        None,
        (),
    )
    assert asked == [("HKLM", fixed.INSTALLED, 3), ("HKLM", fixed.POLICIES, 3)]
    keys[fixed.POLICIES]["ca"] = 7
    there.machine.cache_clear()
    assert there.machine().server == ""
