"""The sheet of keys leaves none out, and begins with those of the screen in front."""

import importlib
import pkgutil

import pytest

import fofal_desktop
from fofal_desktop import commands
from fofal_desktop.commands import Command
from fofal_desktop.shell.keys import GROUPS, Group, in_order
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages import map_bar


def declared() -> set[Command]:
    """Every command with keys that a module of the desktop declares."""
    names = [one.name for one in pkgutil.walk_packages(fofal_desktop.__path__, "fofal_desktop.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    found = {one for module in modules for one in vars(module).values() if isinstance(one, Command)}
    return {one for one in found if one.shortcut}


def test_every_command_that_has_keys_stands_in_a_group() -> None:
    told = {command for group in GROUPS for command in group.shown}
    assert declared() - told == set()


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.title)
def test_no_key_stands_twice_in_a_group(group: Group) -> None:
    keys = [command.shortcut for command in group.shown]
    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.parametrize(
    ("place", "first"),
    [
        (None, commands.WINDOW),
        (Place("list", "settings.sites"), commands.LIST),
        (Place("new", "settings.sites"), commands.RECORD),
        (Place("page", "map"), map_bar.COMMANDS),
    ],
)
def test_what_the_screen_in_front_hears_comes_first(place: Place | None, first: tuple[Command, ...]) -> None:
    groups = in_order(place)
    assert groups[0].commands[: len(first)] == first
    assert set(groups) == set(GROUPS)
