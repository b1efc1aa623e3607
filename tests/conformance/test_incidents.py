"""Each watch is told in both languages, has its page in the administrator's guide, and the page says how grave it is."""

import re
from pathlib import Path

import pytest

from fofal_server.app import DOMAINS
from fofal_server.config import Settings
from fofal_server.core.texts import lookup, text
from fofal_server.core.watch import Watch
from fofal_server.notifications import wording
from fofal_server.notifications.rounds import declared

ROOT = Path(__file__).resolve().parents[2]
assert DOMAINS
WATCHES = {one.code: one for one in declared(Settings())}
each = pytest.mark.parametrize("watch", WATCHES.values(), ids=lambda one: one.code)
SECTIONS = ("## Ce que cela veut dire", "## Que faire", "## Comment savoir que c'est fini")


@each
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_watch_has_its_words(watch: Watch, language: str) -> None:
    assert lookup(f"watch.{watch.code}", language)
    assert lookup(f"watch.{watch.code}.told", language)
    blanks = [re.findall(r"\{(\w+)\}", text(f"watch.{watch.code}.told", one)) for one in ("fr", "en")]
    assert set(blanks[0]) == {one.removesuffix("_en") for one in blanks[1]}, "words of a language end with its name"
    assert "{" not in wording.kind(watch.code)


@each
def test_each_watch_has_its_page(watch: Watch) -> None:
    page = (ROOT / wording.page(watch.code)).read_text(encoding="utf-8")
    assert [one for one in SECTIONS if f"\n{one}\n" not in page] == []
    told = f"Surveillance `{watch.code}`, gravité : {text(f'choice.Severity.{watch.severity}')}.".lower()
    assert told in page.lower()


def test_codes_are_of_one_watch_each_and_no_page_is_of_none() -> None:
    assert len(WATCHES) == len(declared(Settings())) >= 16
    pages = {path.stem for path in (ROOT / "docs" / "admin" / "incidents").glob("*.md")}
    assert pages == set(WATCHES)
