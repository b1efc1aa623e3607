"""What was published, as it lies in the data folder: ``updates/<channel>/<version>``, the newest of them is offered.

Signatures were verified when it was published; whoever takes it verifies them again.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import structlog
from pydantic import ValidationError

from fofal_server.contract.updates import MANIFEST, SIGNATURE, Channel, Manifest, Package, rank

CHANNELS: tuple[str, ...] = get_args(Channel)
log = structlog.get_logger("fofal.updates")


@dataclass(frozen=True)
class Published:
    """A version with the exact bytes of its manifest."""

    folder: Path
    manifest: Manifest
    words: bytes
    signature: bytes

    @property
    def whole(self) -> bool:
        """Whether every package lies there in its length."""
        files = [(self.folder / one.file, one.size) for one in self.manifest.packages]
        return all(file.is_file() and file.stat().st_size == size for file, size in files)


def place(data_dir: Path, channel: str) -> Path:
    """The folder of a channel, whether anything was ever published on it or not."""
    return data_dir / "updates" / channel


def versions(data_dir: Path, channel: str) -> list[Path]:
    """Folders of all versions that are kept, the newest first; drafts have names that are no versions."""
    folder = place(data_dir, channel)
    ranked = [(order, one) for one in (folder.iterdir() if folder.is_dir() else ()) if (order := _rank(one.name))]
    return [one for _, one in sorted(ranked, reverse=True)]


def newest(data_dir: Path, channel: str) -> Published | None:
    """What is offered; None where nothing was published. One that was damaged is passed over and told."""
    found = (read(one) for one in versions(data_dir, channel))
    return next((one for one in found if one is not None), None)


def package(data_dir: Path, channel: str, name: str) -> tuple[Path, Package] | None:
    """A file that the manifest of a kept version names, with what it says of it; nothing else is ever reached."""
    for one in versions(data_dir, channel):
        published = read(one)
        named = [each for each in published.manifest.packages if each.file == name] if published else []
        if named:
            return one / named[0].file, named[0]
    return None


def read(folder: Path) -> Published | None:
    """A version; None where its files are missing or no longer what they were."""
    try:
        words, signature = (folder / MANIFEST).read_bytes(), (folder / SIGNATURE).read_bytes()
        return Published(folder, Manifest.model_validate_json(words), words, signature)
    except (OSError, ValidationError) as error:
        log.warning("updates.damaged", folder=str(folder), error=type(error).__name__)
        return None


def _rank(name: str) -> tuple[int, ...] | None:
    try:
        return rank(name)
    except ValueError:
        return None
