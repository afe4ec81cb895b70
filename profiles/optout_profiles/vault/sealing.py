"""AES-256-GCM, so that it can't be called wrongly.

Owns nonces and the sizes that the library itself would let pass. Keeps no key.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_SIZE = 32
NONCE_SIZE = 12
TAG_SIZE = 16


def cipher(key: bytes) -> AESGCM:
    """Return the cipher of a key; the library would take a shorter one too."""
    if len(key) != KEY_SIZE:
        raise ValueError("a key has 32 bytes")
    return AESGCM(key)


def fresh_nonce() -> bytes:
    """Return a random nonce; NIST SP 800-38D allows 2**32 of them for one key."""
    return os.urandom(NONCE_SIZE)


def sealed(key: AESGCM, clear: bytes, bound_to: bytes) -> bytes:
    """Return nonce and ciphertext in one piece."""
    nonce = fresh_nonce()
    return nonce + key.encrypt(nonce, clear, bound_to)


def unsealed(key: AESGCM, blob: bytes, bound_to: bytes) -> bytes:
    """Return what ``sealed`` hid; raises ``InvalidTag``, also for a piece too short to be one."""
    if len(blob) < NONCE_SIZE + TAG_SIZE:
        raise InvalidTag
    return key.decrypt(blob[:NONCE_SIZE], blob[NONCE_SIZE:], bound_to)
