"""Files as people upload them, made here."""

import io
import struct
import wave
import zipfile
from typing import Any

from PIL import ExifTags, Image

UPRIGHT, TURNED = 1, 6


def picture(
    form: str = "JPEG",
    *,
    size: tuple[int, int] = (40, 30),
    taken: str | None = None,
    zone: str | None = None,
    located: bool = False,
    orientation: int = UPRIGHT,
    colour: Any = (200, 30, 30),
) -> bytes:
    """A picture with a camera's notes: time, zone, place and which way up."""
    image = Image.new("RGB", size, colour)
    image.putpixel((0, 0), (0, 0, 255))
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = orientation
    notes[ExifTags.Base.Make] = "Huawei"
    detail = notes.get_ifd(ExifTags.IFD.Exif)
    if taken:
        detail[ExifTags.Base.DateTimeOriginal] = taken
    if zone:
        detail[ExifTags.Base.OffsetTimeOriginal] = zone
    if located:
        place = notes.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef] = "N"
        place[ExifTags.GPS.GPSLatitude] = (29.0, 43.0, 12.5)
    out = io.BytesIO()
    image.save(out, form, exif=notes)
    return out.getvalue()


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return out.getvalue()


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(8000)
        recording.writeframes(b"\0\0" * 800)
    return out.getvalue()


def mp3(*, tagged: bool) -> bytes:
    """Two frames of MPEG-1 layer III, 128 kbit/s at 44.1 kHz: 417 bytes each."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 1, 0]) + bytes(128) if tagged else b""
    return tag + frame * 2


def box(brand: bytes) -> bytes:
    return struct.pack("!L", 24) + b"ftyp" + brand + b"\0\0\0\0isommp42" + bytes(64)


DOCX = office("word/document.xml")
XLSX = office("xl/workbook.xml")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
AMR = b"#!AMR\n" + bytes(40)
TAKEN = {
    "image/jpeg": picture("JPEG"),
    "image/png": picture("PNG"),
    "image/webp": picture("WEBP"),
    "application/pdf": PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": XLSX,
    "audio/mpeg": mp3(tagged=True),
    "audio/amr": AMR,
    "audio/wav": sound(),
    "audio/mp4": box(b"M4A "),
    "video/mp4": box(b"isom"),
}
REFUSED = {
    "a web page": b"<!doctype html><script>alert(1)</script>",
    "a drawing with script": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "a program for Windows": b"MZ" + bytes(200),
    "a program for Linux": b"\x7fELF" + bytes(200),
    "a shell script": b"#!/bin/sh\nrm -rf /\n",
    "plain text": "情况说明".encode(),
    "an archive": office("readme.txt"),
    "an archive without a table": b"PK\x03\x04" + bytes(100),
    "a document with macros": office("word/document.xml", "word/vbaProject.bin"),
    "a moving picture": b"GIF89a" + bytes(100),
    "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200),
    "one frame of sound by chance": b"\xff\xfb\x90\x00" + bytes(500),
    "an empty tag of sound": b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(100),
    "another film": box(b"qt  "),
    "a page that begins like a paper": b" %PDF-1.7",
}
