"""Words compared as people do: without case, accents and punctuation."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_OTHER = re.compile(r"[^0-9a-z]+")


def folded(text: str) -> str:
    """``« N° contribuable (NIU) »`` and ``n contribuable niu`` are the same."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _OTHER.sub(" ", plain.replace("°", "")).strip()
