"""Every command that README or a guide tells to type is proved (``proofs.py``); every page is found, its links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

from fofal_desktop.program import options
from fofal_server.console.application import loaded
from tests.conformance import proofs
from tests.support.told_commands import ROOT, Told, told

README = ROOT / "README.md"
GUIDES = [README, *sorted((ROOT / "docs" / "admin").rglob("*.md"))]
INDEX = ROOT / "docs" / "admin" / "README.md"
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
COMMAND = re.compile(r"(?:fofal-server|run --rm once) ((?:[a-z][\w-]*)(?: [^`#\n]+)?)")


def _commands(guide: Path) -> list[str]:
    return [found[1].strip() for found in COMMAND.finditer(guide.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_commands_of_guides_exist_with_their_options(guide: Path) -> None:
    wrong = [words for words in _commands(guide) if not _is_known(shlex.split(words))]
    assert wrong == []


@pytest.mark.parametrize("one", told(), ids=lambda one: f"{one.page}: {one}")
def test_what_is_told_to_be_typed_is_proved(one: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = proofs.of(str(one))
    assert begun, "nobody proves it: tests/conformance/proofs.py"
    proofs.PROOFS[begun](proofs.Asked(one.words, one.words[len(begun.split()) :], one.inside, monkeypatch))


def test_each_proof_is_of_something_that_is_told() -> None:
    assert set(proofs.PROOFS) - {proofs.of(str(one)) for one in told()} == set()


def test_the_man_page_of_the_desktop_tells_each_of_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options(["--help"])
    page = (ROOT / "installer/desktop/linux/fofal-desktop.1").read_text(encoding="utf-8").replace("\\-", "-")
    told_there, known = (set(re.findall(r"--[a-z][a-z-]+", text)) for text in (page, capsys.readouterr().out))
    assert told_there == known


def _links(guide: Path) -> list[tuple[Path, str]]:
    """Files and headings that it leads to; without a file the heading is its own."""
    found = LINK.findall(guide.read_text(encoding="utf-8"))
    return [((guide.parent / name).resolve() if name else guide, heading) for name, heading in found]


def _headings(page: Path) -> set[str]:
    """As a reader of Markdown names them in addresses."""
    lines = page.read_text(encoding="utf-8").splitlines()
    heads = [line.lstrip("#").strip().lower() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w -]", "", head).replace(" ", "-") for head in heads}


def test_every_page_is_found_from_the_first() -> None:
    assert set(GUIDES[1:]) - {INDEX} - {page for page, _ in _links(INDEX)} == set()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_links_of_guides_lead_somewhere(guide: Path) -> None:
    links = _links(guide)
    assert [str(page) for page, _ in links if not page.exists()] == []
    assert [heading for page, heading in links if heading and heading not in _headings(page)] == []


def _is_known(words: list[str]) -> bool:
    name, *rest = words
    command = loaded(name)
    if hasattr(command, "commands"):
        if not rest or rest[0] not in command.commands:
            return False
        command, rest = command.commands[rest[0]], rest[1:]
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    return {word for word in rest if word.startswith("--")} <= known
