"""Photographs: turned upright, stripped of the camera's notes; of those only the time is kept."""

import io
import warnings
from datetime import datetime, timedelta, timezone
from typing import IO, NamedTuple

from PIL import ExifTags, Image, ImageOps

from attachments.errors import AttachmentError
from attachments.kinds import MediaType
from kernel.clock import LOCAL
from kernel.errors import DomainError

# A picture is decoded whole: what a small file unfolds to is bounded before that happens.
MOST_PIXELS = 40_000_000
MOST_PIXELS_JPEG = 120_000_000
# A photo of twelve megapixels keeps its size; larger ones lose what no screen shows.
LONGEST_SIDE = 4096
QUALITY = 88
_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.WEBP: "WEBP"}


class Picture(NamedTuple):
    """A picture as it is stored, and when it was taken."""

    content: bytes
    taken_at: datetime | None


def cleaned_picture(file: IO[bytes], media_type: MediaType) -> Picture:
    """Encode a picture anew: upright, without any notes. Raises ATTACHMENT_DAMAGED."""
    form = _FORMATS[media_type]
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own, lower bound on pixels
            with Image.open(file, formats=[form]) as picture:
                _check_size(picture, form)
                taken_at = _taken_at(picture)
                picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                return Picture(_encoded(upright, form), taken_at)
    except DomainError:
        raise
    except Exception as problem:  # whatever a broken file makes the decoder raise
        raise DomainError(
            AttachmentError.ATTACHMENT_DAMAGED,
            "照片无法读取，文件可能已损坏，请重新选择",
            field="file",
        ) from problem


def _check_size(picture: Image.Image, form: str) -> None:
    width, height = picture.size
    if width * height > (MOST_PIXELS_JPEG if form == "JPEG" else MOST_PIXELS):
        raise DomainError(
            AttachmentError.ATTACHMENT_TOO_LARGE, "照片的尺寸过大，请缩小后再上传", field="file"
        )


def _encoded(picture: Image.Image, form: str) -> bytes:
    # A copy onto a bare canvas carries the pixels and nothing else along.
    mode = "RGB" if form == "JPEG" or "A" not in picture.getbands() else "RGBA"
    bare = Image.new(mode, picture.size)
    bare.paste(picture.convert(mode))
    out = io.BytesIO()
    options = {} if form == "PNG" else {"quality": QUALITY}
    bare.save(out, form, **options)
    return out.getvalue()


def _taken_at(picture: Image.Image) -> datetime | None:
    """The camera's own time; without a zone it is taken for the city's. None if unreadable."""
    try:
        notes = picture.getexif()
        detail = notes.get_ifd(ExifTags.IFD.Exif)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError):
        return None
    tags = ExifTags.Base
    for time, zone in (
        (detail.get(tags.DateTimeOriginal), detail.get(tags.OffsetTimeOriginal)),
        (detail.get(tags.DateTimeDigitized), detail.get(tags.OffsetTimeDigitized)),
        (notes.get(tags.DateTime), detail.get(tags.OffsetTime)),
    ):
        if found := _moment(time, zone):
            return found
    return None


def _moment(time: object, zone: object) -> datetime | None:
    try:
        naive = datetime.strptime(  # noqa: DTZ007 - the zone stands in a note of its own
            str(time).strip("\0 "), "%Y:%m:%d %H:%M:%S"
        )
    except ValueError:
        return None
    if naive.year < 1990:  # a camera whose clock was never set
        return None
    return naive.replace(tzinfo=_zone(zone) or LOCAL)


def _zone(text: object) -> timezone | None:
    try:
        offset = datetime.strptime(str(text).strip("\0 "), "%z").utcoffset()
    except ValueError:
        return None
    return timezone(offset or timedelta(0))
