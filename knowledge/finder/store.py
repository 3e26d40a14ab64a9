"""Files with what was learned: numbers and words, compressed, with a checksum; no code.

One file is shipped with the entries, others stand in a cache. A file names what it was learned from
by content, so a changed entry or a changed finder is noticed. No file is ever needed: a missing,
damaged, foreign or unwritable one only costs the time to learn again.
"""

import hashlib
import json
import logging
import os
import stat
import struct
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from knowledge.finder.calibration import Calibration
from knowledge.finder.centroids import Centroids
from knowledge.finder.learning import Trained
from knowledge.finder.softmax import Softmax
from knowledge.finder.words import STEMMER_VERSION

_PROJECT = Path(__file__).parents[2]
# What decides which features a text has, and what is learned from them.
_CODE = (
    *sorted(file for file in Path(__file__).parent.glob("*.py") if file.name != "store.py"),
    _PROJECT / "locales" / "script.py",
)
_MARK = b"razmena"
# Raised whenever the layout of what follows the head changes; files of another one count as none.
_LAYOUT = 2
_HEAD = struct.Struct("<7sBQL")  # the mark, the layout, the bytes that follow, their CRC-32
_LENGTH = struct.Struct("<Q")
logger = logging.getLogger(__name__)
# What reading a whole file of another layout may raise.
FOREIGN = (
    msgspec.MsgspecError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    struct.error,
    zlib.error,
)
_Content = TypeVar("_Content")
# How many of each kind; old ones belong to earlier states of the entries, or to tests.
_KEEP, _KEEP_LARGE = 8, {"knowledge": 2}
# zlib's levels: what is shipped is packed once; the last level takes ten times as long for a
# sixteenth of the size, which somebody would wait for.
_SMALLEST, _QUICK = 9, 6
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Origin:
    """What a model was learned from.

    Attributes:
        basis: a digest of the finder's code and of the lexicon: with another one nothing that was
            learned can be used.
        labels: a digest of each label's examples.
    """

    basis: str
    labels: Mapping[str, str]

    @property
    def name(self) -> str:
        """Return a name that another origin does not have."""
        return _digest([self.basis, *(part for pair in self.labels.items() for part in pair)])

    def changed(self, other: "Origin") -> frozenset[str]:
        """Return the labels of this origin that are not the same in the other one."""
        return frozenset(
            label for label, digest in self.labels.items() if other.labels.get(label) != digest
        )


def origin(examples: Iterable[tuple[str, str]], about: Iterable[str]) -> Origin:
    """Return the origin of what is learned from these examples.

    Args:
        examples: every text with its label.
        about: what else the features rest on, such as the lexicon.
    """
    texts: dict[str, list[str]] = {}
    for text, label in examples:
        texts.setdefault(label, []).append(text)
    files = [file.read_bytes().replace(b"\r\n", b"\n").decode() for file in _CODE]
    basis = _digest([STEMMER_VERSION, *files, *about])
    return Origin(basis, {label: _digest(told) for label, told in texts.items()})


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        encoded = part.encode()
        digest.update(struct.pack("<Q", len(encoded)))
        digest.update(encoded)
    return digest.hexdigest()


def folders() -> Iterator[Path]:
    """Yield where finders may be cached: in the checkout, or in the user's cache."""
    if (_PROJECT / "pyproject.toml").is_file():  # an installed package is not written to
        yield _PROJECT / ".cache"
    home = os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):  # no home folder: then there is one place less
        yield (Path(home) if home else Path.home() / ".cache") / "razmena"


def cached() -> Iterator[Path]:
    """Yield the files of cached finders, the newest of each folder first."""
    for folder in folders():
        with suppress(OSError):  # no such folder, or it is being tidied up
            found = [
                (file.stat().st_mtime, file)
                for file in folder.glob("finder-*.bin")
                if _is_ours(file)
            ]
            yield from (file for _, file in sorted(found, reverse=True))


def read_origin(file: Path) -> Origin | None:
    """Return what the model in a file was learned from; None when the file cannot be trusted."""
    return understood(file, lambda body: _parts(body)[0])


def read(file: Path) -> Trained | None:
    """Return the model in a file; None when there is none that can be trusted."""
    return understood(file, lambda body: unpack(memoryview(zlib.decompress(_parts(body)[1]))))


def write(file: Path, learned_from: Origin, trained: Trained, compression: int = _SMALLEST) -> None:
    """Write a model to a file, wholly or not at all.

    Raises:
        OSError: when it cannot be written.
    """
    described = msgspec.json.encode(learned_from)
    packed = zlib.compress(pack(trained), compression)
    write_file(file, _LENGTH.pack(len(described)) + described + packed)


def understood(file: Path, unpack: Callable[[memoryview], _Content]) -> _Content | None:
    """Return what is in a file; None when it is not laid out as this version writes it."""
    body = _read(file)
    if body is None:
        return None
    try:
        return unpack(body)
    except FOREIGN as error:
        logger.warning("%s is left aside: it is laid out in another way (%s)", file, error)
        return None


def write_file(file: Path, body: bytes) -> None:
    """Write a file, wholly or not at all.

    Raises:
        OSError: it cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".tmp", delete=False) as draft:
        draft.write(_HEAD.pack(*_head(body)))
        draft.write(body)
    Path(draft.name).chmod(0o644)
    Path(draft.name).replace(file)


def cache(learned_from: Origin, trained: Trained) -> None:
    """Keep a model in the first folder that can be written; in none, nothing happens."""
    for folder in folders():
        try:
            _make_ours(folder)
            file = folder / f"finder-{learned_from.name}.bin"
            write(file, learned_from, trained, compression=_QUICK)
        except OSError:
            continue
        _forget_old(folder)
        return


def read_bytes(name: str) -> memoryview | None:
    """Return what is cached under a name, if it is there, whole, and written by nobody else."""
    files = [folder / f"{name}.bin" for folder in folders()]
    return next((body for file in files if _is_ours(file) and (body := _read(file))), None)


def _is_ours(file: Path) -> bool:
    """Return whether nobody but this user, or the system's administrator, can have written a file.

    Answers come out of it: whoever can write it decides what the bot says.
    """
    try:
        state, folder = file.stat(), file.parent.stat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):  # Windows keeps a user's folders apart
        return True
    ours = (0, os.getuid())
    return all(one.st_uid in ours and not one.st_mode & _OTHERS_WRITE for one in (state, folder))


def read_object(name: str, shape: type[_Content]) -> _Content | None:
    """Return what is cached under a name as JSON, if it has the shape that is expected."""
    body = read_bytes(name)
    if body is None:
        return None
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.MsgspecError:
        return None


def write_bytes(name: str, body: bytes) -> None:
    """Cache something, in the first folder that can be written; in none, nothing happens."""
    for folder in folders():
        try:
            _make_ours(folder)
            write_file(folder / f"{name}.bin", body)
        except OSError:
            continue
        _forget_old(folder)
        return


def _make_ours(folder: Path) -> None:
    """Make a folder of the cache that nobody else can write to, whatever the umask is.

    Raises:
        OSError: it cannot be made, or is somebody else's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mode = folder.stat().st_mode
    if mode & _OTHERS_WRITE:
        folder.chmod(stat.S_IMODE(mode) & ~_OTHERS_WRITE)


def _read(file: Path) -> memoryview | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    body = memoryview(content)[_HEAD.size :]
    if len(content) >= _HEAD.size and _HEAD.unpack_from(content) == _head(body):
        return body
    return None


def _head(body: bytes | memoryview) -> tuple[bytes, int, int, int]:
    return _MARK, _LAYOUT, len(body), zlib.crc32(body)


def _forget_old(folder: Path) -> None:
    with suppress(OSError):  # somebody else is tidying up
        kept: defaultdict[str, list[Path]] = defaultdict(list)
        for file in sorted(folder.glob("*-*.bin"), key=lambda file: file.stat().st_mtime):
            kept[file.name.partition("-")[0]].append(file)
        for kind, files in kept.items():
            for file in files[: -_KEEP_LARGE.get(kind, _KEEP)]:
                file.unlink()


def _parts(body: memoryview) -> tuple[Origin, memoryview]:
    (length,) = _LENGTH.unpack_from(body)
    packed = body[_LENGTH.size :]
    return msgspec.json.decode(packed[:length], type=Origin), packed[length:]


def pack(trained: Trained) -> bytes:
    """Return a model as bytes; `unpack` gives the same model back."""
    model = trained.model
    arrays: list[npt.NDArray[np.generic]]
    if isinstance(model, Softmax):
        arrays = [model.weights]
        numbers: dict[str, object] = {"unit": model.unit}
    else:
        arrays = [model.starts, model.labels, model.weights]
        numbers = {"count": model.count}
    description = {
        "labels": trained.labels,
        "features": list(trained.counts),
        "counts": list(trained.counts.values()),
        "examples": trained.examples,
        "calibration": astuple(trained.calibration),
        "vocabulary": trained.vocabulary,
        "model": type(model).__name__,
        **numbers,
        "arrays": [(one.dtype.str, one.shape) for one in arrays],
    }
    described = json.dumps(description, ensure_ascii=False).encode()
    return b"".join((_LENGTH.pack(len(described)), described, *(one.tobytes() for one in arrays)))


def unpack(content: memoryview) -> Trained:
    """Return the model in bytes, which it goes on using.

    Raises:
        Exception: they are laid out in another way.
    """
    (length,) = _LENGTH.unpack_from(content)
    content = content[_LENGTH.size :]
    description = json.loads(bytes(content[:length]))
    arrays: list[npt.NDArray[np.generic]] = []
    for kind, shape in description["arrays"]:
        size = int(np.prod(shape)) * np.dtype(kind).itemsize
        arrays.append(np.frombuffer(content[length : length + size], kind).reshape(shape))
        length += size
    model: Softmax | Centroids
    if description["model"] == Softmax.__name__:
        model = Softmax(arrays[0].view(np.int8), description["unit"])
        sizes = model.weights.shape
    else:
        starts, labels, shares = arrays
        model = Centroids(
            description["count"],
            starts.view(np.int32),
            labels.view(np.int32),
            shares.view(np.float32),
        )
        sizes = (len(model.starts) - 1, model.count)
    if sizes != (len(description["features"]), len(description["labels"])):
        raise ValueError("weights, words and labels do not belong together")
    return Trained(
        labels=tuple(description["labels"]),
        counts=dict(zip(description["features"], description["counts"], strict=True)),
        examples=description["examples"],
        model=model,
        calibration=Calibration(*description["calibration"]),
        vocabulary=description["vocabulary"],
    )
