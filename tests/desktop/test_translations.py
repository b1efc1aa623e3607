"""Every text of the screens has its French, and the compiled file is the one of the texts.

After a change of texts, from the root of the tree: ``pyside6-lupdate -no-obsolete -locations none $(find fofal_desktop
-name '*.py') -ts resources/translations/fofal_fr.ts``, write the French, then ``pyside6-lrelease`` on the same file.
"""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QTranslator

import fofal_desktop
from fofal_desktop.resources import resource

PROGRAM = Path(fofal_desktop.__file__).parent
LUPDATE = Path(sys.executable).with_name("pyside6-lupdate")
Text = tuple[str, str]


def messages(file: Path) -> dict[Text, ET.Element]:
    """Source texts with their context."""
    root = ET.parse(file).getroot()  # noqa: S314 - our own file
    found = {}
    for context in root.findall("context"):
        for message in context.findall("message"):
            found[context.findtext("name", ""), message.findtext("source", "")] = message
    return found


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[Text, ET.Element]:
    """What the source files say at this moment."""
    target = tmp_path_factory.mktemp("texts") / "fresh.ts"
    sources = [str(file) for file in sorted(PROGRAM.rglob("*.py"))]
    command = [str(LUPDATE), *sources, "-source-language", "en", "-target-language", "fr", "-ts", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return messages(target)


def test_no_text_is_missing_and_none_is_left_over(collected: dict[Text, ET.Element]) -> None:
    french = messages(resource("translations", "fofal_fr.ts"))
    assert set(collected) - set(french) == set()
    assert set(french) - set(collected) == set()


def test_every_text_has_its_french() -> None:
    for (context, source), message in messages(resource("translations", "fofal_fr.ts")).items():
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") != "unfinished", (context, source)
        forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
        assert all(form.strip() for form in forms), (context, source)
        assert len(forms) == (2 if message.get("numerus") else 1), (context, source)
        for form in forms:
            for place in ("{0}", "{1}", "{2}"):
                assert (place in source) == (place in form), (context, source)


def test_what_is_counted_has_its_english_for_one_and_for_many() -> None:
    """Sources with «(s)» are for translators; nobody is to read «1 day(s)»."""
    french, english = (messages(resource("translations", f"fofal_{code}.ts")) for code in ("fr", "en"))
    assert set(english) == {text for text, message in french.items() if message.get("numerus")}
    forms = [form.text or "" for one in english.values() for form in one.iter("numerusform")]
    assert len(forms) == 2 * len(english)
    assert not any("(s)" in form for form in forms)


def test_french_spaces_do_not_break() -> None:
    for (context, source), message in messages(resource("translations", "fofal_fr.ts")).items():
        text = "".join(message.find("translation").itertext())
        for pair in (" :", " ;", " ?", " !", "« ", " »"):
            assert pair not in text, (context, source)


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_compiled_file_is_the_one_of_the_texts(code: str, tmp_path: Path) -> None:
    source, compiled = resource("translations", f"fofal_{code}.ts"), resource("translations", f"fofal_{code}.qm")
    target = tmp_path / "fresh.qm"
    command = [str(LUPDATE.with_name("pyside6-lrelease")), str(source), "-qm", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    assert target.read_bytes() == compiled.read_bytes()
    assert QTranslator().load(str(compiled))
