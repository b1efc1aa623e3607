"""Which distributions the files of a program come from, by the lists that the installer left of each."""

import os
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions, packages_distributions
from pathlib import Path

from packaging.utils import canonicalize_name

from fofal_server.ops.libraries import locked

OWN = "fofal"


def owners(sources: Iterable[str]) -> list[Distribution]:
    """The distributions that these files belong to, by name; files of Python, the system and the project have none."""
    paths = {os.path.realpath(source) for source in sources if source and source != "-"}
    found = {name_of(one): one for one in distributions() if paths & set(_files(one))}
    found.pop(OWN, None)
    return [found[name] for name in sorted(found)]


def name_of(distribution: Distribution) -> str:
    """As indexes spell it."""
    return canonicalize_name(distribution.name)


def strangers(lock: Path) -> tuple[str, ...]:
    """Packages installed here that are not among a program's libraries: tools of who develops."""
    ours = {canonicalize_name(name) for name in locked(lock)} | {OWN}
    known = packages_distributions().items()
    return tuple(sorted(package for package, of in known if not ours & {canonicalize_name(name) for name in of}))


def _files(distribution: Distribution) -> Iterator[str]:
    top = os.path.realpath(str(distribution.locate_file("")))
    return (os.path.normpath(f"{top}/{file}") for file in distribution.files or ())
