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


def test_two_servers_are_told_apart_and_what_was_kept_before_goes_to_the_first(tmp_path: Path) -> None:
    plots, old, here, there = "agronomy.plots", Preferences(tmp_path), "https://a:1 awa", "https://b/c awa"
    old.keep_layout("awa", plots, {"sort": ["-code"]})
    old.agree_layout("awa", plots, {"sort": ["code"]})
    old.keep_lock_after("awa", 5)
    old.keep_layout("awa2", plots, {"sort": ["name"]})
    old.save()
    kept = Preferences(tmp_path)
    kept.take_over(here, "awa")
    kept.take_over(there, "awa")
    assert (kept.layout(here, plots), kept.agreed_layout(here, plots)) == ({"sort": ["-code"]}, {"sort": ["code"]})
    assert (kept.lock_after(here), kept.lock_after(there), kept.layout(there, plots)) == (5, 15, {})
    assert (kept.layout("awa", plots), kept.layout("awa2", plots)) == ({}, {"sort": ["name"]})
    kept.keep_layout(there, plots, {"hidden": ["code"]})
    kept.save()
    again = Preferences(tmp_path)
    assert (again.touched_lists(here), again.touched_lists(there)) == ([plots], [plots])
    assert again.layout(here, plots) == {"sort": ["-code"]}
