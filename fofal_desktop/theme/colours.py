"""The colours of the house in two themes, named for what they are used for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """Every colour a screen may use; pairs of text and ground keep a contrast of 4.5 : 1 (WCAG 2.2, 1.4.3)."""

    name: str
    window: str
    surface: str
    raised: str
    row: str
    text: str
    muted: str
    border: str
    edge: str
    primary: str
    primary_hover: str
    on_primary: str
    brand: str
    soft: str
    hover: str
    accent: str
    on_accent: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    sidebar: str
    sidebar_text: str
    sidebar_muted: str
    sidebar_hover: str
    focus: str


LIGHT = Theme(
    name="light",
    window="#F3F5F1",
    surface="#FFFFFF",
    raised="#FFFFFF",
    row="#F8FAF6",
    text="#1B211C",
    muted="#566058",
    border="#D9DED6",
    edge="#808B83",
    primary="#2E7D32",
    primary_hover="#256628",
    on_primary="#FFFFFF",
    brand="#2E7D32",
    soft="#E7F4E8",
    hover="#EDF2EB",
    accent="#FFA000",
    on_accent="#1B1B1B",
    danger="#B3261E",
    danger_soft="#FCEBE9",
    warning="#744700",
    warning_soft="#FFF1D6",
    success="#1F6324",
    success_soft="#E1F0E2",
    sidebar="#1C3620",
    sidebar_text="#E4EFE4",
    sidebar_muted="#A6BFA8",
    sidebar_hover="#29492D",
    focus="#2E7D32",
)

DARK = Theme(
    name="dark",
    window="#121613",
    surface="#1B201C",
    raised="#232A25",
    row="#1F2520",
    text="#E7EBE7",
    muted="#A7B1A8",
    border="#363F38",
    edge="#748077",
    primary="#2E7D32",
    primary_hover="#276B2B",
    on_primary="#FFFFFF",
    brand="#8CCB8F",
    soft="#25452A",
    hover="#28302A",
    accent="#FFA000",
    on_accent="#1B1B1B",
    danger="#FF9C93",
    danger_soft="#42201D",
    warning="#FFC766",
    warning_soft="#3D2E12",
    success="#9AD49D",
    success_soft="#203C24",
    sidebar="#0D120E",
    sidebar_text="#DCE6DC",
    sidebar_muted="#93A695",
    sidebar_hover="#1E2820",
    focus="#FFA000",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}

_DIM, _LINEAR_FROM = 12.92, 0.03928


def luminance(colour: str) -> float:
    """Relative luminance 0–1 of ``#RRGGBB`` (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / _DIM if c <= _LINEAR_FROM else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1–21 of two colours (WCAG 2.2)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
