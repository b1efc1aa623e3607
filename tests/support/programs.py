"""Programs of the system that a test needs and a machine may lack."""

import os
import shutil

import pytest


def program(name: str, package: str) -> str:
    """Where the program is; without it the test is skipped, or fails where everything must be there."""
    found = shutil.which(name)
    if found is None:
        lacking = f"{name} is not installed: apt-get install {package}"
        if os.environ.get("FOFAL_TESTS_COMPLETE") == "1":
            pytest.fail(lacking)
        pytest.skip(lacking)
    return found
