"""Both themes can be read, their style sheet is whole, and the shipped font has what French needs."""

import re

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QIcon, QRawFont
from PySide6.QtWidgets import QApplication

from fofal_desktop.models.sensors import _BOUNDS as BOUNDS
from fofal_desktop.models.weather_drawing import STYLES
from fofal_desktop.resources import resource
from fofal_desktop.tables.cells import TONES
from fofal_desktop.theme import fonts, icons
from fofal_desktop.theme.colours import DARK, LIGHT, THEMES, Theme, contrast
from fofal_desktop.theme.style import stylesheet

GROUNDS = ("window", "surface", "raised", "row", "hover", "soft")
PAIRS = [
    *((text, ground) for ground in GROUNDS for text in ("text", "muted", "brand", "danger")),
    *((text, f"{tone}_soft") for tone in ("danger", "warning", "success") for text in (tone, "text", "muted")),
    ("warning", "surface"),  # bounds and lines of charts, with their words
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_accent", "accent"),
    *((text, ground) for text in ("sidebar_text", "sidebar_muted") for ground in ("sidebar", "sidebar_hover")),
    *TONES.values(),
]
RULE = re.compile(r"([^{}]+)\{([^}]*)\}")
INK, GROUND = re.compile(r"(?<![-\w])color: \$(\w+)"), re.compile(r"(?<![-\w])background(?:-color)?: \$(\w+)")
MARKED, ON_MARKED = re.compile(r"selection-background-color: \$(\w+)"), re.compile(r"selection-color: \$(\w+)")


def rules() -> list[tuple[str, str, str]]:
    """Selector, text and ground of each rule of the style sheet; one without a ground lies on those of the screens."""
    sheet = re.sub(r"/\*.*?\*/", "", resource("theme", "fofal.qss").read_text(encoding="utf-8"), flags=re.DOTALL)
    found = []
    for selector, body in RULE.findall(sheet):
        usual = ["sidebar"] if "#sidebar" in selector else ["window", "surface", "raised"]
        for inks, grounds in (
            (INK.findall(body), GROUND.findall(body) or usual),
            (ON_MARKED.findall(body), MARKED.findall(body)),
        ):
            found += [(selector.strip(), ink, ground) for ink in inks for ground in grounds]
    return found


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # the classic near miss of WCAG


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_rule_of_the_style_sheet_can_be_read(theme: Theme) -> None:
    """What cannot be used at the moment may be paler (WCAG 2.2, 1.4.3), but is read as well."""
    found = {rule: contrast(getattr(theme, rule[1]), getattr(theme, rule[2])) for rule in rules()}
    assert len(found) > 60
    assert {rule for rule, ratio in found.items() if ratio < (3 if ":disabled" in rule[0] else 4.5)} == set()


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_lines_of_charts_and_the_focus_stand_out(theme: Theme) -> None:
    assert [role for role, _stroke in STYLES if contrast(getattr(theme, role), theme.surface) < 3] == []
    assert [role for *_names, role in BOUNDS if contrast(getattr(theme, role), theme.surface) < 4.5] == []  # with words
    assert contrast(theme.text, theme.primary) >= 3  # around a button of this ground
    assert contrast(theme.accent, theme.sidebar) >= 3


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["window", "surface", "raised"])
def test_edges_of_what_one_types_into_are_visible(theme: Theme, ground: str) -> None:
    assert contrast(theme.edge, getattr(theme, ground)) >= 3
    assert contrast(theme.focus, getattr(theme, ground)) >= 3


def test_the_colours_of_the_house() -> None:
    for theme in (LIGHT, DARK):
        assert (theme.primary, theme.accent) == ("#2E7D32", "#FFA000")


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_style_sheet_is_filled_and_its_pictures_exist(theme: Theme) -> None:
    sheet = stylesheet(theme, 125)
    assert "$" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert all(resource("theme", picture.rsplit("/", 1)[-1]).is_file() for picture in pictures)


def test_the_shipped_font_reads_french(qapp: QApplication) -> None:
    assert fonts.load() == []
    assert fonts.FAMILY in QFontDatabase.families()
    assert QFontInfo(fonts.house_font()).family() == fonts.FAMILY
    drawn = QRawFont.fromFont(fonts.house_font())
    for character in "éèçœŒÀ«»’–…\u202f\u00a0²°↑↓●✓":
        assert drawn.supportsCharacter(ord(character)), hex(ord(character))


def test_icons_follow_the_theme_and_forgive_unknown_names(qapp: QApplication) -> None:
    assert icons.known("mdi6.sprout")
    assert not icons.known("mdi6.no-such-thing")
    assert not icons.known("nonsense")
    assert not icons.icon("mdi6.no-such-thing").pixmap(16, 16).isNull()
    leaf = icons.icon("mdi6.square", "text")
    seen = set()
    for theme in THEMES.values():
        icons.show_in(theme)
        seen.add(leaf.pixmap(16, 16).toImage().pixelColor(8, 8).name().upper())
    icons.show_in(LIGHT)
    assert seen == {LIGHT.text, DARK.text}


def test_an_icon_that_is_changed_apart_stays_whole(qapp: QApplication) -> None:
    """Qt copies the engine then: a copy that Python destroyed at once brought the process down."""
    first = icons.icon("mdi6.home")
    second = QIcon(first)
    second.setIsMask(True)
    del first
    assert not second.pixmap(16, 16).isNull()
