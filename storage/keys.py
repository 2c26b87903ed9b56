"""The keys: one master key outside the database, one key a person wrapped by it.

Everything derives from the master key by HKDF-SHA256 (RFC 5869) with a purpose each: the wrapping of
people's keys, the marks (HMAC-SHA256) by which accounts, updates and codes are looked up, and the
fingerprint by which another key is recognised. Texts are sealed with AES-256-GCM; the additional data
names table, column and row, so a ciphertext moved elsewhere does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import logging
import os
import secrets
from collections import OrderedDict
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.interview.errors import KeyFault, StorageFault, Unwritable
from storage.tables import Sealed

KEY_FILE = "master.key"
KEY_BYTES = 32
CACHED_PEOPLE = 1024
_NONCE_BYTES = 12
_FORMAT = b"\x01"  # AES-256-GCM, random nonce first

_log = logging.getLogger(__name__)


class Cipher:
    """Seals and opens the texts of one person."""

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(key)

    def seal(self, text: str, column: Sealed, *row: str | int) -> bytes:
        """The ciphertext of `text`, bound to `column` of the row named by `row`."""
        # surrogatepass: whatever is a str comes back as it was, lone surrogates too.
        return _seal(self._aead, text.encode("utf-8", "surrogatepass"), _bound(column.place, row))

    def open(self, sealed: bytes, column: Sealed, *row: str | int) -> str:
        """The text again. Raises StorageFault where it was altered or stood elsewhere."""
        try:
            return _open(self._aead, sealed, _bound(column.place, row)).decode("utf-8", "surrogatepass")
        except InvalidTag:
            pass
        raise StorageFault("storage-damaged", code=column.place)


class Keyring:
    """What is derived from one master key, and the keys of the people met lately."""

    def __init__(self, master: bytes) -> None:
        self._wrapping = AESGCM(_derive(master, "wrap"))
        self._marking = _derive(master, "mark")
        self.fingerprint = _derive(master, "fingerprint").hex()
        self._ciphers: OrderedDict[str, Cipher] = OrderedDict()

    def mark(self, purpose: str, *parts: str) -> str:
        """What stands in the database instead of `parts`: the same each time, and not to be undone."""
        message = _bound(purpose, parts)
        return hmac.new(self._marking, message, hashlib.sha256).hexdigest()

    def new_wrapped_key(self, person: str) -> bytes:
        """A fresh key for `person`, wrapped for the database."""
        return _seal(self._wrapping, secrets.token_bytes(KEY_BYTES), _bound("people.wrapped_key", (person,)))

    def cached(self, person: str) -> Cipher | None:
        """The cipher of a person met lately."""
        cipher = self._ciphers.get(person)
        if cipher is not None:
            self._ciphers.move_to_end(person)
        return cipher

    def unwrap(self, person: str, wrapped: bytes) -> Cipher:
        """The cipher of `person`, remembered. Raises KeyFault where the master key does not fit."""
        try:
            key = _open(self._wrapping, wrapped, _bound("people.wrapped_key", (person,)))
        except InvalidTag:
            key = None
        if key is None:
            raise KeyFault("storage-master-key-wrong")
        cipher = self._ciphers[person] = Cipher(key)
        if len(self._ciphers) > CACHED_PEOPLE:
            self._ciphers.popitem(last=False)
        return cipher

    def drop(self, person: str) -> None:
        """Forgets the key of `person`."""
        self._ciphers.pop(person, None)


def decode_master_key(text: str) -> bytes:
    """The key in `text` (base64 of 32 bytes). Raises KeyFault where it is not one."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyFault("storage-master-key-unreadable")
    return key


def read_key_file(folder: Path) -> bytes | None:
    """The master key kept in `folder`, or None where there is none. Raises KeyFault."""
    path = folder / KEY_FILE
    try:
        text = path.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeyFault("storage-master-key-file", path=str(path), reason=error.strerror or "") from None
    _keep_private(path)
    try:
        return decode_master_key(text)
    except KeyFault:
        pass
    raise KeyFault("storage-master-key-file", path=str(path), reason="not a key")


def make_key_file(folder: Path) -> bytes:
    """A new master key, kept in `folder` with mode 600 and on the disk when this returns.

    Raises Unwritable. It appears under its name only when whole, so a crash leaves no half key.
    """
    key = secrets.token_bytes(KEY_BYTES)
    fresh = folder / f"{KEY_FILE}.new"
    try:
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(base64.b64encode(key) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(folder / KEY_FILE)
        sync_folder(folder)
    except OSError as error:
        raise Unwritable("storage-folder", path=str(folder), reason=error.strerror or "") from None
    return key


def sync_folder(folder: Path) -> None:
    """Brings the names in `folder` to the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep_private(path: Path) -> None:
    """A key file restored from a backup is often readable by all; that is mended and said."""
    if path.stat().st_mode & 0o077:
        _log.warning("the master key file was open to other users; its mode is set to 600")
        try:
            path.chmod(0o600)
        except OSError:
            _log.warning("the mode of the master key file cannot be changed")


def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"greenroom/{purpose}".encode()).derive(master)


def _bound(place: str, row: tuple[str | int, ...]) -> bytes:
    """Unambiguous: every part with its length before it."""
    parts = [part.encode("utf-8", "surrogatepass") for part in (place, *map(str, row))]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _seal(aead: AESGCM, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return _FORMAT + nonce + aead.encrypt(nonce, plain, bound)


def _open(aead: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    """Raises InvalidTag, also for what is no ciphertext of this format."""
    if sealed[:1] != _FORMAT or len(sealed) <= _NONCE_BYTES:
        raise InvalidTag
    return aead.decrypt(sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :], bound)
