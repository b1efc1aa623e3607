"""Whatever the trail can tell has a word in both languages."""

import re
from pathlib import Path

import fofal_server
from fofal_server.auth.audit_trail import EVENTS
from fofal_server.core import registry
from fofal_server.core.actor import SYSTEM
from fofal_server.core.choices import words_of
from fofal_server.core.meta import describe

TOLD = re.compile(r"""\b(?:(?:tell|name_action)\([^"()]*|deed=)"([a-z_-]+)\"""")


def sources() -> list[str]:
    return [file.read_text(encoding="utf-8") for file in Path(fofal_server.__file__).parent.rglob("*.py")]


def test_every_deed_is_in_its_vocabulary() -> None:
    """What the engine does, what actions do, and what the source tells of by a word of its own."""
    told = {word for text in sources() for word in TOLD.findall(text)}
    assert {"sign_in", "export", "import", "password_reset"} <= told
    actions = {action.name for resource in registry.RESOURCES.values() for action in resource.actions}
    assert told | actions | {"create", "update", "delete"} == set(words_of(EVENTS.fields["action"]))


def test_the_trail_calls_deeds_and_kinds_as_people_do() -> None:
    fields = describe(EVENTS, SYSTEM, "fr").fields
    deeds = {one.value: one.label for one in fields["action"].choices}
    kinds = {one.value: one.label for one in fields["resource"].choices}
    assert (deeds["create"], deeds["sign_in"]) == ("Création", "Connexion")
    assert (kinds["parties.parties"], kinds["core.installation"]) == ("Clients et fournisseurs", "Installation")
    assert set(registry.RESOURCES) < set(kinds)
