"""How a page of the guide is set: room between lines, headings, keys, tables, in the colours of a theme."""

from collections.abc import Iterator

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from fofal_desktop.theme.colours import Theme

LINE_PERCENT, CELL_PADDING = 135, 6
SIZES = {1: 1.7, 2: 1.3, 3: 1.1}
"""Of headings by their level, in sizes of the text."""
ABOVE = {0: 4, 1: 0, 2: 20, 3: 14}
"""Room above a paragraph (0) and headings by their level, in pixels."""
BELOW_LIST = 10
"""Room between a list and the paragraph after it."""


def set_page(document: QTextDocument, theme: Theme, font: QFont) -> None:
    """Dress what was read from Markdown; the same again changes nothing."""
    document.setDefaultFont(font)
    for block in list(_blocks(document)):
        _set_block(block, theme, font)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _set_table(frame, theme)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _set_block(block: QTextBlock, theme: Theme, font: QFont) -> None:
    level = block.blockFormat().headingLevel()
    form = QTextBlockFormat()
    form.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    in_table = QTextCursor(block).currentTable() is not None
    form.setTopMargin(0 if in_table else _above(block))
    form.setBottomMargin(0 if in_table else ABOVE[0])
    if block.blockFormat().hasProperty(QTextFormat.Property.BlockQuoteLevel):
        form.setBackground(QColor(theme.warning_soft))
    cursor = QTextCursor(block)
    cursor.mergeBlockFormat(form)
    for start, length, looks in _pieces(block):
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(_letters(looks, level, theme, font))


def _above(block: QTextBlock) -> int:
    before, level = block.previous(), block.blockFormat().headingLevel()
    ended = before.isValid() and before.textList() is not None and block.textList() is None
    return BELOW_LIST if ended and not level else ABOVE.get(level, ABOVE[3])


def _pieces(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """Where letters of the same look begin, how many they are, and the look."""
    ranges = block.textFormats()
    return [(block.position() + one.start, one.length, QTextCharFormat(one.format)) for one in ranges]


def _letters(looks: QTextCharFormat, level: int, theme: Theme, font: QFont) -> QTextCharFormat:
    form = QTextCharFormat()
    if level:
        form.setFontPointSize(font.pointSizeF() * SIZES.get(level, 1.0))
        form.setFontWeight(QFont.Weight.DemiBold)
        form.setForeground(QColor(theme.text if level == 1 else theme.brand))
    elif looks.isAnchor():
        form.setForeground(QColor(theme.brand))
    elif looks.fontFixedPitch():
        form.setFontFamilies([font.family()])
        form.setFontWeight(QFont.Weight.DemiBold)
        form.setForeground(QColor(theme.text))
        form.setBackground(QColor(theme.soft))
    else:
        form.setForeground(QColor(theme.text))
    return form


def _set_table(table: QTextTable, theme: Theme) -> None:
    form = table.format()
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setBorderCollapse(True)
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QColor(theme.border))
    form.setCellPadding(CELL_PADDING)
    form.setTopMargin(ABOVE[0])
    form.setBottomMargin(ABOVE[2])
    table.setFormat(form)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(QColor(theme.hover))
        cell.setFormat(head)
