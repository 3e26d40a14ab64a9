"""Learning the second opinion from the entries: embeds every text once, and keeps the vectors."""

import hashlib
from collections.abc import Sequence

import numpy as np

from knowledge.finder import store
from knowledge.second_opinion.encoder import LONGEST, WIDTH, Encoder, Vector
from knowledge.second_opinion.head import Head

_DIGEST = 16
_KEPT = np.dtype(np.float16)
_RECORD = _DIGEST + WIDTH * _KEPT.itemsize


def learn(encoder: Encoder, examples: Sequence[tuple[str, str]], origin: store.Origin) -> Head:
    """Learn which label a vector means.

    Args:
        encoder: what makes vectors.
        examples: every text with its label.
        origin: what these examples are, by label.
    """
    vectors = _vectors(encoder, [text for text, _ in examples])
    return Head.learn(encoder.name, origin.labels, vectors, [label for _, label in examples])


def changed_since(head: Head, origin: store.Origin) -> frozenset[str]:
    """Return the labels whose examples are others than the second opinion was learned from."""
    return origin.changed(store.Origin(origin.basis, head.labels))


def _vectors(encoder: Encoder, texts: Sequence[str]) -> Vector:
    """Return the vector of each text; those that were made before are in the cache."""
    name = f"vectors-{encoder.name.replace(' ', '-')}"
    keys = [_key(text) for text in texts]
    known = _known(name)
    try:
        for key, text in zip(keys, texts, strict=True):
            if key not in known:
                known[key] = encoder.encode(text).astype(_KEPT).tobytes()
    finally:  # what was made before an interruption need not be made again
        store.write_bytes(name, b"".join(key + known[key] for key in keys if key in known))
    return np.stack([np.frombuffer(known[key], _KEPT) for key in keys]).astype(np.float32)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text[:LONGEST].encode(), digest_size=_DIGEST).digest()


def _known(name: str) -> dict[bytes, bytes]:
    kept = bytes(store.read_bytes(name) or b"")
    return {
        kept[start : start + _DIGEST]: kept[start + _DIGEST : start + _RECORD]
        for start in range(0, len(kept), _RECORD)
    }
