"""Asking somebody outside: allowed or not, in turn, again when it fails, and what came of it written down."""

import re
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urljoin

import structlog

from fofal_server.config import Settings
from fofal_server.contract.version import VERSION
from fofal_server.core import clock, course, db
from fofal_server.core.db import Pools
from fofal_server.core.spans import span
from fofal_server.outside import allowed, answers, counted, standing
from fofal_server.outside.answers import Heard
from fofal_server.outside.errors import Garbled, Limited, NotAllowed, OutsideError, Refused, Unreachable
from fofal_server.outside.line import Response, exchange
from fofal_server.outside.provider import Answer, Provider

REDIRECTS = 3
FIRST_PAUSE = 0.5
"""Seconds before the second try; twice as many before each further one."""
UNTOLD, LONGEST_LIMIT = 60.0, 3600.0
"""Seconds that a limit is taken to last where the provider does not say, and at most."""
USUAL = "usual"
_LATER = frozenset({408, 425, 500, 502, 503, 504})
_LEADS_ON = frozenset({301, 302, 303, 307, 308})

Read = TypeVar("Read")
log = structlog.get_logger("fofal.outside")


class Outside:
    """The way out of one process. It waits for others, so it refuses to be used while a transaction is open."""

    def __init__(self, settings: Settings, pools: Pools) -> None:
        self._pools = pools
        self._timeout, self._ca_file = settings.outside_timeout, settings.outside_ca_file
        self._opened = allowed.entries(settings.outside_hosts)

    def opens(self, provider: Provider) -> bool:
        """Whether the settings open all its hosts; nothing is asked for this."""
        return set(provider.hosts) <= {one.host for one in self._opened}

    def get(
        self,
        provider: Provider,
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        kind: str = USUAL,
    ) -> Answer:
        """The answer to a GET; an OutsideError says why there is none."""
        return self.read(provider, url, _as_it_is, params, headers, kind)

    def read(
        self,
        provider: Provider,
        url: str,
        read: Callable[[Answer], Read],
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        kind: str = USUAL,
    ) -> Read:
        """What ``read`` finds in the answer. Where it says Garbled, the provider is taken to have failed.

        ``kind`` names what is asked for: the last answer of each kind is kept.
        """
        if db.within_transaction():
            raise RuntimeError("a call to the outside within a transaction would hold its locks as long as it lasts")
        asked = f"{url}?{urlencode(params)}" if params else url
        sent = {"User-Agent": f"FOFAL/{VERSION}", "Accept": "*/*", **provider.headers, **(headers or {})}
        self._wait(standing.admit(self._pools, provider))
        with counted.call(provider.code), span("outside", provider=provider.code):
            return self._noted(provider, lambda: self._kept(provider, kind, asked, sent, read))

    def _kept(
        self, provider: Provider, kind: str, url: str, headers: Mapping[str, str], read: Callable[[Answer], Read]
    ) -> Read:
        """What came back last is written down, also when it could not be used."""
        heard, failure = Heard(), None
        try:
            return self._tried(provider, url, headers, read, heard)
        except OutsideError as error:
            failure = error
            raise
        finally:
            answers.keep(self._pools, provider, kind, heard, headers, failure)

    def _noted(self, provider: Provider, work: Callable[[], Read]) -> Read:
        """A refusal of this one question is an answer; what is not allowed says nothing of the provider."""
        try:
            found = work()
        except (Unreachable, Garbled, Limited) as error:
            log.warning("outside.failed", provider=provider.code, error=str(error))
            standing.note_failure(self._pools, provider, error)
            raise
        except Refused:
            standing.note_answer(self._pools, provider)
            raise
        standing.note_answer(self._pools, provider)
        return found

    def _tried(
        self, provider: Provider, url: str, headers: Mapping[str, str], read: Callable[[Answer], Read], heard: Heard
    ) -> Read:
        for count in range(1, provider.tries + 1):
            try:
                return read(self._followed(provider, url, headers, heard))
            except OutsideError as error:
                if error.lasting or count == provider.tries:
                    raise
                self._wait(FIRST_PAUSE * 2 ** (count - 1))
        raise Unreachable(host=provider.code)

    def _followed(self, provider: Provider, url: str, headers: Mapping[str, str], heard: Heard) -> Answer:
        """Redirects are followed only to where a call might have gone at once, and keys in headers to no other host."""
        deadline = time.monotonic() + min(provider.timeout, self._timeout)
        for _ in range(REDIRECTS + 1):
            target = allowed.target(url, self._opened, provider.hosts)
            left = deadline - time.monotonic()
            if left <= 0:
                raise Unreachable(host=target.host)
            response = exchange(target, headers, left, provider.largest, _tls(self._ca_file))
            heard.url, heard.response = url, response
            if response.status not in _LEADS_ON:
                return _judged(response, target.host)
            leads_to = _joined(url, response.headers.get("location"), provider)
            if leads_to.split("/")[:3] != url.split("/")[:3]:
                headers = {name: value for name, value in headers.items() if name in {"User-Agent", "Accept"}}
            url = leads_to
        raise Garbled(provider=provider.code)

    def _wait(self, seconds: float) -> None:
        """A job that is told to end does not wait on; a call of a person has nobody who would tell it."""
        ending: threading.Event = course.current().ending
        if seconds > 0 and ending.wait(seconds):
            raise course.Cut


def _joined(url: str, location: str | None, provider: Provider) -> str:
    if not location:
        raise Garbled(provider=provider.code)
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise NotAllowed(host="?") from error


@cache
def _tls(ca_file: Path | None) -> ssl.SSLContext:
    """Read once a process: the list of authorities takes longer to read than many a tile to come."""
    return ssl.create_default_context(cafile=ca_file)


def _judged(response: Response, host: str) -> Answer:
    """An answer, or what its status says instead."""
    status = response.status
    if 200 <= status < 300 or status == 304:
        return Answer(status, response.headers, response.body, clock.now())
    if status == 429:
        raise Limited(_retry_after(response), provider=host)
    if status in _LATER:
        raise Unreachable(host=host)
    raise Refused(status, host=host)


def _retry_after(response: Response) -> float:
    told = response.headers.get("retry-after", "")
    return min(LONGEST_LIMIT, max(1.0, float(told))) if re.fullmatch(r"[0-9]{1,9}", told) else UNTOLD


def _as_it_is(answer: Answer) -> Answer:
    return answer


def as_json(answer: Answer) -> Any:
    """For ``Outside.read``: the body as JSON."""
    return answer.json()
