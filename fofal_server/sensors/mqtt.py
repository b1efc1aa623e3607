"""The broker of the settings, spoken to over verified TLS or not at all; a message stays there till it is kept here."""

import ssl
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode

from fofal_server.config import Settings

PATIENCE = 5.0
"""Seconds for the broker to answer."""
KEEPALIVE = 30
TOGETHER = 500
"""Messages that are kept by one transaction at most."""


@dataclass(frozen=True)
class Broker:
    """Where readings wait and in whose name they are fetched; ``client`` names the session that the broker keeps."""

    host: str
    port: int
    topic: str
    client: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None


class BrokerRefused(Exception):
    """The broker does not let us in, or does not give what was asked for."""


class BrokerLost(Exception):
    """The broker was there and is not any more, or does not answer."""


def broker(settings: Settings) -> Broker | None:
    """The broker that ``FOFAL_MQTT_*`` names, None when there is none."""
    if not settings.mqtt_host:
        return None
    return Broker(
        settings.mqtt_host, settings.mqtt_port, settings.mqtt_topic, settings.mqtt_client, settings.mqtt_user,
        settings.mqtt_password, settings.mqtt_ca_file,
    )  # fmt: skip


class Line:
    """A conversation with the broker on the caller's thread; what is not said to be ``done`` comes again.

    The broker keeps the session while nobody is connected (QoS 1), and gives it to one client of that name at a time.
    """

    def __init__(self, where: Broker) -> None:
        self._where = where
        self._inbox: list[MQTTMessage] = []
        self._ready, self._refusal = False, ""
        self._client = self._made(where)

    def _made(self, where: Broker) -> Client:
        trusted = ssl.create_default_context(cafile=where.ca_file)
        trusted.minimum_version = ssl.TLSVersion.TLSv1_2
        version = CallbackAPIVersion.VERSION2
        made = Client(version, where.client, clean_session=False, reconnect_on_failure=False, manual_ack=True)
        made.tls_set_context(trusted)
        if where.user:
            made.username_pw_set(where.user, where.password)
        made.connect_timeout = PATIENCE
        made.on_connect, made.on_subscribe, made.on_message = self._on_connect, self._on_subscribe, self._on_message
        return made

    def __enter__(self) -> Self:
        """OSError when the broker cannot be reached or its certificate does not hold."""
        self._client.connect(self._where.host, self._where.port, KEEPALIVE)
        try:
            self._be_let_in()
        except (BrokerRefused, BrokerLost):
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._client.disconnect()
        self._client.loop(0.0)

    def next(self, wait: float) -> list[MQTTMessage]:
        """What has come, waited for ``wait`` seconds at the longest; BrokerLost when nothing can come any more."""
        self._turn(wait)
        before = 0
        while before < len(self._inbox) < TOGETHER:
            before = len(self._inbox)
            self._turn(0.0)
        taken, self._inbox = self._inbox, []
        return taken

    def done(self, messages: list[MQTTMessage]) -> None:
        """The broker may forget these."""
        for one in messages:
            self._client.ack(one.mid, one.qos)

    def _be_let_in(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self._ready:
            self._turn(0.2)
            if self._refusal:
                raise BrokerRefused(self._refusal)
            if time.monotonic() > until:
                raise BrokerLost(self._where.host)

    def _turn(self, wait: float) -> None:
        if self._client.loop(wait) != MQTTErrorCode.MQTT_ERR_SUCCESS and not self._refusal:
            raise BrokerLost(self._where.host)

    def _on_connect(self, client: Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        if reason.is_failure:
            self._refusal = str(reason)
        else:
            client.subscribe(self._where.topic, qos=1)

    def _on_subscribe(self, _client: Client, _data: Any, _mid: int, reasons: Any, _properties: Any) -> None:
        refused = [str(one) for one in reasons if one.is_failure]
        self._ready, self._refusal = not refused, ", ".join(refused)

    def _on_message(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        self._inbox.append(message)
