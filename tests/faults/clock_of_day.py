"""A wall clock that is wrong for the processes that are started under it, and can be set while they run."""

from pathlib import Path

import pytest

_FOLDER, _LIBRARY = Path("/usr/lib"), "*/faketime/libfaketimeMT.so.1"


def astray(file: Path) -> dict[str, str]:
    """The environment of such a process; it reads from the file by how much its clock is wrong (``+1d``).

    Time that is measured (monotonic) stays right, as it does where somebody sets the clock.
    """
    library = next(_FOLDER.glob(_LIBRARY), None)
    if library is None:
        pytest.skip("no libfaketime here: apt-get install --no-install-recommends libfaketime")
    set_to(file, "+0")
    return {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def set_to(file: Path, wrong_by: str) -> None:
    """From the next second on, for all of them."""
    draft = file.with_suffix(".new")
    draft.write_text(wrong_by, encoding="ascii")
    draft.rename(file)
