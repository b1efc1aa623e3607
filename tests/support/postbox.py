"""A real mail server on this machine that keeps what it is given."""

import queue
import socket
import ssl
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.support.patience import PATIENCE

HOST = "127.0.0.1"


@dataclass
class Postbox:
    """What came, and to whom it would return; ``refusals`` answers some recipients with a line of SMTP instead."""

    port: int
    refusals: dict[str, str] = field(default_factory=dict)
    came: list[EmailMessage] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    returns: list[str | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_recipient: dict[str, queue.Queue[EmailMessage]] = defaultdict(queue.Queue)

    def next(self, recipient: str) -> EmailMessage:
        """The next message for somebody, waited for."""
        return self._by_recipient[recipient].get(timeout=PATIENCE)

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        content = envelope.content
        message = message_from_bytes(content if isinstance(content, bytes) else b"", policy=default)
        assert isinstance(message, EmailMessage)
        self.came.append(message)
        self.returns.append(envelope.mail_from)
        for recipient in envelope.rcpt_tos:
            self._by_recipient[recipient].put(message)
        return "250 OK"

    def authenticate(self, _: Any, __: Any, ___: Any, ____: str, told: Any) -> AuthResult:
        self.signed_in.append(told.login.decode())
        return AuthResult(success=told.password == b"sesame", handled=False)  # the refusal is said by the server


def said(message: EmailMessage) -> str:
    """What a message says as plain text."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


@contextmanager
def postbox(tls: ssl.SSLContext | None, *, implicit: bool = False, closed: bool = False) -> Iterator[Postbox]:
    """A mail server with STARTTLS, with TLS from the first byte (``implicit``), or with none.

    ``closed``: it wants a user name and the password ``sesame``.
    """
    with socket.socket() as free:
        free.bind((HOST, 0))
        box = Postbox(free.getsockname()[1])
    more: dict[str, Any] = {"ssl_context": tls} if implicit else {"tls_context": tls, "require_starttls": bool(tls)}
    if closed:
        more |= {"authenticator": box.authenticate, "auth_required": True}
    running = Controller(box, HOST, box.port, ready_timeout=PATIENCE, **more)
    running.start()
    try:
        yield box
    finally:
        running.stop()
