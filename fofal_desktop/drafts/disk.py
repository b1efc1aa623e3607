"""Where what was typed is kept on this computer."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QStandardPaths


def drafts_folder() -> Path:
    """Where the drafts of everybody who works at this account of the computer lie."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(data) / "fofal" / "drafts"


def own_folder(account: str) -> Path:
    """That of one person at one server; the name of the folder does not say whose it is."""
    return drafts_folder() / hashlib.sha256(account.encode()).hexdigest()[:32]
