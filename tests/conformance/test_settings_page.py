"""``docs/server-settings.md`` tells every setting with the default that it has, and none that nobody reads."""

import re
from pathlib import Path
from typing import Any

from fofal_server.config import SECRET, Settings

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "server-settings.md").read_text(encoding="utf-8")
ROWS = {
    name: (default, sense)
    for name, default, sense in re.findall(r"^\| `(FOFAL_\w+)` \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)
}
FIELDS = {f"FOFAL_{name.upper()}": field.default for name, field in Settings.model_fields.items()}
UNITS = {"ko": 1024, "Mo": 1024**2, "Go": 1024**3}


def _meant(told: str) -> str:
    """A default as the page tells it, in the words of the code."""
    sized = re.fullmatch(r"(\d+) (ko|Mo|Go)", told)
    return str(int(sized[1]) * UNITS[sized[2]]) if sized else told


def _written(default: Any) -> str:
    if default is None or default == ():
        return "—"
    return f"{default:g}" if isinstance(default, float) else str(default)


def test_the_page_lists_every_setting_with_its_default() -> None:
    assert {name: _meant(default) for name, (default, _) in ROWS.items()} == {
        name: _written(default) for name, default in FIELDS.items()
    }


def test_every_setting_has_a_meaning() -> None:
    assert [name for name, (_, sense) in ROWS.items() if len(sense) < 10] == []


def test_the_page_names_nothing_that_nobody_reads() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("fofal_*/**/*.py"))
    read = {*FIELDS, *re.findall(r"FOFAL_[A-Z_]*[A-Z]", sources)}
    assert set(re.findall(r"FOFAL_[A-Z_]*[A-Z]", PAGE)) - read == set()


def test_secrets_stand_in_their_own_section() -> None:
    section = PAGE.partition("## Secrets")[2].partition("\n## ")[0]
    assert {name for name in ROWS if f"| `{name}`" in section} == {f"FOFAL_{name.upper()}" for name in SECRET}
