"""What a person can do, as data: a name, a text, a shortcut, an icon; screens bind them to their own deeds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from fofal_desktop.fields.formats import tip_of
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.theme.icons import icon


@dataclass(frozen=True)
class Command:
    """``text`` is the English source of a translation; ``group`` is where the sheet of shortcuts shows it."""

    name: str
    text: str
    shortcut: str = ""
    icon: str = ""
    group: str = "record"

    @property
    def label(self) -> str:
        return QCoreApplication.translate("Command", self.text)


NEW = Command("new", QT_TRANSLATE_NOOP("Command", "New"), "Ctrl+N", "mdi6.plus", "list")
OPEN = Command("open", QT_TRANSLATE_NOOP("Command", "Open"), "Return", "mdi6.open-in-app", "list")
FIND = Command("find", QT_TRANSLATE_NOOP("Command", "Search"), "Ctrl+F", "mdi6.magnify", "list")
FILTER = Command(
    "filter", QT_TRANSLATE_NOOP("Command", "Add a filter"), "Ctrl+Shift+F", "mdi6.filter-plus-outline", "list"
)
SAVED = Command(
    "saved-filters", QT_TRANSLATE_NOOP("Command", "Saved filters"), "Ctrl+Shift+S", "mdi6.filter-menu-outline", "list"
)
IMPORT = Command("import", QT_TRANSLATE_NOOP("Command", "Import"), "Ctrl+I", "mdi6.upload-outline", "list")
EXPORT = Command("export", QT_TRANSLATE_NOOP("Command", "Export"), "Ctrl+E", "mdi6.download-outline", "list")
PRINT = Command("print", QT_TRANSLATE_NOOP("Command", "Print"), "Ctrl+P", "mdi6.printer-outline", "list")
COPY = Command("copy", QT_TRANSLATE_NOOP("Command", "Copy the rows"), "Ctrl+C", "mdi6.content-copy", "list")
PASTE = Command("paste", QT_TRANSLATE_NOOP("Command", "Paste rows"), "Ctrl+V", "mdi6.content-paste", "list")
BULK = Command("bulk", QT_TRANSLATE_NOOP("Command", "Change together"), "Ctrl+M", "mdi6.pencil-box-multiple", "list")
ACT = Command("act", QT_TRANSLATE_NOOP("Command", "Process together"), "Ctrl+Shift+M", "mdi6.playlist-check", "list")
GROUP = Command("group", QT_TRANSLATE_NOOP("Command", "Groups"), "Ctrl+G", "mdi6.format-list-group", "list")
REFRESH = Command("refresh", QT_TRANSLATE_NOOP("Command", "Refresh"), "F5", "mdi6.refresh", "list")
COLUMNS = Command("columns", QT_TRANSLATE_NOOP("Command", "Columns"), "Ctrl+Shift+K", "mdi6.table-column", "list")
DETAILS = Command("details", QT_TRANSLATE_NOOP("Command", "Details beside the list"), "F4", "mdi6.dock-right", "list")
SORT = Command("sort", QT_TRANSLATE_NOOP("Command", "Sort by this column"), "Ctrl+T", "mdi6.sort", "list")
SORT_TOO = Command(
    "sort-too", QT_TRANSLATE_NOOP("Command", "Sort by this column too"), "Ctrl+Shift+T", "mdi6.sort-variant", "list"
)
SAVE = Command("save", QT_TRANSLATE_NOOP("Command", "Save"), "Ctrl+S", "mdi6.content-save-outline")
DUPLICATE = Command("duplicate", QT_TRANSLATE_NOOP("Command", "Duplicate"), "Ctrl+D", "mdi6.content-copy")
DELETE = Command("delete", QT_TRANSLATE_NOOP("Command", "Delete"), "Ctrl+Del", "mdi6.trash-can-outline")
HISTORY = Command("history", QT_TRANSLATE_NOOP("Command", "History"), "Ctrl+H", "mdi6.history")
ATTACHMENTS = Command("attachments", QT_TRANSLATE_NOOP("Command", "Attachments"), "Ctrl+J", "mdi6.paperclip")
LOOK = Command("look", QT_TRANSLATE_NOOP("Command", "Show the file large"), "Space", "mdi6.eye-outline", "files")
OPEN_FILE = Command(
    "open-file", QT_TRANSLATE_NOOP("Command", "Open the file in its program"), "Return", "mdi6.open-in-app", "files"
)
COPY_LINK = Command("copy-link", QT_TRANSLATE_NOOP("Command", "Copy the link"), "Ctrl+Shift+C", "mdi6.link-variant")
PREVIOUS = Command("previous", QT_TRANSLATE_NOOP("Command", "Previous record"), "PgUp", "mdi6.chevron-up")
NEXT = Command("next", QT_TRANSLATE_NOOP("Command", "Next record"), "PgDown", "mdi6.chevron-down")
LEAVE = Command("leave", QT_TRANSLATE_NOOP("Command", "Close"), "Esc", "mdi6.close")
PALETTE = Command("palette", QT_TRANSLATE_NOOP("Command", "Go to…"), "Ctrl+K", "mdi6.magnify", "window")
CLOSE_TAB = Command("close-tab", QT_TRANSLATE_NOOP("Command", "Close the tab"), "Ctrl+W", "mdi6.tab-remove", "window")
DETACH = Command(
    "detach", QT_TRANSLATE_NOOP("Command", "Detach into a window"), "Ctrl+Shift+D", "mdi6.dock-window", "window"
)
ATTACH = Command(
    "attach", QT_TRANSLATE_NOOP("Command", "Put back into the main window"), "Ctrl+Shift+D", "mdi6.dock-top", "apart"
)
NEXT_TAB = Command("next-tab", QT_TRANSLATE_NOOP("Command", "Next tab"), "Ctrl+Tab", "mdi6.arrow-right", "window")
LAST_TAB = Command(
    "last-tab", QT_TRANSLATE_NOOP("Command", "Previous tab"), "Ctrl+Shift+Tab", "mdi6.arrow-left", "window"
)
SIDEBAR = Command(
    "sidebar", QT_TRANSLATE_NOOP("Command", "Show or hide the modules"), "Ctrl+B", "mdi6.dock-left", "window"
)
THEME = Command(
    "theme", QT_TRANSLATE_NOOP("Command", "Light or dark theme"), "Ctrl+Shift+L", "mdi6.theme-light-dark", "window"
)
LARGER = Command(
    "larger", QT_TRANSLATE_NOOP("Command", "Larger text"), "Ctrl++", "mdi6.format-font-size-increase", "window"
)
SMALLER = Command(
    "smaller", QT_TRANSLATE_NOOP("Command", "Smaller text"), "Ctrl+-", "mdi6.format-font-size-decrease", "window"
)
LANGUAGE = Command("language", QT_TRANSLATE_NOOP("Command", "Français / English"), "", "mdi6.translate", "window")
PASSWORD = Command("password", QT_TRANSLATE_NOOP("Command", "Change my password"), "", "mdi6.lock-reset", "window")
FACTOR = Command(
    "factor", QT_TRANSLATE_NOOP("Command", "My second factor"), "", "mdi6.two-factor-authentication", "window"
)
SESSIONS = Command("sessions", QT_TRANSLATE_NOOP("Command", "My sessions"), "", "mdi6.devices", "window")
WISHES = Command("wishes", QT_TRANSLATE_NOOP("Command", "What I am told"), "", "mdi6.bell-cog-outline", "window")
SHORTCUTS = Command(
    "shortcuts", QT_TRANSLATE_NOOP("Command", "Keyboard shortcuts"), "Ctrl+F1", "mdi6.keyboard-outline", "window"
)
LOOK_AROUND = Command(
    "look-around", QT_TRANSLATE_NOOP("Command", "A look around"), "", "mdi6.map-marker-path", "window"
)
HELP = Command("help", QT_TRANSLATE_NOOP("Command", "Help"), "F1", "mdi6.help-circle-outline", "window")
ABOUT = Command("about", QT_TRANSLATE_NOOP("Command", "About FOFAL"), "", "mdi6.information-outline", "window")
LOCK = Command("lock", QT_TRANSLATE_NOOP("Command", "Lock"), "Ctrl+L", "mdi6.lock-outline", "window")
LOCKING = Command("locking", QT_TRANSLATE_NOOP("Command", "Automatic lock"), "", "mdi6.timer-lock-outline", "window")
DRAFTS = Command(
    "drafts", QT_TRANSLATE_NOOP("Command", "Entries that are not saved"), "", "mdi6.file-restore-outline", "window"
)
OUTBOX = Command("outbox", QT_TRANSLATE_NOOP("Command", "To be sent"), "", "mdi6.tray-arrow-up", "window")
NOTICES = Command(
    "notices", QT_TRANSLATE_NOOP("Command", "Last notices"), "Ctrl+Shift+N", "mdi6.bell-outline", "window"
)
UPDATE = Command("update", QT_TRANSLATE_NOOP("Command", "Update from a folder…"), "", "mdi6.update", "window")
SIGN_OUT = Command("sign-out", QT_TRANSLATE_NOOP("Command", "Sign out"), "", "mdi6.logout", "window")
QUIT = Command("quit", QT_TRANSLATE_NOOP("Command", "Quit"), "Ctrl+Q", "mdi6.power", "window")
BACK = Command("back", QT_TRANSLATE_NOOP("Command", "Back"), "Alt+Left", "mdi6.arrow-left", "help")
FORWARD = Command("forward", QT_TRANSLATE_NOOP("Command", "Forward"), "Alt+Right", "mdi6.arrow-right", "help")
CONTENTS = Command("contents", QT_TRANSLATE_NOOP("Command", "Contents"), "Alt+Home", "mdi6.table-of-contents", "help")
PRINT_PAGE = Command(
    "print-page", QT_TRANSLATE_NOOP("Command", "Print the page"), "Ctrl+P", "mdi6.printer-outline", "help"
)

LIST = (
    NEW, OPEN, FIND, FILTER, SAVED, IMPORT, EXPORT, PRINT, COPY, PASTE, BULK, ACT, GROUP, REFRESH, COLUMNS, DETAILS,
    SORT, SORT_TOO,
)  # fmt: skip
RECORD = (NEW, SAVE, DUPLICATE, DELETE, PRINT, HISTORY, ATTACHMENTS, COPY_LINK, PREVIOUS, NEXT, FIND, LEAVE)
WINDOW = (
    PALETTE, CLOSE_TAB, NEXT_TAB, LAST_TAB, DETACH, SIDEBAR, THEME, LARGER, SMALLER, LANGUAGE, PASSWORD, FACTOR,
    SESSIONS, WISHES, NOTICES, DRAFTS, OUTBOX, HELP, SHORTCUTS, LOOK_AROUND, UPDATE, ABOUT, LOCK, LOCKING,
    SIGN_OUT, QUIT,
)  # fmt: skip
PERSON = (
    THEME, LARGER, SMALLER, LANGUAGE, PASSWORD, FACTOR, SESSIONS, WISHES, NOTICES, DRAFTS, OUTBOX, HELP, SHORTCUTS,
    LOOK_AROUND, UPDATE, ABOUT, LOCKING, LOCK, SIGN_OUT,
)  # fmt: skip
FILES = (LOOK, OPEN_FILE)
APART = (ATTACH,)
GUIDE = (FIND, BACK, FORWARD, CONTENTS, PRINT_PAGE)


def bind(widget: QWidget, command: Command, deed: Callable[[], Any]) -> QAction:
    """An action of ``widget`` that answers to the command's shortcut while the widget or a child has the focus."""
    action = QAction(icon(command.icon) if command.icon else icon("mdi6.circle-small"), command.label, widget)
    action.setObjectName(f"action-{command.name}")
    if command.shortcut:
        action.setShortcut(QKeySequence(command.shortcut))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(tip_of(f"{command.label} ({keys})"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _checked=False: deed())
    widget.addAction(action)
    return action


def enable(actions: Iterable[QAction], allowed: bool) -> None:
    for action in actions:
        action.setEnabled(allowed)
