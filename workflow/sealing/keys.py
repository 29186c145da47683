"""The key that signs the anchor: made at first use, readable by its owner alone."""

import contextlib
import os
from pathlib import Path
from secrets import token_hex

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)


class NoKey(Exception):
    """This file holds no Ed25519 key."""


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The key in that file; made there, with its public half in `<name>.pub`, where there is none."""
    if not path.exists():
        _make(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise NoKey(f"{path} holds no Ed25519 key.")
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    """The public key in that file, be it the public half or the whole key; raises NoKey."""
    try:
        content = path.read_bytes()
        if b"PRIVATE KEY" in content:
            return signing_key(path).public_key()
        key = load_pem_public_key(content)
    except (OSError, ValueError) as error:
        raise NoKey(f"{path} can't be read as a key: {error}") from error
    if not isinstance(key, Ed25519PublicKey):
        raise NoKey(f"{path} holds no Ed25519 key.")
    return key


def fits(key: Ed25519PublicKey, signature: str, content: bytes) -> bool:
    """Whether the key's owner signed exactly this content."""
    try:
        key.verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _make(path: Path) -> None:
    """Whole or not at all; where two are made at once, the first one stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    fresh = path.with_name(f".{path.name}.{token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(fresh, path)
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        path.with_name(f"{path.name}.pub").write_bytes(public)
    fresh.unlink()
