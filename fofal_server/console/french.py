"""The command line in French: the library that reads it has most of its sentences in English only."""

import re
from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

_SAID = (
    (r"No such command '(.+?)'\. Did you mean (.+)\?", "Commande inconnue : {0}. Vouliez-vous dire {1} ?"),
    (r"No such command '(.+)'\.", "Commande inconnue : {0}."),
    (r"No such option: (\S+).*", "Option inconnue : {0}."),
    (r"Missing command\.", "Il manque une commande."),
    (r"Missing argument '(.+?)'\..*", "Il manque : {0}."),
    (r"Missing option '(.+?)'.*", "Il manque l'option {0}."),
    (r"Option '(.+)' requires an argument\.", "L'option {0} attend une valeur."),
    (r"Option '(.+)' does not take a value\.", "L'option {0} n'attend pas de valeur."),
    (r"Got unexpected extra argument\S* \((.+)\)", "De trop : {0}."),
    (r"Invalid value for '(.+?)'.*?: .*valid integer.*", "Valeur refusée pour {0} : un nombre entier est attendu."),
    (r"Invalid value for '(.+?)'.*?: .*less than or equal to (\S+)", "Valeur refusée pour {0} : au plus {1}."),
    (r"Invalid value for '(.+?)'.*?: .*greater than or equal to (\S+)", "Valeur refusée pour {0} : au moins {1}."),
    (r"Invalid value for '(.+?)'.*?: (.+)", "Valeur refusée pour {0} : {1}"),
)
_HEADINGS = {
    "COMMANDS_PANEL_TITLE": "Commandes",
    "DEFAULT_STRING": "[défaut : {}]",
    "ENVVAR_STRING": "[variable : {}]",
    "REQUIRED_LONG_STRING": "[obligatoire]",
}


def said(message: str) -> str:
    """What is wrong with a command line."""
    for pattern, sentence in _SAID:
        found = re.fullmatch(pattern, message.strip(), re.DOTALL)
        if found:
            return sentence.format(*found.groups())
    return f"Ligne de commande incomprise : {message}"


class _Speaking:
    """What groups and commands have in common: help in French. Mixed into the library's own classes."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]  # of what it is mixed into
        if option is not None:
            option.help = "Montre cette aide."
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        for name, words in _HEADINGS.items():
            setattr(rich_utils, name, words)
        super().format_help(ctx, formatter)  # type: ignore[misc]  # of what it is mixed into


class Command(_Speaking, TyperCommand):
    """One command."""


class Group(_Speaking, TyperGroup):
    """A command that has others below it."""
