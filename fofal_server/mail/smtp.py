"""The mail server of the configuration, spoken to over verified TLS or not at all."""

import smtplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.fields import Email
from fofal_server.mail.letters import Body

PORTS = {"starttls": 587, "tls": 465}
PATIENCE = 10.0
"""Seconds for each step of the conversation."""
_EMAIL: TypeAdapter[str] = TypeAdapter(Email)


class MailUnset(Exception):
    """Mail cannot leave as things are set; ``key`` of the catalogue says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class MailServer:
    """Where mail goes and in whose name; there is no way without TLS."""

    host: str
    port: int
    security: Literal["starttls", "tls"]
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    bounce: str | None = None

    @property
    def returns_to(self) -> str:
        """The envelope's sender: where what cannot be delivered comes back to (RFC 5321, 4.4)."""
        return self.bounce or self.sender

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]


def mail_server(settings: Settings) -> MailServer:
    """The server that ``FOFAL_SMTP_*`` names; MailUnset when something is missing or unsafe."""
    if not settings.smtp_host:
        raise MailUnset("mail.no_server")
    sender = _address(settings.smtp_from, "mail.no_sender")
    bounce = _address(settings.smtp_bounce, "mail.no_bounce") if settings.smtp_bounce else None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port or PORTS[settings.smtp_security],
        security=settings.smtp_security,
        sender=sender,
        user=settings.smtp_user,
        password=settings.smtp_password,
        ca_file=settings.smtp_ca_file,
        bounce=bounce,
    )


def _address(given: str | None, key: str) -> str:
    try:
        return _EMAIL.validate_python(given)
    except ValidationError as error:
        raise MailUnset(key) from error


def is_set(settings: Settings) -> bool:
    """Whether mail can leave as things are set."""
    try:
        mail_server(settings)
    except MailUnset:
        return False
    return True


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A conversation over TLS 1.2 or later with a server whose certificate and name were verified.

    ssl.SSLError when they do not hold, smtplib.SMTPNotSupportedError when the server offers no TLS.
    """
    trusted = ssl.create_default_context(cafile=server.ca_file)
    trusted.minimum_version = ssl.TLSVersion.TLSv1_2
    where = (server.host, server.port, server.domain)
    if server.security == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=PATIENCE, context=trusted)
    else:
        client = smtplib.SMTP(*where, timeout=PATIENCE)
    with client:
        if server.security == "starttls":
            client.starttls(context=trusted)
        if server.user:
            client.login(server.user, server.password or "")
        yield client


@dataclass(frozen=True)
class Enclosed:
    """A file as it goes with a message; ``media_type`` as ``application/pdf``."""

    name: str
    media_type: str
    content: bytes


def email(
    server: MailServer, name: str, recipient: str, subject: str, body: Body, files: Iterable[Enclosed] = ()
) -> EmailMessage:
    """A message as text and as a page; ``name`` is its own for ever, so that a second copy can be told to be one."""
    message = EmailMessage()
    message["From"] = Address("FOFAL", addr_spec=server.sender)
    message["To"] = Address(addr_spec=recipient)
    message["Subject"] = subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{name}@{server.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body.text)
    message.add_alternative(body.page, subtype="html")
    for one in files:
        main, _, sub = one.media_type.partition("/")
        message.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
    return message
