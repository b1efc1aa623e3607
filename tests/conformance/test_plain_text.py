"""Data is never taken for markup: what a label or a tooltip may be given, read from the desktop's sources."""

import ast
from collections.abc import Iterator
from pathlib import Path

DESKTOP = Path(__file__).resolve().parents[2] / "fofal_desktop"
PARTS = DESKTOP / "parts.py"
TIPS = {"setToolTip", "setTabToolTip", "setItemToolTip"}
MARKUP = {
    "setHtml", "insertHtml", "appendHtml", "setMarkdown", "setWhatsThis", "setStatusTip", "QMessageBox", "QTextBrowser",
    "QTextEdit", "QTextDocument", "QStaticText", "RichText", "AutoText", "MarkdownText", "QErrorMessage",
}  # fmt: skip
"""What reads its text as markup, or guesses."""
GUIDE = {DESKTOP / "dialogs" / "guide_page.py", DESKTOP / "theme" / "reading.py"}
"""Read the pages of the user guide, which ship with the program and hold no data."""


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    for path in sorted(DESKTOP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                yield f"{path.relative_to(DESKTOP)}:{node.lineno}", name, node


def _escaped(words: ast.expr) -> bool:
    """Through ``tip_of``, or taken from another tooltip."""
    if not isinstance(words, ast.Call):
        return False
    called = words.func
    return (isinstance(called, ast.Name) and called.id == "tip_of") or (
        isinstance(called, ast.Attribute) and called.attr == "toolTip"
    )


def test_labels_are_made_in_one_place() -> None:
    strangers = [place for place, name, _ in calls() if name == "QLabel" and not place.startswith("parts.py:")]
    assert strangers == []


def test_tooltips_are_escaped() -> None:
    raw = [place for place, name, call in calls() if name in TIPS and not _escaped(call.args[-1])]
    assert raw == []


def test_class_6_active_content_nothing_that_reads_markup_is_used() -> None:
    found = [
        f"{path.relative_to(DESKTOP)}:{node.lineno} {node.attr if isinstance(node, ast.Attribute) else node.id}"
        for path in sorted({*DESKTOP.rglob("*.py")} - GUIDE)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.Attribute)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) in MARKUP
    ]
    assert found == []
