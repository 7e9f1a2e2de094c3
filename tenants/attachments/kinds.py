"""What a file is, told from its content alone. Names and announced types are not believed."""

import zipfile
from collections.abc import Callable
from enum import StrEnum
from typing import IO, NamedTuple

HEAD = 64


class MediaType(StrEnum):
    """Every type of file that is taken; all else is refused."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    MP3 = "audio/mpeg"
    AMR = "audio/amr"
    WAV = "audio/wav"
    M4A = "audio/mp4"
    MP4 = "video/mp4"


IMAGES = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
EXTENSIONS: dict[MediaType, str] = {
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.WEBP: ".webp",
    MediaType.PDF: ".pdf",
    MediaType.DOCX: ".docx",
    MediaType.XLSX: ".xlsx",
    MediaType.MP3: ".mp3",
    MediaType.AMR: ".amr",
    MediaType.WAV: ".wav",
    MediaType.M4A: ".m4a",
    MediaType.MP4: ".mp4",
}
TAKEN = "照片（JPG、PNG、WEBP）、PDF、DOCX、XLSX、录音（MP3、AMR、WAV、M4A）或 MP4 视频"

_VIDEO_BRANDS = frozenset({b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1"})
_AUDIO_BRANDS = frozenset({b"M4A ", b"M4B "})


class _Frame(NamedTuple):
    """What the four bytes before each stretch of MPEG audio say of it."""

    length: int


def media_type_of(file: IO[bytes]) -> MediaType | None:
    """The type of an open, seekable file; None for anything that is not taken."""
    head = _read(file, 0, HEAD)
    for tells, found in _SHAPES:
        if tells(head):
            return found
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    return MediaType.MP3 if _is_mp3(file, head) else None


def _brand(head: bytes) -> bytes:
    return head[8:12] if head[4:8] == b"ftyp" else b""


_SHAPES: tuple[tuple[Callable[[bytes], bool], MediaType], ...] = (
    (lambda head: head.startswith(b"\xff\xd8\xff"), MediaType.JPEG),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), MediaType.PNG),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", MediaType.WEBP),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE", MediaType.WAV),
    (lambda head: head.startswith(b"%PDF-"), MediaType.PDF),
    (lambda head: head.startswith((b"#!AMR\n", b"#!AMR-WB\n")), MediaType.AMR),
    (lambda head: _brand(head) in _AUDIO_BRANDS, MediaType.M4A),
    (lambda head: _brand(head) in _VIDEO_BRANDS, MediaType.MP4),
)


def _office(file: IO[bytes]) -> MediaType | None:
    """A DOCX or XLSX by its table of contents; one with macros is not taken."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None
    if "[Content_Types].xml" not in names or any(name.endswith(".bin") for name in names):
        return None
    if "word/document.xml" in names:
        return MediaType.DOCX
    return MediaType.XLSX if "xl/workbook.xml" in names else None


# MPEG audio, layer III: kbit/s by index, for version 1 and for 2 and 2.5; Hz by version bits.
_BITRATES_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def _frame(header: bytes) -> _Frame | None:
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return None
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bitrate, rate, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or layer != 1 or bitrate in {0, 15} or rate == 3:
        return None
    first = version == 3
    kilobits = (_BITRATES_1 if first else _BITRATES_2)[bitrate - 1]
    return _Frame((144 if first else 72) * kilobits * 1000 // _RATES[version][rate] + padding)


def _is_mp3(file: IO[bytes], head: bytes) -> bool:
    """Two whole frames in a row, after a tag if there is one: chance does not make that."""
    start = 0
    if head.startswith(b"ID3") and len(head) >= 10:
        size = head[6:10]
        if any(byte & 0x80 for byte in size):
            return False
        start = 10 + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])
    first = _frame(_read(file, start, 4))
    return first is not None and _frame(_read(file, start + first.length, 4)) is not None


def _read(file: IO[bytes], offset: int, count: int) -> bytes:
    file.seek(offset)
    return file.read(count)
