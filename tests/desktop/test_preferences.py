"""Preferences survive a restart and forgive what was spoilt by hand."""

from pathlib import Path

from fofal_desktop.preferences import Preferences


def test_what_was_chosen_is_there_after_a_restart(tmp_path: Path) -> None:
    first = Preferences(tmp_path)
    first.language, first.theme, first.zoom, first.server, first.username = "en", "dark", 125, "http://s:1", "awa"
    first.keep_layout("awa", "agronomy.plots", {"order": ["name", "code"], "sort": ["-code"]})
    first.save()
    again = Preferences(tmp_path)
    assert (again.language, again.theme, again.zoom, again.server, again.username) == (
        "en",
        "dark",
        125,
        "http://s:1",
        "awa",
    )
    assert again.layout("awa", "agronomy.plots") == {"order": ["name", "code"], "sort": ["-code"]}
    assert again.layout("jean", "agronomy.plots") == {}


def test_french_and_light_come_first(tmp_path: Path) -> None:
    fresh = Preferences(tmp_path)
    assert (fresh.language, fresh.theme, fresh.zoom) == ("fr", "light", 100)


def test_spoilt_values_are_passed_over(tmp_path: Path) -> None:
    spoilt = Preferences(tmp_path)
    spoilt.language = "tlh"
    spoilt.save()
    (tmp_path / "desktop.ini").write_text(
        "[General]\nlanguage=tlh\nzoom=huge\n\n[lists]\nawa\\agronomy.plots={not json\n", encoding="utf-8"
    )
    again = Preferences(tmp_path)
    assert (again.language, again.zoom) == ("fr", 100)
    assert again.layout("awa", "agronomy.plots") == {}


def test_a_forgotten_layout_is_gone(tmp_path: Path) -> None:
    kept = Preferences(tmp_path)
    kept.keep_layout("awa", "agronomy.plots", {"hidden": ["name"]})
    kept.agree_layout("awa", "hr.teams", {"sort": ["code"]})
    assert kept.touched_lists("awa") == ["agronomy.plots", "hr.teams"]
    kept.keep_layout("awa", "agronomy.plots", {})
    assert kept.layout("awa", "agronomy.plots") == {}
    assert kept.touched_lists("awa") == ["hr.teams"]
