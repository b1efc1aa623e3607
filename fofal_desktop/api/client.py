"""The only module that speaks HTTP. Blocking on purpose: jobs keep it off the GUI thread."""

import contextlib
import hashlib
import io
import math
import mimetypes
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError
from urllib3.filepost import encode_multipart_formdata

from fofal_desktop.api import trust
from fofal_desktop.api.backoff import Backoff
from fofal_desktop.api.calls import Calls, Progress, Take, no_news, nothing_begun, nothing_told
from fofal_desktop.api.cancel import current
from fofal_desktop.api.clock import ServerClock
from fofal_desktop.api.device import device
from fofal_desktop.api.errors import ApiError, Strange, Unreachable, Untrusted
from fofal_desktop.api.request import Answer, Content, Request
from fofal_desktop.api.session import Session
from fofal_desktop.api.understood import understood
from fofal_server.contract.frames import MEDIA, Cut, Told, answer_in
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import Tokens

API = "/api/v1"
CONNECT_S, READ_S, LONG_READ_S = 5.0, 60.0, 600.0
"""How long to wait for a connection, for an answer, and for one that a file has to be worked through for."""
LOST_READ_S = 10.0
"""And for what is read while nobody was there a moment ago."""
CHUNK = 64 * 1024
GRACE_S = 8.0
"""A used refresh token is answered by the same successor for 10 s; later its return looks like theft."""
_BROKEN = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError, HTTPError)


class Client(Calls):
    """Calls one server for one session from any number of threads.

    Repeats what can be repeated when the line breaks, renews the session once when the server asks who it is, and
    lets go of a call in flight when the work around it is cancelled. ``lost`` while the last call found nobody (reading
    is then tried once and no more), ``missed`` how many have. ``strange``: what of its resources is not known here.
    """

    def __init__(self, session: Session, language: str = "fr", backoff: Backoff | None = None) -> None:
        self.session, self.language = session, language
        self.clock = ServerClock()
        self._backoff = backoff or Backoff()
        self._local = threading.local()
        self._opened: list[requests.Session] = []
        self._lock, self._renewing = threading.Lock(), threading.Lock()
        self._known: tuple[str, dict[str, ResourceMeta]] = ("", {})
        self.strange: list[str] = []
        self.lost, self.missed = False, 0

    # -- who is asking

    def sign_in(self, username: str, password: str, otp: str | None = None) -> Tokens:
        """Begin a session; ApiError 401 has the code ``otp_required`` when only that factor lacks, 429 is a lock."""
        body = {"username": username, "password": password} | ({"otp": otp} if otp else {})
        return self._begin(Request("POST", "/auth/login", body=body, signed=False))

    def redeem(self, ticket: str) -> Tokens:
        """Sign in with a ticket that works once."""
        return self._begin(Request("POST", "/auth/ticket", body={"ticket": ticket}, signed=False))

    def resume(self) -> Tokens | None:
        """Go on with the session of the keyring; None when there is none or it has ended."""
        if not self.session.refresh_token:
            return None
        try:
            return self._refresh()
        except ApiError as refusal:
            if refusal.status != 401:
                raise
            return None

    def sign_out(self) -> None:
        """End the session here in any case, and at the server when it can be reached."""
        try:
            if self.session.access_token:
                self.send(Request("POST", "/auth/logout"))
        except ApiError as refusal:
            if refusal.status not in {0, 401}:
                raise
        finally:
            self.session.end()
            self._known = ("", {})

    def account(self) -> dict[str, Any]:
        """Who asks: session_id, and permissions with how far each reaches."""
        told: dict[str, Any] = self.send(Request("GET", "/auth/me")).json()
        return told

    def end_session(self, session_id: str) -> None:
        """End another session of this person; one that is over already is what was wanted."""
        try:
            self.send(Request("DELETE", f"/auth/sessions/{session_id}"))
        except ApiError as refusal:
            if refusal.status != 404:
                raise

    # -- what there is

    def meta(self) -> dict[str, ResourceMeta]:
        """Every resource this person may see; asked again it costs one 304."""
        etag, known = self._known
        answer = self.send(Request("GET", "/meta", etag=etag or None))
        if answer.status == 304:
            return known
        resources, self.strange = understood(answer.content)
        fresh = {meta.name: meta for meta in resources}
        self._known = (answer.headers.get("ETag", ""), fresh)
        return fresh

    # -- the line

    def send(self, request: Request, progress: Progress = nothing_told, told: Told = no_news) -> Answer:
        try:
            answer = self._as_somebody(request, lambda token: self._exchange(request, token, progress, told))
        except Unreachable as nobody:
            self.lost, self.missed = not isinstance(nobody, Untrusted), self.missed + 1
            raise
        self.lost = False
        if answer.status >= 400:
            raise answer.error()
        return answer

    def stream(self, request: Request, take: Take, begun: Callable[[Answer], Any] = nothing_begun) -> None:
        asked = replace(request, slow=True)
        answer = self._as_somebody(request, lambda token: self._pour(asked, token, take, begun))
        if answer.status >= 400:
            raise answer.error()

    def close(self) -> None:
        """Close every connection; call it when no job runs any more."""
        with self._lock:
            for http in self._opened:
                http.close()
            self._opened.clear()
        self._local = threading.local()

    def _as_somebody(self, request: Request, attempt: Callable[[str], Answer]) -> Answer:
        token = self.session.access_token if request.signed else ""
        answer = self._patiently(request, lambda: attempt(token))
        if answer.status == 401 and request.signed and self._renew(token):
            renewed = self.session.access_token
            answer = self._patiently(request, lambda: attempt(renewed))
        return answer

    def _patiently(self, request: Request, attempt: Callable[[], Answer]) -> Answer:
        """Repeat the same call, with the same key, while that is harmless and may help."""
        wish, pauses = current(), iter(()) if self.lost and request.method == "GET" else self._backoff.delays()
        longest = min(request.repeatable_for, self._backoff.total, request.within or math.inf)
        last, left = time.monotonic() + longest, False
        while True:
            wish.check()
            outcome = _outcome(attempt)
            if isinstance(outcome, Unreachable):
                left = outcome.left = outcome.left or left  # of several attempts one that left is enough
            if isinstance(outcome, Untrusted):
                raise outcome
            pause = next(pauses, None) if isinstance(outcome, Unreachable) else self._backoff.asked(outcome)
            if pause is None or time.monotonic() + pause >= last:
                if isinstance(outcome, Unreachable):
                    raise outcome
                return outcome
            wish.wait(pause)

    def _exchange(self, request: Request, token: str, progress: Progress, told: Told) -> Answer:
        with self._open(request, token, progress) as response:
            if response.headers.get("Content-Type", "") != MEDIA:
                return self._answer(response, response.content)
            head = self._answer(response, b"")
            try:
                status, content = answer_in(response.iter_content(CHUNK), told)
            except Cut as cut:
                current().check()
                raise Unreachable("the answer ended before its end") from cut
        return replace(head, status=status, content=content)

    def _pour(self, request: Request, token: str, take: Take, begun: Callable[[Answer], Any]) -> Answer:
        with self._open(request, token, nothing_told) as response:
            if response.status_code >= 400:
                return self._answer(response, response.content)
            head = self._answer(response, b"")  # heard now, for its date is that of the beginning
            begun(head)
            take(response.iter_content(CHUNK))
        return head

    @contextlib.contextmanager
    def _open(self, request: Request, token: str, progress: Progress) -> Iterator[requests.Response]:
        wish = current()
        trust.demand_tls(self.session.base_url)
        try:
            with (
                self._http().request(**self._arguments(request, token, progress)) as response,
                wish.stopping(lambda: _deafen(response)),
            ):
                if _is_strange(response):
                    raise Strange(response.status_code)
                yield response
        except _BROKEN as broken:
            wish.check()  # a connection that was cut by the wish is no failure of the line
            refusal = trust.refusal(broken, self.session.base_url)
            raise refusal or Unreachable(str(broken), left=_has_left(broken)) from broken

    def _answer(self, response: requests.Response, content: bytes) -> Answer:
        answer = Answer(response.status_code, response.headers, content)
        self.clock.hear(answer.moment)
        return answer

    def _arguments(self, request: Request, token: str, progress: Progress) -> dict[str, Any]:
        headers = {"Accept-Language": self.language}
        if request.version is not None:
            headers["If-Match"] = f'"{request.version}"'
        if request.key:
            headers["Idempotency-Key"] = request.key
        if request.entered_at is not None:
            headers["Entered-At"] = request.entered_at.isoformat()
        if request.etag:
            headers["If-None-Match"] = request.etag
        if request.part is not None:
            headers |= {"Range": f"bytes={request.part[0]}-", "If-Range": request.part[1]}
        arguments: dict[str, Any] = {
            "method": request.method,
            "url": self.session.base_url + API + request.path.removeprefix(API),
            "params": list(request.params),
            "headers": headers,
            "auth": _Bearer(token),
            "verify": str(trust.pinned() or "") or True,
            "timeout": (CONNECT_S, _read_s(request, lost=self.lost)),
            "stream": True,
            "allow_redirects": False,
        }
        if request.upload:
            arguments["data"], headers["Content-Type"] = _multipart(request.upload, progress)
        elif request.body is not None:
            arguments["json"] = request.body
        return arguments

    def _http(self) -> requests.Session:
        http: requests.Session | None = getattr(self._local, "http", None)
        if http is None:
            http = requests.Session()
            http.headers["User-Agent"] = device()
            http.trust_env = not trust.on_this_machine(self.session.base_url)
            for scheme, safety in (("http://", {}), ("https://", {"ssl_context": trust.context()})):
                http.mount(scheme, _Adapter(safety))
            self._local.http = http
            with self._lock:
                self._opened.append(http)
        return http

    # -- the session

    def _begin(self, request: Request) -> Tokens:
        tokens = Tokens.model_validate_json(self.send(request).content)
        self.session.begin(tokens)
        return tokens

    def _refresh(self) -> Tokens:
        """Take new tokens; at ApiError 401 the session has ended and is forgotten."""
        body = {"refresh_token": self.session.refresh_token}
        try:
            return self._begin(Request("POST", "/auth/refresh", body=body, signed=False, harmless_for=GRACE_S))
        except ApiError as refusal:
            if refusal.status == 401:
                self.session.end()
            raise

    def _renew(self, used: str) -> bool:
        """Whether there is a fresh token now; one thread asks, the others that were refused meanwhile profit."""
        with self._renewing:
            if self.session.access_token != used:
                return bool(self.session.access_token)
            return self.resume() is not None


def _read_s(request: Request, *, lost: bool) -> float:
    if request.within:
        return request.within
    if request.upload or request.slow:
        return LONG_READ_S
    return LOST_READ_S if lost and request.method == "GET" else READ_S


def _is_strange(response: requests.Response) -> bool:
    """The server sends no pages and nobody elsewhere; what a portal says of 401 must not end the session either."""
    return response.is_redirect or response.headers.get("Content-Type", "").startswith("text/html")


def _has_left(broken: Exception) -> bool:
    """Whether anything was sent: without a connection there was nothing to send it through."""
    about = broken.args[0] if broken.args else None
    unmade = isinstance(about, MaxRetryError) and isinstance(about.reason, NewConnectionError)
    return not (unmade or isinstance(broken, requests.ConnectTimeout))


def _outcome(attempt: Callable[[], Answer]) -> Answer | Unreachable:
    try:
        return attempt()
    except Unreachable as broken:
        return broken


class _Bearer(requests.auth.AuthBase):
    """Also keeps requests from reading passwords out of a ``.netrc``."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        if self.token:
            prepared.headers["Authorization"] = f"Bearer {self.token}"
        return prepared


class _Watched(io.BytesIO):
    """A body that tells how much of it has left and stops leaving when the work is cancelled."""

    def __init__(self, body: bytes, progress: Progress) -> None:
        super().__init__(body)
        self._progress, self._wish = progress, current()

    def read(self, size: int | None = -1, /) -> bytes:
        self._wish.check()
        chunk = super().read(size)
        self._progress(self.tell())
        return chunk


def _multipart(source: Path | Content, progress: Progress) -> tuple[_Watched, str]:
    """Pack a file the same way each time: another boundary would make another body of the same intent."""
    content = source.read_bytes()
    fields = {"file": (source.name, content, mimetypes.guess_type(source.name)[0] or "application/octet-stream")}
    body, kind = encode_multipart_formdata(fields, boundary=hashlib.sha256(content).hexdigest())
    return _Watched(body, progress), kind


def _cut(connection: HTTPConnection) -> None:
    """Wake a thread that waits for an answer; the server sees the connection close."""
    if connection.sock is not None:
        with contextlib.suppress(OSError):  # it closed by itself in this instant
            connection.sock.shutdown(socket.SHUT_RDWR)


def _deafen(response: requests.Response) -> None:
    """Wake a thread that reads an answer."""
    with contextlib.suppress(OSError, ValueError, RuntimeError):  # it was read to its end in this instant
        response.raw.shutdown()


class _Plain(HTTPConnection):
    def getresponse(self) -> Any:
        with current().stopping(lambda: _cut(self)):
            return super().getresponse()


class _Secure(HTTPSConnection):
    def getresponse(self) -> Any:
        with current().stopping(lambda: _cut(self)):
            return super().getresponse()


class _Adapter(HTTPAdapter):
    """Connections that a cancelled job can cut; ``safety`` is how certificates are judged."""

    def __init__(self, safety: dict[str, Any]) -> None:
        self._safety = safety
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **{**options, **self._safety})
        http, https = (dict(self.poolmanager.pool_classes_by_scheme)[name] for name in ("http", "https"))
        plain = type("PlainPool", (http,), {"ConnectionCls": _Plain})
        secure = type("SecurePool", (https,), {"ConnectionCls": _Secure})
        self.poolmanager.pool_classes_by_scheme = {"http": plain, "https": secure}
