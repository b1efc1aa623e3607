"""The texts of the licences of all that goes into a program; what has none may not go in."""

import os
import re
import sysconfig
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path

from installer.bundle.owners import name_of

HERE = Path(__file__).with_name("licence_texts")
_NAME = re.compile(r"(licen[cs]e|copying|notice|copyright|authors)[^/]*$|licenses/[^/]+$", re.IGNORECASE)
_CODE = (".py", ".pyc", ".pyi", ".html", ".json", ".so")
GIVEN = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "obstore": ("obstore.txt",),
}
"""Texts that a distribution leaves out, kept here."""


@dataclass(frozen=True)
class Part:
    """Something that is no distribution of its own, or lies within one."""

    name: str
    version: str
    licence: str
    """As SPDX names it."""
    text: Path


def places(sources: Iterable[str]) -> frozenset[str]:
    """The folders that something of a program comes from, and those around them."""
    folders = {Path(os.path.realpath(source)).parent for source in sources if source and source != "-"}
    return frozenset(str(one) for folder in folders for one in (folder, *folder.parents))


def texts(distribution: Distribution, used: Collection[str] = ()) -> str:
    """All that a distribution says of its licence, one text after the other; empty where it says nothing.

    What it says of one of its folders is left out where nothing of that folder is ``used`` (see ``places``): the text
    would claim that the program holds what it does not.
    """
    listed = (file for file in distribution.files or () if _NAME.search(str(file)) and file.suffix not in _CODE)
    found = [Path(os.path.realpath(str(distribution.locate_file(file)))) for file in listed]
    files = [one for one in found if ".dist-info" in str(one) or str(one.parent) in used]
    files += [HERE / name for name in GIVEN.get(name_of(distribution), ())]
    read = [file.read_text(encoding="utf-8", errors="replace").strip() for file in files if file.is_file()]
    return f"\n\n{'-' * 72}\n\n".join(dict.fromkeys(text for text in read if text))


def python_text() -> Path:
    """Where Python keeps its licence, which ships with its library."""
    return Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"


def lacking(found: Iterable[Distribution], parts: Iterable[Part], used: Collection[str] = ()) -> list[str]:
    """Who has no text."""
    bare = [f"{one.name} {one.version}" for one in found if not texts(one, used)]
    return bare + [f"{part.name} ({part.text})" for part in parts if not part.text.is_file()]


def write(folder: Path, found: Iterable[Distribution], parts: Iterable[Part], used: Collection[str] = ()) -> None:
    """One file each, named for what it is of."""
    folder.mkdir(parents=True)
    for one in found:
        _put(folder / f"{one.name}.txt", f"{one.name} {one.version}", said(one), texts(one, used))
    for part in parts:
        _put(folder / f"{part.name}.txt", f"{part.name} {part.version}", part.licence, part.text.read_text("utf-8"))


def said(distribution: Distribution) -> str:
    """The licence in a word, as the distribution states it."""
    told = distribution.metadata
    stated = (told.get_all("License-Expression") or told.get_all("License") or [""])[0].strip().partition("\n")[0]
    classed = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    return stated or ", ".join(classed)


def _put(file: Path, title: str, licence: str, text: str) -> None:
    file.write_text(f"{title}\n{licence}\n\n{text.strip()}\n", encoding="utf-8")
