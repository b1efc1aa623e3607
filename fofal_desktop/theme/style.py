"""Dress the whole program in a theme: palette, style sheet, font."""

from dataclasses import asdict
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from fofal_desktop.resources import resource
from fofal_desktop.theme import fonts, icons
from fofal_desktop.theme.colours import THEMES, Theme

_DRESSED = "fofal-dressed"
_STEPS = {"smaller": 0.9, "larger": 1.15, "title": 1.6, "huge": 2.0}


def dress(app: QApplication, theme_name: str, zoom: int = 100) -> None:
    """Show the program in theme ``light`` or ``dark`` at ``zoom`` percent; open screens follow at once."""
    theme = THEMES.get(theme_name, THEMES["light"])
    icons.show_in(theme)
    if not app.property(_DRESSED):  # again and again would wrap style in style
        app.setStyle("Fusion")
        app.setProperty(_DRESSED, True)
    app.setFont(fonts.house_font(zoom))
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme, zoom))


def stylesheet(theme: Theme, zoom: int = 100) -> str:
    """The style sheet of the house with the colours of ``theme`` filled in."""
    template = Template(resource("theme", "fofal.qss").read_text(encoding="utf-8"))
    sizes = {name: f"{fonts.POINTS * zoom / 100 * step:.1f}" for name, step in _STEPS.items()}
    pictures = {"tick": _address("tick.svg"), "chevron": _address(f"chevron-{theme.name}.svg")}
    pictures["cross"] = _address(f"cross-{theme.name}.svg")
    return template.substitute(asdict(theme), **sizes, **pictures)


def palette(theme: Theme) -> QPalette:
    """Qt's own palette for what the style sheet does not reach."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.row,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.primary,
        role.HighlightedText: theme.on_primary,
        role.Link: theme.brand,
    }
    made = QPalette()
    for which, colour in colours.items():
        made.setColor(which, QColor(colour))
    made.setColor(QPalette.ColorGroup.Disabled, role.Text, QColor(theme.edge))
    made.setColor(QPalette.ColorGroup.Disabled, role.ButtonText, QColor(theme.edge))
    return made


def _address(name: str) -> str:
    return f'"{resource("theme", name).as_posix()}"'  # quoted: the folder may hold a space
