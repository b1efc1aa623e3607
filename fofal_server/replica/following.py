"""What a replica keeps to follow its primary: the line, and the password in a file that PostgreSQL alone reads."""

from pathlib import Path

from fofal_server.cluster.account import give
from fofal_server.cluster.files import write_private
from fofal_server.cluster.installation import Installation
from fofal_server.cluster.standby import SIGNAL
from fofal_server.replica.invitation import Invitation

PASSWORDS = "replica.pass"


def follow_line(invitation: Invitation, installation: Installation) -> str:
    """The line as PostgreSQL takes it; its password goes into a file of its own, for settings are shown to many."""
    path = installation.place / PASSWORDS
    write_private(path, f"*:*:*:{invitation.role}:{invitation.password}\n")
    give(path, installation.account)
    return invitation.line.dsn(
        invitation.role, installation.place, passfile=str(path), application_name=invitation.name
    )


def keep_following(pgdata: Path, invitation: Invitation, installation: Installation) -> None:
    """Have PostgreSQL follow from its next start on; of settings that stand twice the last one counts."""
    lines = {"primary_conninfo": follow_line(invitation, installation), "primary_slot_name": invitation.slot}
    with (pgdata / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in lines.items())
    (pgdata / SIGNAL).touch(mode=0o600)
    give(pgdata / SIGNAL, installation.account)
