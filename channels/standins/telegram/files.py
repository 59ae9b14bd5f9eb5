"""Files: uploads, file_ids, URLs, downloads.

Source: https://core.telegram.org/bots/api#sending-files, #getfile, #sendphoto (sizes and dimensions)
"""

from __future__ import annotations

import hashlib
import ipaddress
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from channels.standins.telegram.errors import ApiError, bad_request
from channels.standins.telegram.links import checked_link
from channels.standins.telegram.params import Params, Upload

MAX_PHOTO_BYTES = 10_000_000  # telegram.constants.FileSizeLimit.PHOTOSIZE_UPLOAD
MAX_FILE_BYTES = 50_000_000  # FILESIZE_UPLOAD
MAX_DOWNLOAD_BYTES = 20_000_000  # FILESIZE_DOWNLOAD
MAX_PHOTO_SIDES = 10_000  # "The photo's width and height must not exceed 10000 in total"
MAX_PHOTO_RATIO = 20
UNKNOWN_SIZE = (1280, 853)  # of a photo whose bytes the stand-in has not seen


@dataclass(frozen=True)
class StoredFile:
    """`content` is None for what was named by URL: Telegram would fetch it, the stand-in never goes out."""

    file_id: str
    path: str
    filename: str
    content_type: str
    content: bytes | None
    url: str = ""

    @property
    def unique_id(self) -> str:
        return self.file_id[-15:]

    def to_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"file_id": self.file_id, "file_unique_id": self.unique_id}
        if self.content is not None:
            shown["file_size"] = len(self.content)
        return shown


@dataclass
class Files:
    """`fetchable(url)`: whether Telegram's servers could get a URL."""

    fetchable: Callable[[str], bool] = field(default=lambda url: is_public(url))
    stored: dict[str, StoredFile] = field(default_factory=dict)

    def add(self, upload: Upload, folder: str = "documents") -> StoredFile:
        digest = hashlib.sha256(upload.content + upload.filename.encode()).hexdigest()[:24]
        suffix = "." + upload.filename.rpartition(".")[2] if "." in upload.filename else ""
        path = f"{folder}/file_{len(self.stored)}{suffix}"
        return self._store(StoredFile(f"AgAC{digest}", path, upload.filename, upload.content_type, upload.content))

    def given(self, params: Params, value: str, name: str, folder: str) -> StoredFile | None:
        """A parameter's file: uploaded under its own name, attach://…, a file_id or a URL. None: there is none."""
        attached = value.removeprefix("attach://") if value.startswith("attach://") else ""
        if upload := params.files.get(attached or name):
            return self.add(_checked(upload), folder)
        if attached or not value:
            return None
        if value in self.stored:
            return self.stored[value]
        if "://" in value:
            return self._by_url(value)
        raise bad_request("wrong file identifier/HTTP URL specified")

    def by_path(self, path: str) -> StoredFile | None:
        return next((one for one in self.stored.values() if one.path == path), None)

    def _by_url(self, value: str) -> StoredFile:
        url, _ = checked_link(value)
        if not url.startswith(("http://", "https://")):
            raise bad_request("wrong file identifier/HTTP URL specified")
        if not self.fetchable(url):
            raise bad_request("failed to get HTTP URL content")
        filename = urlsplit(url).path.rpartition("/")[2] or "file"
        digest = hashlib.sha256(url.encode()).hexdigest()[:24]
        path = f"photos/{digest}"
        return self._store(StoredFile(f"AgAC{digest}", path, filename, "application/octet-stream", None, value))

    def _store(self, stored: StoredFile) -> StoredFile:
        return self.stored.setdefault(stored.file_id, stored)


def is_public(url: str) -> bool:
    """Whether a URL names a host that somebody outside could reach."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal"))


def _checked(upload: Upload) -> Upload:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > MAX_FILE_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    return upload


def photo_sizes(stored: StoredFile) -> list[dict[str, Any]]:
    """The PhotoSize array. Raises ApiError for what cannot be shown as a photo."""
    width, height = UNKNOWN_SIZE if stored.content is None else _photo_size(stored.content)
    return [stored.to_json() | {"width": width, "height": height}]


def _photo_size(content: bytes) -> tuple[int, int]:
    if len(content) > MAX_PHOTO_BYTES:
        raise bad_request("file is too big for a photo")
    size = image_size(content)
    if size is None:
        raise ApiError(400, "Bad Request: IMAGE_PROCESS_FAILED")
    if sum(size) > MAX_PHOTO_SIDES or max(size) > MAX_PHOTO_RATIO * max(1, min(size)):
        raise ApiError(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    return size


def image_size(content: bytes) -> tuple[int, int] | None:
    """(width, height) of a PNG, GIF, WebP or JPEG; None: no such picture."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return UNKNOWN_SIZE
    return _jpeg_size(content) if content[:2] == b"\xff\xd8" else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # a frame header
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
