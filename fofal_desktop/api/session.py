"""Who is signed in on this desktop and what proves it; the proof that lasts lives in the system's keyring only."""

import threading

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from fofal_server.contract.wire import Tokens, UserCard

SERVICE = "fofal"


class Session:
    """Tokens of one person at one server. ``remembered`` says whether the keyring took the refresh token."""

    def __init__(self, base_url: str, username: str = "") -> None:
        self.base_url = base_url.rstrip("/")
        self.username = username
        self.user: UserCard | None = None
        self.remembered = False
        self.access_token = ""
        self._refresh_token = ""
        self._lock = threading.RLock()

    @property
    def refresh_token(self) -> str:
        """The one to use next; empty when there is none.

        The keyring knows better than memory: a second window of the same person may have renewed it meanwhile, and
        a token used before looks stolen to the server.
        """
        with self._lock:
            if self.username:
                self._refresh_token = self._recall() or self._refresh_token
            return self._refresh_token

    def begin(self, tokens: Tokens) -> None:
        """Take new tokens; the keyring first, so that a power cut never leaves a used one behind."""
        with self._lock:
            self.username = tokens.user.username
            self.remembered = self._remember(tokens.refresh_token)
            self._refresh_token, self.access_token = tokens.refresh_token, tokens.access_token
            self.user = tokens.user

    def stand_in(self, user: UserCard) -> None:
        """Nobody answers: the person of the keyring is taken for granted until somebody does."""
        with self._lock:
            self.user, self.remembered = user, True

    def end(self) -> None:
        """Forget the proof, in memory and in the keyring; the name stays for the next sign-in."""
        with self._lock:
            self._forget()
            self.access_token = self._refresh_token = ""
            self.remembered, self.user = False, None

    @property
    def account(self) -> str:
        """Who works where: under this name lies all that is kept of a person, as two servers may know the same name."""
        return f"{self.base_url} {self.username}"

    def _remember(self, token: str) -> bool:
        try:
            keyring.set_password(SERVICE, self.account, token)
        except KeyringError:  # no keyring on this machine: memory only, and ``remembered`` says so
            return False
        return True

    def _recall(self) -> str:
        try:
            return keyring.get_password(SERVICE, self.account) or ""
        except KeyringError:  # as above: the person signs in by hand
            return ""

    def _forget(self) -> None:
        try:
            keyring.delete_password(SERVICE, self.account)
        except (PasswordDeleteError, KeyringError):  # nothing was kept
            return
