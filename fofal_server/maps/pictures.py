"""What a tile is, told by its bytes: a picture that the desktop shows, or something else that is no tile."""

_BEGUN = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


def media_of(body: bytes) -> str | None:
    """The media type of a picture; None for a page, for JSON, for a drawing that could act."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    return next((media for mark, media in _BEGUN.items() if body.startswith(mark)), None)
