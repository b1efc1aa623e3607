"""What IT rolls out with: answer files, group policy, Ansible and the installer's script speak of the settings that exist."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from jinja2 import Environment, StrictUndefined

from fofal_desktop import machine
from fofal_desktop.machine import NAMES, in_file, understood

INSTALLER = Path(__file__).resolve().parents[2] / "installer"
ROLLOUT, WINDOWS = INSTALLER / "rollout", INSTALLER / "desktop" / "windows"
ADMIN = Path(__file__).resolve().parents[2] / "docs" / "admin"
SPACE = {"": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}
LANGUAGES = ("fr-FR", "en-US")


def text(*names: str) -> str:
    return (WINDOWS if len(names) == 1 else ROLLOUT).joinpath(*names).read_text(encoding="utf-8")


def script() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(WINDOWS.glob("*.ns*")))


def test_the_answer_file_is_understood_and_sets_everything():
    found = understood(in_file(ROLLOUT / "poste.ini"))
    assert found.wrong == ()
    assert all(getattr(found, name) is not None for name in NAMES)


def test_what_ansible_writes_is_understood(tmp_path):
    inventory = yaml.safe_load((ROLLOUT / "ansible" / "inventaire.yml").read_text(encoding="utf-8"))
    pilots = inventory["all"]["children"]["postes"]["children"]["pilotes"]["vars"]
    template = (ROLLOUT / "ansible" / "templates" / "desktop.ini.j2").read_text(encoding="utf-8")
    for given, channel in ((inventory["all"]["vars"], "stable"), (inventory["all"]["vars"] | pilots, "pilot")):
        file = tmp_path / f"{channel}.ini"
        file.write_text(Environment(undefined=StrictUndefined, autoescape=False).from_string(template).render(given))  # noqa: S701 - no HTML
        found = understood(in_file(file))
        assert (found.channel, found.wrong, found.server) == (channel, (), given["fofal_serveur"])


def test_the_playbook_puts_files_where_the_program_reads_them():
    (play,) = yaml.safe_load((ROLLOUT / "ansible" / "postes.yml").read_text(encoding="utf-8"))
    tasks = {next(key for key in task if key != "name"): task for task in play["tasks"]}
    assert tasks["ansible.builtin.template"]["ansible.builtin.template"]["dest"] == str(machine.FILE)
    assert tasks["ansible.builtin.file"]["ansible.builtin.file"]["mode"] == "0751"
    variables = set(re.findall(r"\{\{ (\w+) \}\}", (ROLLOUT / "ansible" / "postes.yml").read_text(encoding="utf-8")))
    inventory = yaml.safe_load((ROLLOUT / "ansible" / "inventaire.yml").read_text(encoding="utf-8"))
    assert variables <= set(inventory["all"]["vars"])


def test_the_policies_set_what_the_program_reads_and_nothing_it_refuses():
    root = ET.fromstring(text("windows", "FOFAL.admx"))  # noqa: S314 — our own
    policies = root.findall("policies/policy", SPACE)
    assert {one.get("name") for one in policies} == set(NAMES)
    assert {(one.get("key"), one.get("class")) for one in policies} == {(machine.POLICIES, "Machine")}
    for one in policies:
        (element,) = one.findall("elements/*", SPACE)
        name = str(one.get("name"))
        assert element.get("valueName") == name
        values = [str(each.text) for each in element.findall("item/value/string", SPACE)]
        values += [str(element.get(bound)) for bound in ("minValue", "maxValue") if element.get(bound)]
        assert [value for value in values if understood({name: value}).wrong] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_policies_is_there_in_both_languages(language):
    words = ET.fromstring(text("windows", language, "FOFAL.adml"))  # noqa: S314 — our own
    wanted = set(re.findall(r"\$\((string|presentation)\.(\w+)\)", text("windows", "FOFAL.admx")))
    texts = {("string", one.get("id")) for one in words.iterfind(".//string", SPACE)}
    shown = {("presentation", one.get("id")) for one in words.iterfind(".//presentation", SPACE)}
    assert wanted == texts | shown
    asked = {one.get("refId") for one in words.iterfind(".//*[@refId]")}
    assert asked == set(NAMES)


def test_the_installer_writes_the_settings_and_keys_that_are_read():
    found = script()
    assert set(re.findall(r'!insertmacro Fix "(\w+)"', found)) == set(NAMES)
    assert re.search(r'!define SETTINGS "(.+)"', found)[1] == machine.INSTALLED
    assert "SetRegView 64" in found
    assert """'"${HOME}\\${PROGRAM}" -- "%1"'""" in found
    assert '"URL Protocol"' in found


def test_every_switch_is_known_to_the_script_its_sentence_the_page_and_the_answer_file():
    switches = set(re.findall(r'!insertmacro Take "(/[A-Z]+=)"', script())) | {"/AllUsers", "/CurrentUser"}
    assert switches >= {"/SERVER=", "/CA=", "/LANG="}
    unknown = re.search(r"Word Unknown \\\n(.+)\n(.+)\n", script())
    page = (ADMIN / "windows.md").read_text(encoding="utf-8")
    for switch in switches:
        assert switch in unknown[1]
        assert switch in unknown[2]
        assert f"`{switch}`" in page
    used = set(re.findall(r"/[A-Za-z]+=?", text("windows", "installer.cmd").partition("setup.exe")[2])) - {"/S", "/b"}
    assert used <= switches


def test_every_exit_code_is_explained():
    page = (ADMIN / "windows.md").read_text(encoding="utf-8")
    codes = set(re.findall(r"!define \w+ (1\d{3})$", script(), re.MULTILINE))
    assert len(codes) == 5
    assert {code for code in codes if code not in page} == set()


def test_a_message_never_waits_for_anybody_in_a_silent_installation():
    boxes = re.findall(r"^\s*MessageBox .+$", script(), re.MULTILINE)
    assert boxes
    assert [one for one in boxes if "/SD " not in one] == []


def test_every_sentence_is_there_in_both_languages():
    told = set(re.findall(r"Word (\w+) \\\n  \"[^\n]+\" \\\n  \"[^\n]+\"\n", script()))
    used = {name for name in re.findall(r"\$\((\w+)\)", script()) if name[0].isupper()}
    assert used == told


def test_the_steps_on_windows_are_steps():
    steps = yaml.safe_load(text("workflow.yml"))["jobs"]["installer"]["steps"]
    assert all("uses" in step or "run" in step for step in steps)
    for command in ("package desktop", "installer.bundle.nsis", "signtool sign"):
        assert any(command in step.get("run", "") for step in steps)
        assert command in (ADMIN / "windows.md").read_text(encoding="utf-8")
