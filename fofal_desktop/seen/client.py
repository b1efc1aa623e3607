"""A client that remembers: what was read stays readable while nobody answers, for work that can say how old it is."""

import json
from typing import Any

from fofal_desktop.api import age
from fofal_desktop.api.backoff import Backoff
from fofal_desktop.api.calls import Progress, Record, no_news, nothing_told
from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError, Unreachable, Unseen, Untrusted
from fofal_desktop.api.request import Answer, Params, Request
from fofal_desktop.api.session import Session
from fofal_desktop.seen.kept import LONGEST, Kept, kept_from
from fofal_desktop.seen.memory import WHO, Memory
from fofal_desktop.seen.store import PICTURES
from fofal_server.contract.frames import Told
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import Tokens, UserCard

GONE = frozenset({403, 404, 410})
"""What the server says of something that this person may not see, or that is no more."""
_META = "/meta"
_UNCOUNTED = ("total", "false")


class RememberingClient(Client):
    """Keeps only answers of which the server says that they may be kept, and only those that are asked with their age.

    Nothing is asked for the sake of keeping it. While the line is known to be lost, what is kept answers at once.
    """

    def __init__(self, session: Session, language: str = "fr", backoff: Backoff | None = None) -> None:
        super().__init__(session, language, backoff)
        self.memory = Memory()

    # -- reading

    def send(self, request: Request, progress: Progress = nothing_told, told: Told = no_news) -> Answer:
        if request.method != "GET" or not age.is_asked():
            return self._ask(request, progress, told)
        old = self._recall(request) if self.lost or age.is_kept_alone() else None
        if old is not None:
            return old
        if age.is_kept_alone():
            raise Unseen(Unreachable("nobody was asked", left=False))
        try:
            answer = self._ask(request, progress, told)
        except Unreachable as nobody:
            return self._instead(request, nobody)
        kept = kept_from(answer, self.clock.now())
        if kept is not None:
            self.memory.keep(_subject(request.path), self._question(request.path, request.params), kept)
        return answer

    def kept_rows(self, resource: ResourceMeta) -> list[Record]:
        now, rows = self.clock.now(), dict[str, Record]()
        for kept in self.memory.all_about(_subject(resource.path)):
            told = json.loads(kept.content)
            for row in told.get("items", ()) if kept.until >= now else ():
                rows.setdefault(row["id"], row)
        return list(rows.values())

    def _ask(self, request: Request, progress: Progress, told: Told) -> Answer:
        """Ask the server; what it says is gone is not kept here either."""
        try:
            return super().send(request, progress, told)
        except ApiError as refusal:
            if request.method == "GET" and refusal.status in GONE:
                self.memory.drop(_subject(request.path))
            raise

    def _instead(self, request: Request, nobody: Unreachable) -> Answer:
        """Answer by what is kept; who may be posing as the server is told in any case."""
        old = None if isinstance(nobody, Untrusted) else self._recall(request)
        if old is not None:
            return old
        raise (Unseen(nobody) if type(nobody) is Unreachable else nobody) from nobody

    def _recall(self, request: Request) -> Answer | None:
        """A page that was asked without its count does where none was asked with it."""
        subject, params = _subject(request.path), request.params
        kept = self.memory.find(subject, self._question(request.path, params))
        if kept is None and params[:2] and _UNCOUNTED not in params:
            kept = self.memory.find(subject, self._question(request.path, (*params[:2], _UNCOUNTED, *params[2:])))
        if kept is None or kept.until < self.clock.now():
            return None
        age.tell(kept.read_at)
        return Answer(200, {}, kept.content)

    def _question(self, path: str, params: Params) -> str:
        return json.dumps((self.language, path, params))

    # -- who is asking

    def stand_in(self) -> UserCard | None:
        """Who is remembered here, when nobody answers; None when nothing is kept that they could look at."""
        if not self.session.refresh_token:
            return None
        self.memory.open(self.session.account)
        kept = self.memory.find(WHO, "")
        if kept is None or self.memory.find(_META, self._question(_META, ())) is None:
            return None
        card = UserCard.model_validate_json(kept.content)
        self.session.stand_in(card)
        self.lost = True
        return card

    def resume(self) -> Tokens | None:
        tokens = super().resume()
        if tokens is None:  # the server has ended it, or nothing proves any more who sits here
            self.memory.wipe(self.session.account)
        return tokens

    def sign_out(self) -> None:
        try:
            super().sign_out()
        finally:
            self.memory.wipe(self.session.account)

    def account(self) -> dict[str, Any]:
        told = super().account()
        self.memory.heed(self._own(json.dumps(told["permissions"], sort_keys=True).encode()))
        return told

    def _begin(self, request: Request) -> Tokens:
        tokens = super()._begin(request)
        self.memory.open(self.session.account)
        self.memory.keep(WHO, "", self._own(tokens.user.model_dump_json().encode()))
        return tokens

    def _own(self, content: bytes) -> Kept:
        now = self.clock.now()
        return Kept(now, now + LONGEST, content)


def _subject(path: str) -> str:
    """The resource that a path is about, or the door; a picture only about itself: that one is gone says no more."""
    bare = path.removeprefix("/api/v1")
    return bare if bare.startswith(PICTURES) else "/".join(bare.split("/")[:3])
