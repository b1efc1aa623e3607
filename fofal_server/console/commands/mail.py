"""``fofal-server mail``: does a letter leave from here? Sent at once, past the outbox, so that the answer is seen."""

import smtplib
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from fofal_server.config import Settings
from fofal_server.console.application import AsJson, group
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.output import show
from fofal_server.core import clock
from fofal_server.core.fields import Email
from fofal_server.core.ids import new_id
from fofal_server.core.texts import text
from fofal_server.mail import letters, smtp
from fofal_server.mail.smtp import MailServer, MailUnset

_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
To = Annotated[str, typer.Argument(metavar="ADRESSE", help="À qui l'envoyer.")]


def try_out(recipient: To, as_json: AsJson = False) -> None:
    """Envoie un courriel d'essai et dit ce que le serveur de courrier en a dit."""
    try:
        _EMAIL.validate_python(recipient)
        server = smtp.mail_server(Settings())
    except ValidationError as error:
        raise Refusal(f"« {recipient} » n'est pas une adresse.", Outcome.WRONG_USE) from error
    except MailUnset as missing:
        raise Refusal(text(missing.key)) from missing
    try:
        _send(server, recipient)
    except (OSError, smtplib.SMTPException) as error:
        raise Refusal(f"{server.host} : {type(error).__name__}, {error}") from error
    told = {"recipient": recipient, "server": server.host, "returns_to": server.returns_to}
    show(
        told, as_json, [f"{server.host} a pris la lettre pour {recipient}. Les retours iraient à {server.returns_to}."]
    )


def _send(server: MailServer, recipient: str) -> None:
    when = f"{clock.now().astimezone(clock.COMPANY_ZONE):%d/%m/%Y %H:%M}"
    values = {"full_name": recipient, "when": when, "server": text("letter.your_server")}
    subject, body = letters.subject("mail_test", "fr", values), letters.body("mail_test", "fr", values)
    message = smtp.email(server, str(new_id()), recipient, subject, body)
    with smtp.connected(server) as client:
        client.send_message(message, server.returns_to, [recipient])


COMMAND = group("mail", {"test": try_out})
