"""Windows' own protection of data (CryptProtectData): bound to the account of the computer and to a secret of ours."""

import ctypes
import sys
from ctypes import wintypes
from typing import Any

_NO_WINDOW = 0x1
"""CRYPTPROTECT_UI_FORBIDDEN: fail rather than ask."""

if sys.platform == "win32":

    class _Blob(ctypes.Structure):
        """DATA_BLOB."""

        _fields_ = (("size", wintypes.DWORD), ("data", ctypes.POINTER(ctypes.c_char)))

    def protect(content: bytes, secret: bytes) -> bytes:
        """Seal ``content``; OSError says why not."""
        return _call(ctypes.windll.crypt32.CryptProtectData, content, secret)

    def unprotect(sealed: bytes, secret: bytes) -> bytes:
        """Open what ``protect`` made, with the same secret, in the same account; OSError for anything else."""
        return _call(ctypes.windll.crypt32.CryptUnprotectData, sealed, secret)

    def _call(function: Any, content: bytes, secret: bytes) -> bytes:
        given, salt, made = _blob(content), _blob(secret), _Blob()
        by = ctypes.byref
        if not function(by(given), None, by(salt), None, None, _NO_WINDOW, by(made)):
            raise ctypes.WinError()
        try:
            return ctypes.string_at(made.data, made.size)
        finally:
            ctypes.windll.kernel32.LocalFree(made.data)

    def _blob(content: bytes) -> _Blob:
        return _Blob(len(content), ctypes.create_string_buffer(content, len(content)))
