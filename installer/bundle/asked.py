"""What somebody who builds may say; the command and the spec, which is handed the same words, read it alike."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("desktop", "server")
CHANNELS = ("stable", "pilot")


@dataclass(frozen=True)
class Asked:
    """One build."""

    programs: tuple[str, ...]
    channel: str
    update_keys: Path | None
    """Public keys of whoever signs new versions; without them the program takes no update."""

    def words(self) -> list[str]:
        """The same, as it is typed."""
        keys = ["--update-keys", str(self.update_keys)] if self.update_keys else []
        return [*self.programs, "--channel", self.channel, *keys]


def asked(words: Sequence[str]) -> Asked:
    """What was typed; ends the program with the usage where it is not understood."""
    parser = argparse.ArgumentParser(prog="run.py package", description="Construit les programmes à livrer dans dist/.")
    parser.add_argument("programs", nargs="*", metavar="desktop|server", help="les deux si rien n’est dit")
    parser.add_argument("--channel", choices=CHANNELS, default=CHANNELS[0], help="canal des mises à jour")
    parser.add_argument("--update-keys", type=Path, metavar="FICHIER", help="clés publiques des mises à jour")
    said = parser.parse_args(words)
    if unknown := set(said.programs) - set(PROGRAMS):
        parser.error(f"programme inconnu : {', '.join(sorted(unknown))}")
    keys = said.update_keys.absolute() if said.update_keys else None
    if keys and not keys.is_file():
        parser.error(f"fichier introuvable : {keys}")
    return Asked(tuple(said.programs) or PROGRAMS, said.channel, keys)
