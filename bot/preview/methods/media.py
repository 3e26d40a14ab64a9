"""Methods for pictures and files: sendPhoto, sendDocument, and editing either."""

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError

from bot.preview.call import Call, Json, Upload
from bot.preview.files import MAX_DOWNLOAD, MAX_PHOTO, MAX_UPLOAD
from bot.preview.formatted import read_caption
from bot.preview.keyboards import read_markup
from bot.preview.methods.editing import TEXT_FIELDS, Editing, change
from bot.preview.methods.sending import Sending, deliver
from bot.preview.methods.table import method
from bot.preview.refusal import bad_request
from bot.preview.world import World

_MAX_SIDES = 10_000
_MAX_RATIO = 20
_KINDS = ("photo", "document")
_TOO_LONG = "MEDIA_CAPTION_TOO_LONG"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPhoto(Sending):
    """https://core.telegram.org/bots/api#sendphoto."""

    photo: str = ""
    caption: str = ""
    parse_mode: str = ""
    caption_entities: str = ""
    show_caption_above_media: bool = False
    has_spoiler: bool = False


@method("sendPhoto", SendPhoto)
def send_photo(world: World, asked: SendPhoto, call: Call) -> Json:
    """Send a picture."""
    content = _photo(world, _source(call, "photo", asked.photo))
    content |= read_caption(asked.caption, asked.parse_mode, asked.caption_entities)
    if asked.show_caption_above_media:
        content["show_caption_above_media"] = True
    if asked.has_spoiler:
        content["has_media_spoiler"] = True
    return deliver(world, asked, content)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendDocument(Sending):
    """https://core.telegram.org/bots/api#senddocument."""

    document: str = ""
    thumbnail: str = ""
    caption: str = ""
    parse_mode: str = ""
    caption_entities: str = ""
    disable_content_type_detection: bool = False


@method("sendDocument", SendDocument)
def send_document(world: World, asked: SendDocument, call: Call) -> Json:
    """Send a file."""
    content = _document(world, _source(call, "document", asked.document))
    content |= read_caption(asked.caption, asked.parse_mode, asked.caption_entities)
    return deliver(world, asked, content)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMessageCaption(Editing):
    """https://core.telegram.org/bots/api#editmessagecaption."""

    caption: str = ""
    parse_mode: str = ""
    caption_entities: str = ""
    show_caption_above_media: bool = False


@method("editMessageCaption", EditMessageCaption)
def edit_message_caption(world: World, asked: EditMessageCaption, _call: Call) -> Json | bool:
    """Put another caption under a picture or file; without a keyboard its keyboard goes."""
    markup = read_markup(asked.reply_markup, inline_only=True)
    content = read_caption(
        asked.caption, asked.parse_mode, asked.caption_entities, too_long=_TOO_LONG
    )
    changes = {
        "caption": None,
        "caption_entities": None,
        **content,
        "show_caption_above_media": asked.show_caption_above_media or None,
        "reply_markup": markup,
    }
    return change(world, asked, changes, _check_has_caption)


def _check_has_caption(message: Json) -> None:
    if not any(kind in message for kind in _KINDS):
        raise bad_request("there is no caption in the message to edit")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMessageMedia(Editing):
    """https://core.telegram.org/bots/api#editmessagemedia."""

    media: str = ""


@method("editMessageMedia", EditMessageMedia)
def edit_message_media(world: World, asked: EditMessageMedia, call: Call) -> Json | bool:
    """Put another picture or file in the place of a message's content."""
    markup = read_markup(asked.reply_markup, inline_only=True)
    media = _read_media(asked.media)
    kind = media["type"]
    named = str(media.get("media") or "")
    source = _source(call, named.removeprefix("attach://"), named)
    content = _photo(world, source) if kind == "photo" else _document(world, source)
    content |= read_caption(
        str(media.get("caption") or ""),
        str(media.get("parse_mode") or ""),
        json.dumps(media.get("caption_entities") or []),
        too_long=_TOO_LONG,
    )
    cleared = (*TEXT_FIELDS, "caption", "caption_entities", *_KINDS)
    changes = {**dict.fromkeys(cleared), **content, "reply_markup": markup}
    return change(world, asked, changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class GetFile:
    """https://core.telegram.org/bots/api#getfile."""

    file_id: str = ""


@method("getFile", GetFile)
def get_file(world: World, asked: GetFile, _call: Call) -> Json:
    """Tell where a file can be had: behind `/file/bot<token>/`."""
    if not asked.file_id:
        raise bad_request("file_id not specified")
    stored = world.files.by_id(asked.file_id)
    if len(stored.upload.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {**stored.to_file(), "file_path": stored.path}


def _read_media(raw: str) -> Json:
    if not raw:
        raise bad_request('parameter "media" is required')
    try:
        value: Any = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse input media JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    if "type" not in value:
        raise bad_request("can't parse InputMedia: Can't find field \"type\"")
    if value["type"] in {"video", "animation", "audio"}:
        raise bad_request(f'InputMedia "{value["type"]}" is not known to this local server')
    if value["type"] not in _KINDS:
        raise bad_request(f'can\'t parse InputMedia: type "{value["type"]}" is unsupported')
    return value


def _source(call: Call, name: str, value: str) -> Upload | str:
    """Return the uploaded file that a parameter means, or the `file_id` that it gives."""
    if value.startswith("attach://"):
        name = value.removeprefix("attach://")
        value = ""
    upload = call.files.get(name)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > MAX_UPLOAD:
            raise bad_request("file is too big")
        return upload
    if not value:
        raise bad_request(f"there is no {name} in the request")
    if value.startswith(("http://", "https://")):
        # Telegram would fetch it; from here nothing is fetched.
        raise bad_request("failed to get HTTP URL content")
    return value


def _photo(world: World, source: Upload | str) -> Json:
    if isinstance(source, str):
        stored = world.files.by_id(source)
        if not stored.path.startswith("photos/"):
            raise bad_request("type of file mismatch")
        width, height, _ = _look_at(stored.upload)
    else:
        if len(source.content) > MAX_PHOTO:
            raise bad_request(
                f"file of size {len(source.content)} bytes is too big for a photo; "
                f"the maximum size is {MAX_PHOTO} bytes"
            )
        width, height, kind = _look_at(source)
        stored = world.files.add(Upload(source.name, kind, source.content), "photos")
    return {"photo": [{**stored.to_file(), "width": width, "height": height}]}


def _look_at(upload: Upload) -> tuple[int, int, str]:
    """Return width, height and type of a picture."""
    try:
        with Image.open(BytesIO(upload.content)) as picture:
            width, height = picture.size
            kind = Image.MIME.get(picture.format or "", "application/octet-stream")
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > _MAX_SIDES or max(width, height) > _MAX_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height, kind


def _document(world: World, source: Upload | str) -> Json:
    if isinstance(source, str):
        stored = world.files.by_id(source)
        if not stored.path.startswith("documents/"):
            raise bad_request("type of file mismatch")
    else:
        stored = world.files.add(source, "documents")
    return {
        "document": {
            **stored.to_file(),
            "file_name": stored.upload.name,
            "mime_type": stored.upload.content_type,
        }
    }
