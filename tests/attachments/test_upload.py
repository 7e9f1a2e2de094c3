"""上传: what a file is, its content says; what is kept of it is safe to keep."""

import hashlib
import io
import stat
from datetime import UTC, datetime

import pytest
from PIL import Image

from attachments.models import Attachment
from attachments.services.uploading import discard_upload, upload_attachment
from kernel.errors import PermissionDenied
from tenancy.context import in_workspace
from tests.attachments.files import (
    DOCX,
    PDF,
    REFUSED,
    TAKEN,
    TURNED,
    mp3,
    picture,
)
from yihao.installation import home


@pytest.fixture
def handler(city):
    return city.actor("chibi.dispatcher")


def _upload(city, actor, content, name="文件", **more):
    return city.do(actor, upload_attachment, file=io.BytesIO(content), name=name, **more)


def _stored(media, row):
    return (media / row.stored_name).read_bytes()


def _files(media):
    return sorted(path for path in media.rglob("*") if path.is_file())


@pytest.mark.parametrize("media_type", TAKEN)
def test_type_is_told_from_the_content(city, handler, media, media_type):
    row = _upload(city, handler, TAKEN[media_type], "照片.exe", purpose="evidence")

    assert (row.media_type, row.purpose) == (media_type, "evidence")
    assert row.name.startswith("照片.")
    assert not row.name.endswith(".exe")
    stored = _stored(media, row)
    assert (row.size, row.stored_sha256) == (len(stored), hashlib.sha256(stored).hexdigest())
    assert row.sha256 == hashlib.sha256(TAKEN[media_type]).hexdigest()
    assert (row.ticket_id, row.bound_at) == (None, None)


@pytest.mark.parametrize("what", REFUSED)
def test_everything_else_is_refused(city, handler, media, refused, what):
    with refused("ATTACHMENT_TYPE_REFUSED", "file"):
        _upload(city, handler, REFUSED[what], "照片.jpg")

    assert _files(media) == []


def test_sound_without_a_tag_is_sound_too(city, handler):
    assert _upload(city, handler, mp3(tagged=False)).media_type == "audio/mpeg"


def test_file_lies_outside_the_database_under_a_name_that_says_nothing(city, handler, media):
    row = _upload(city, handler, PDF, "张三 13800000001.pdf")

    schema, month, name = row.stored_name.split("/")
    assert (schema, month) == ("chibi", f"{row.uploaded_at:%Y%m}")
    assert len(name) == 36
    path = media / row.stored_name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_default_folder_is_in_the_home_of_the_installation(settings):
    assert str(home() / "media") == settings.MEDIA_FOLDER


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\a\\情况 说明.docx", "情况 说明.pdf"),
        ('a"b<c>.pdf', "abc.pdf"),
        ("", "附件.pdf"),
        ("...", "附件.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("长" * 300 + ".pdf", "长" * 100 + ".pdf"),
    ],
)
def test_names_are_made_harmless(city, handler, name, label):
    assert _upload(city, handler, PDF, name).name == label


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_pictures_lose_the_cameras_notes_and_keep_the_time_apart(city, handler, media, form):
    content = picture(form, taken="2026:11:20 09:30:00", located=True)
    assert b"Huawei" in content

    row = _upload(city, handler, content, purpose="photo")

    assert row.taken_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    stored = _stored(media, row)
    assert b"Huawei" not in stored
    with Image.open(io.BytesIO(stored)) as image:
        assert image.format == form
        assert dict(image.getexif()) == {}
        assert "exif" not in image.info
    assert row.sha256 == hashlib.sha256(content).hexdigest()


def test_pictures_are_turned_upright(city, handler, media):
    row = _upload(city, handler, picture(size=(40, 30), orientation=TURNED))

    with Image.open(io.BytesIO(_stored(media, row))) as image:
        assert image.size == (30, 40)


def test_large_photos_are_made_smaller(city, handler, media):
    row = _upload(city, handler, picture(size=(5000, 100)))

    with Image.open(io.BytesIO(_stored(media, row))) as image:
        assert image.size == (4096, 82)


@pytest.mark.parametrize(
    ("taken", "zone", "moment"),
    [
        ("2026:11:20 09:30:00", "+00:00", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("2026:11:20 09:30:00", "+08:00", datetime(2026, 11, 20, 1, 30, tzinfo=UTC)),
        ("2026:11:20 09:30:00", "nonsense", datetime(2026, 11, 20, 1, 30, tzinfo=UTC)),
        ("0000:00:00 00:00:00", None, None),
        ("1980:01:01 00:00:00", None, None),
        ("yesterday", None, None),
        (None, None, None),
    ],
)
def test_time_of_a_photo(city, handler, taken, zone, moment):
    assert _upload(city, handler, picture(taken=taken, zone=zone)).taken_at == moment


@pytest.mark.parametrize(
    "content",
    [
        picture()[:400],
        b"\xff\xd8\xff\xe0" + bytes(300),
        b"\x89PNG\r\n\x1a\n" + bytes(300),
        b"RIFF\x10\0\0\0WEBP" + bytes(300),
    ],
)
def test_broken_pictures_are_refused(city, handler, media, refused, content):
    with refused("ATTACHMENT_DAMAGED", "file"):
        _upload(city, handler, content)

    assert _files(media) == []


def test_a_picture_that_unfolds_to_too_much_is_refused(city, handler, refused):
    content = io.BytesIO()
    Image.new("1", (7000, 7000)).save(content, "PNG")
    assert len(content.getvalue()) < 100_000

    with refused("ATTACHMENT_TOO_LARGE", "file"):
        _upload(city, handler, content.getvalue())


def test_size_is_bounded(city, handler, refused, settings):
    settings.ATTACHMENT_BYTES = len(PDF)
    _upload(city, handler, PDF)
    with refused("ATTACHMENT_TOO_LARGE", "file"):
        _upload(city, handler, PDF + b"\n")
    with refused("ATTACHMENT_MISSING", "file"):
        _upload(city, handler, b"")


def test_purpose_is_one_of_the_known(city, handler, refused):
    with refused("PURPOSE_UNKNOWN", "purpose"):
        _upload(city, handler, PDF, purpose="souvenir")


def test_a_person_piles_up_only_so_many(city, handler, refused, settings):
    settings.ATTACHMENTS_PER_TICKET = 3
    with city.at(handler):
        before = Attachment.objects.filter(uploaded_by=handler.user_id).count()
    settings.ATTACHMENTS_PER_TICKET = before + 2
    first = _upload(city, handler, PDF)
    _upload(city, handler, DOCX)
    with refused("ATTACHMENT_TOO_MANY", "attachmentIds"):
        _upload(city, handler, PDF)
    city.do(handler, discard_upload, attachment_id=first.id)
    _upload(city, handler, PDF)


def test_who_reads_no_tickets_uploads_nothing(city, unchanged):
    administrator = city.actor("city.administrator")

    with unchanged(), pytest.raises(PermissionDenied):
        _upload(city, administrator, PDF)


def test_own_upload_can_be_taken_back_with_its_file(city, handler, media):
    row = _upload(city, handler, PDF)

    city.do(handler, discard_upload, attachment_id=row.id)

    assert _files(media) == []
    with city.at(handler):
        assert not Attachment.objects.filter(pk=row.pk).exists()


def test_a_colleagues_upload_cannot(city, handler, media, unchanged):
    row = _upload(city, handler, PDF)
    colleague = city.actor(city.user_for(city.walkthrough_units()[0].code), "chibi")
    for stranger in (colleague, city.actor("xianan.dispatcher")):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(stranger, discard_upload, attachment_id=row.id)
    assert len(_files(media)) == 1


def test_another_workspace_does_not_see_the_row(city, handler):
    row = _upload(city, handler, PDF)

    with in_workspace(city.ref("xianan")):
        assert not Attachment.objects.filter(pk=row.pk).exists()
    with in_workspace(city.ref("xianning")):
        assert not Attachment.objects.filter(pk=row.pk).exists()
