"""Making sure before something is done that cannot be taken back."""

import sys

from fofal_server.console.errors import Outcome, Refusal


def make_sure(question: str, yes: bool) -> None:
    """Ask the person at the terminal; a script must say ``--yes``."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refusal(f"{question}\nAjoutez --yes pour confirmer.", Outcome.WRONG_USE)
    print(f"{question} [o/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in {"o", "oui"}:
        raise Refusal("Abandonné : rien n'a été changé.")
