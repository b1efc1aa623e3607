"""Programs and libraries that a test needs and a machine may lack."""

import importlib.util
import os
import shutil

import pytest


def program(name: str, package: str) -> str:
    """Where the program is; without it the test is skipped, or fails where everything must be there."""
    found = shutil.which(name)
    if found is None:
        lacking(f"{name} is not installed: apt-get install {package}")
    return str(found)


def library(name: str) -> None:
    """The same for a library that an older environment lacks."""
    if importlib.util.find_spec(name) is None:
        lacking(f"{name} is not installed: python3 run.py brings what the locks name")


def lacking(what: str) -> None:
    """Skip, or fail where everything must be there."""
    if os.environ.get("FOFAL_TESTS_COMPLETE") == "1":
        pytest.fail(what)
    pytest.skip(what)
