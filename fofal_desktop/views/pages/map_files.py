"""What leaves the map: outlines as files in each format, and the file for buyers in the European Union."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.dialogs.files import kept as kept_at
from fofal_desktop.fields.formats import tip_of
from fofal_desktop.gate import message_of
from fofal_desktop.jobs import is_cancelled, report
from fofal_desktop.models.map_files import EUDR_FILE, FORMATS, FileFormat, save_eudr, save_plots
from fofal_desktop.theme.icons import icon
from fofal_desktop.views.waiting import Waiting

Chosen = Callable[[], Sequence[str]]
"""Which plots go into a file; none named means all."""


class MapFiles(QToolButton):
    """A button with a menu. ``refused`` carries what stands against a file, line by line."""

    told = Signal(object)
    refused = Signal(str)

    def __init__(self, client: Client, chosen: Chosen, waiting: Waiting) -> None:
        super().__init__()
        self.setObjectName("mapFiles")
        self._client, self._chosen, self._waiting = client, chosen, waiting
        words = self.tr("Export outlines")
        self.setIcon(icon("mdi6.download-outline"))
        self.setToolTip(tip_of(words))
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for one in FORMATS:
            menu.addAction(self.tr("{0} of the chosen plots, or of all").format(one.words), partial(self._choose, one))
        menu.addSeparator()
        menu.addAction(self.tr("EUDR file of the chosen plots, or of all"), partial(self._choose, EUDR_FILE))
        self.setMenu(menu)

    def save(self, fmt: FileFormat, target: Path) -> None:
        """Write the plots that are chosen."""
        keys, client = list(self._chosen()), self._client

        def work() -> None:
            if fmt is EUDR_FILE:
                save_eudr(client, keys, target, report, is_cancelled)
            else:
                save_plots(client, fmt.name, keys, target, report, is_cancelled)

        self._waiting.begin(target.name, work, lambda _none: self.told.emit(kept_at(target)), self._on_failure)

    def _on_failure(self, error: Exception) -> None:
        problems = error.problem.errors if isinstance(error, ApiError) else []
        self.refused.emit("\n".join([message_of(error), *(f"• {one.message}" for one in problems)]))

    def _choose(self, fmt: FileFormat) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(documents) if documents and Path(documents).is_dir() else Path.home()
        name = "EUDR" if fmt is EUDR_FILE else self.tr("Plots")
        dialog = QFileDialog(self, fmt.words, str(folder / f"{name}.{fmt.suffix}"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(fmt.suffix)
        dialog.fileSelected.connect(lambda target: self.save(fmt, Path(target)))
        dialog.open()


def kept(chosen: set[str], plots: Sequence[dict[str, Any]]) -> list[str]:
    """The chosen ones in the order of the map; all of them is as good as none named."""
    return [] if len(chosen) == len(plots) else [str(plot["id"]) for plot in plots if str(plot["id"]) in chosen]
