"""What a version must be like before anything of it is used; one sentence for each refusal."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from fofal_desktop.api.cancel import current
from fofal_desktop.gate import message_of
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_server.contract.updates import Manifest, Package, Untrusted, rank, read

CHUNK = 1 << 20
_WORDS = {
    "none": QT_TRANSLATE_NOOP("Updates", "There is no newer version for this computer: you have the last one."),
    "elsewhere": QT_TRANSLATE_NOOP(
        "Updates", "Another window of FOFAL is bringing a version to this computer just now. Try again in some minutes."
    ),
    "keyless": QT_TRANSLATE_NOOP(
        "Updates",
        "This program was built without a key and takes no update. Ask your administrator to install the new version.",
    ),
    "absent": QT_TRANSLATE_NOOP(
        "Updates",
        "There is no new version in this folder: manifest.json and manifest.json.sig are missing. Choose the folder "
        "that holds both and the packages beside them.",
    ),
    "forged": QT_TRANSLATE_NOOP(
        "Updates",
        "Nobody whom this program trusts has signed this version, or it was changed on its way. Nothing was installed. "
        "Tell your administrator.",
    ),
    "channel": QT_TRANSLATE_NOOP(
        "Updates",
        "This version is meant for other computers (channel « {0} »), this one follows « {1} ». Nothing was installed.",
    ),
    "platform": QT_TRANSLATE_NOOP("Updates", "Version {0} has no package for this kind of computer."),
    "older": QT_TRANSLATE_NOOP("Updates", "Version {0} is not newer than what you have ({1}). Nothing was installed."),
    "failed": QT_TRANSLATE_NOOP(
        "Updates",
        "Version {0} did not start on this computer and is not tried again. Wait for the one that follows it, and tell "
        "your administrator.",
    ),
    "missing": QT_TRANSLATE_NOOP("Updates", "The package {0} is missing in the folder: copy all of its files again."),
    "size": QT_TRANSLATE_NOOP(
        "Updates", "The package {0} is not whole: it is of another size than its manifest says. Have it copied again."
    ),
    "sum": QT_TRANSLATE_NOOP(
        "Updates", "The package {0} was damaged or changed: its sum is not that of its manifest. Have it copied again."
    ),
    "outside": QT_TRANSLATE_NOOP(
        "Updates",
        "The package holds a file that would lie outside of its folder ({0}). Nothing was installed. Tell your "
        "administrator.",
    ),
    "large": QT_TRANSLATE_NOOP(
        "Updates", "The package holds more than a version of this program can. Nothing was installed."
    ),
    "damaged": QT_TRANSLATE_NOOP("Updates", "The package {0} cannot be unpacked. Tell your administrator."),
    "empty": QT_TRANSLATE_NOOP("Updates", "The package {0} does not hold the program. Tell your administrator."),
}


class Refused(Exception):
    """``reason`` is one of the words above, ``about`` what it names."""

    def __init__(self, reason: str, *about: str) -> None:
        super().__init__(reason, *about)
        self.reason, self.about = reason, about


def words_of(error: Exception) -> str:
    """Why there is no new version, in the words of the person."""
    if isinstance(error, Refused):
        return QCoreApplication.translate("Updates", _WORDS[error.reason]).format(*error.about)
    return message_of(error)


@dataclass(frozen=True)
class Standing:
    """What this program and this computer are, by which a version is judged."""

    version: str
    channel: str
    platform: str
    keys: tuple[bytes, ...]
    newest: str = ""
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Version:
    """A version that may be installed here, as far as its manifest goes; the bytes are kept with their signature."""

    manifest: Manifest
    package: Package
    words: bytes
    signature: bytes

    @property
    def name(self) -> str:
        return self.manifest.version

    def notes(self, language: str) -> str:
        """What is new; French where it was not said in ``language``."""
        notes = {str(key): value for key, value in self.manifest.notes.items()}
        return notes.get(language) or notes.get("fr", "")


def verified(words: bytes, signature: bytes, standing: Standing) -> Version:
    """The version of a manifest; Refused for whatever may not be installed here."""
    if not standing.keys:
        raise Refused("keyless")
    try:
        manifest = read(words, signature, standing.keys)
    except Untrusted as untrusted:
        raise Refused("forged") from untrusted
    return Version(manifest, _wanted(manifest, standing), words, signature)


def _wanted(manifest: Manifest, standing: Standing) -> Package:
    """An older one is no way back: it may have the holes that the newer one closed."""
    if manifest.channel != standing.channel:
        raise Refused("channel", manifest.channel, standing.channel)
    newest = max(filter(None, (standing.version, standing.newest)), key=rank)
    if rank(manifest.version) < rank(newest) or manifest.version == standing.version:
        raise Refused("older", manifest.version, newest)
    if manifest.version in standing.refused:
        raise Refused("failed", manifest.version)
    package = manifest.package_for(standing.platform)
    if package is None:
        raise Refused("platform", manifest.version)
    return package


def check(file: Path, package: Package) -> None:
    """Raise Refused unless ``file`` is this very package."""
    if file.stat().st_size != package.size:
        raise Refused("size", package.file)
    wish, total = current(), hashlib.sha256()
    with file.open("rb") as read_from:
        while chunk := read_from.read(CHUNK):
            wish.check()
            total.update(chunk)
    if total.hexdigest() != package.sha256:
        raise Refused("sum", package.file)
