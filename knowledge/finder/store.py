"""What was learned, kept on disk: fitting takes seconds, reading it back a tenth of one.

A file is found by its content: examples, lexicon and the finder's own code make its name, so a
changed entry or a changed finder is learned anew by itself. The store is never needed: a missing,
damaged or unwritable file only costs the time to fit again.
"""

import hashlib
import json
import os
import struct
import sys
import tempfile
import zlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from knowledge.finder.calibration import Calibration
from knowledge.finder.centroids import Centroids
from knowledge.finder.features import Weighting
from knowledge.finder.finder import Trained
from knowledge.finder.softmax import Softmax

_PROJECT = Path(__file__).parents[2]
_CODE = (*sorted(Path(__file__).parent.glob("*.py")), _PROJECT / "locales" / "script.py")
_MARK = b"razmena"
_HEAD = struct.Struct("<7sQL")  # the mark, the bytes that follow, their CRC-32
_LENGTH = struct.Struct("<Q")
# Old ones belong to earlier states of the entries, or to tests.
_KEEP = 8


def key(parts: Iterable[str]) -> str:
    """The name under which a finder made from these texts is kept."""
    digest = hashlib.blake2b(sys.byteorder.encode(), digest_size=16)
    for file in _CODE:
        digest.update(file.read_bytes())
    for part in parts:
        encoded = part.encode()
        digest.update(struct.pack("<Q", len(encoded)))
        digest.update(encoded)
    return digest.hexdigest()


def folders() -> Iterator[Path]:
    """Where finders may be kept: in the checkout, or in the user's cache."""
    if (_PROJECT / "pyproject.toml").is_file():  # an installed package is not written to
        yield _PROJECT / ".cache"
    home = os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):  # no home folder: then there is one place less
        yield (Path(home) if home else Path.home() / ".cache") / "razmena"


def read(name: str) -> Trained | None:
    """The finder that is kept under a name; None when there is none that can be trusted."""
    content = read_bytes(f"finder-{name}")
    return None if content is None else _unpack(content)


def write(name: str, trained: Trained) -> None:
    """Keep a finder, in the first folder that can be written; in none, nothing happens."""
    write_bytes(f"finder-{name}", _pack(trained))


def read_bytes(name: str) -> memoryview | None:
    """What is kept under a name, if it is there and whole."""
    for folder in folders():
        try:
            content = (folder / f"{name}.bin").read_bytes()
        except OSError:
            continue
        body = memoryview(content)[_HEAD.size :]
        if len(content) >= _HEAD.size and _HEAD.unpack_from(content) == _head(body):
            return body
    return None


def write_bytes(name: str, body: bytes) -> None:
    """Keep something, in the first folder that can be written; in none, nothing happens."""
    for folder in folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=folder, suffix=".tmp", delete=False) as draft:
                draft.write(_HEAD.pack(*_head(body)))
                draft.write(body)
            Path(draft.name).replace(folder / f"{name}.bin")
        except OSError:
            continue
        _forget_old(folder)
        return


def _head(body: bytes | memoryview) -> tuple[bytes, int, int]:
    return _MARK, len(body), zlib.crc32(body)


def _forget_old(folder: Path) -> None:
    with suppress(OSError):  # somebody else is tidying up
        kept = sorted(folder.glob("*-*.bin"), key=lambda file: file.stat().st_mtime)
        for file in kept[:-_KEEP]:
            file.unlink()


def _pack(trained: Trained) -> bytes:
    description = json.dumps(
        {
            "labels": trained.labels,
            "features": list(trained.weighting.rows),
            "unseen": trained.weighting.unseen,
            "calibration": astuple(trained.calibration),
            "vocabulary": trained.vocabulary,
            "model": type(trained.model).__name__,
        },
        ensure_ascii=False,
    ).encode()
    numbers = array("d", trained.weighting.rarity).tobytes() + trained.model.pack()
    return _LENGTH.pack(len(description)) + description + numbers


def _unpack(content: memoryview) -> Trained:
    (described,) = _LENGTH.unpack_from(content)
    body = content[_LENGTH.size :]
    description = json.loads(bytes(body[:described]))
    features, labels = description["features"], tuple(description["labels"])
    rarity = array("d")
    rest = described + rarity.itemsize * len(features)
    rarity.frombytes(body[described:rest])
    model: Softmax | Centroids
    if description["model"] == Softmax.__name__:
        model = Softmax.unpack(body[rest:], len(labels))
    else:
        model = Centroids.unpack(body[rest:], len(features), len(labels))
    return Trained(
        labels=labels,
        weighting=Weighting(
            {feature: row for row, feature in enumerate(features)},
            rarity.tolist(),
            description["unseen"],
        ),
        model=model,
        calibration=Calibration(*description["calibration"]),
        vocabulary=description["vocabulary"],
    )
