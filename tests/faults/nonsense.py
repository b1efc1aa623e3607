"""A server that says what nobody asked for, to be called instead of another one."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

WORDS = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Bienvenue</html>\r\n" + bytes(range(256)) * 16


class _Talker(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.sendall(WORDS)


@contextmanager
def nonsense() -> Iterator[int]:
    """Its port, for as long as the block lasts."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talker) as server:
        talking = threading.Thread(target=server.serve_forever, name="nonsense")
        talking.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            talking.join()
