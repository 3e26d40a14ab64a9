"""Files that the bot or a person uploaded, kept in memory."""

import hashlib
from dataclasses import dataclass, field

from bot.preview.call import Json, Upload
from bot.preview.refusal import bad_request

# https://core.telegram.org/bots/api#sending-files and #getfile, in bytes.
MAX_PHOTO = 10 * 1024 * 1024
MAX_UPLOAD = 50 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with the id that the Bot API gives it.

    Attributes:
        id: `file_id`.
        unique_id: `file_unique_id`, the same for the same content.
        path: what stands behind `/file/bot<token>/`.
        upload: name, type and content.
    """

    id: str
    unique_id: str
    path: str
    upload: Upload

    def to_file(self) -> Json:
        """Return the Bot API's `File`, without the path."""
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.upload.content),
        }


@dataclass(slots=True)
class FileStore:
    """All files, by id and by path."""

    _by_id: dict[str, StoredFile] = field(default_factory=dict)
    _by_path: dict[str, StoredFile] = field(default_factory=dict)

    def add(self, upload: Upload, folder: str) -> StoredFile:
        """Keep an upload (`folder`: `photos`, `documents` ...) and return it with its ids."""
        number = len(self._by_id)
        digest = hashlib.sha256(upload.content).hexdigest()
        suffix = upload.name.rpartition(".")[2].lower() if "." in upload.name else "bin"
        if not suffix.isalnum():
            suffix = "bin"
        path = f"{folder}/file_{number}.{suffix}"
        stored = StoredFile(f"BQAC{number:06d}{digest[:40]}", f"AgAD{digest[:12]}", path, upload)
        self._by_id[stored.id] = stored
        self._by_path[path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile:
        """Return a file by its `file_id`.

        Raises:
            RefusalError: there is none.
        """
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """Return a file by its `file_id`, or None."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return a file by its path, or None."""
        return self._by_path.get(path)
