"""Files over HTTP: the same walls as GraphQL, and a download that shows nothing."""

from functools import partial
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from attachments.services.binding import bind_attachments
from custody import session as custody
from tests.api.tickets.asking import document
from tests.api.tickets.test_walls import _alike
from tests.attachments.files import PDF, picture
from tests.harness.api import Browser
from trail.models import TrailEntry

DISCARD = document("Mutation", "discardAttachment", "{ attachmentId errors { code } }")


def _send(browser, path, content=PDF, name="情况.pdf", *, token=True, **fields):
    headers = {"X-CSRFToken": browser.client.cookies["csrftoken"].value} if token else {}
    file = {} if content is None else {"file": SimpleUploadedFile(name, content)}
    return browser.client.post(path, {**file, **fields}, headers=headers)


def _upload(who, content=PDF, **more):
    answer = _send(who.browser, f"/w/{who.slug}/attachments", content, **more)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def bound(round_, walkers):
    """A paper on the county's ticket: its path, and the case."""
    round_.to_county()
    attachment = _upload(walkers["county"], purpose="EVIDENCE")["attachment"]
    state, ticket_id = round_.case(), round_.ticket(round_.county).id
    with custody.notify(
        case_id=state.case_id, expected_version=state.version, actor_id=None
    ) as session:
        bind_attachments(
            session,
            round_.county.workspace,
            actor=round_.county,
            ids=[attachment["id"]],
            ticket_id=ticket_id,
        )
    return attachment


def test_an_upload_answers_like_a_mutation(walkers):
    answer = _upload(walkers["county"], picture(taken="2026:11:20 09:30:00"), purpose="photo")

    attachment = answer["attachment"]
    assert answer["errors"] == []
    assert attachment["purpose"] == "PHOTO"
    assert attachment["name"] == "情况.jpg"
    assert attachment["mediaType"] == "image/jpeg"
    assert attachment["takenAt"] == "2026-11-20T09:30:00+08:00"
    assert attachment["path"] == f"/w/chibi/attachments/{attachment['id']}"


@pytest.mark.parametrize(
    ("sent", "code", "field"),
    [
        ({"content": b"<html>"}, "ATTACHMENT_TYPE_REFUSED", "file"),
        ({"content": None}, "ATTACHMENT_MISSING", "file"),
        ({"content": b""}, "ATTACHMENT_MISSING", "file"),
        ({"purpose": "souvenir"}, "PURPOSE_UNKNOWN", "purpose"),
        ({"more": SimpleUploadedFile("b.pdf", PDF)}, "ATTACHMENT_MISSING", "file"),
    ],
)
def test_refusals_are_typed_errors(walkers, unchanged, media, sent, code, field):
    with unchanged():
        answer = _upload(walkers["county"], **sent)

    (error,) = answer["errors"]
    assert (answer["attachment"], error["code"], error["field"]) == (None, code, field)
    assert error["message"]
    assert not media.exists()


def test_a_body_that_is_too_large_is_refused_unread(walkers, settings, unchanged, media):
    settings.ATTACHMENT_BYTES = 1000
    county = walkers["county"]

    with unchanged():
        answer = _send(county.browser, "/w/chibi/attachments", PDF + bytes(70 * 1024))

    assert answer.status_code == 413
    assert [error["code"] for error in answer.json()["errors"]] == ["ATTACHMENT_TOO_LARGE"]
    assert not media.exists()


def test_without_the_token_nothing_is_taken(walkers, unchanged, media):
    with unchanged():
        answer = _send(walkers["county"].browser, "/w/chibi/attachments", token=False)

    assert answer.status_code == 403
    assert not media.exists()


@pytest.mark.parametrize(
    ("method", "content_type", "status"),
    [("get", None, 405), ("put", "multipart/form-data", 405), ("post", "application/json", 415)],
)
def test_only_a_multipart_post_uploads(walkers, method, content_type, status):
    browser = walkers["county"].browser
    headers = {"X-CSRFToken": browser.client.cookies["csrftoken"].value}
    more = {"content_type": content_type, "data": "{}"} if content_type else {}

    answer = getattr(browser.client, method)("/w/chibi/attachments", headers=headers, **more)

    assert answer.status_code == status


def test_who_reads_no_tickets_is_refused(person, unchanged, media):
    administrator = person("city.administrator")

    with unchanged():
        answer = _send(administrator.browser, "/w/xianning/attachments")

    assert answer.status_code == 403
    assert not media.exists()


def test_a_download_is_saved_never_shown(bound, walkers, round_, city):
    answer = walkers["county"].browser.client.get(bound["path"])

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''%E6%83%85%E5%86%B5.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Length"] == str(len(PDF))
    with city.at(round_.county):
        (entry,) = TrailEntry.objects.filter(object_id=bound["id"])
    assert (entry.verb, entry.actor_id) == ("attachment.read", round_.county.user_id)


def test_files_one_may_not_see_answer_like_files_that_are_not_there(bound, walkers):
    township = walkers["township"].browser.client
    paths = [bound["path"], f"/w/chibi/attachments/{uuid4()}", "/w/chibi/attachments/x"]

    answer = _alike(*(partial(township.get, path) for path in paths))

    assert answer.status_code == 404
    assert b"NOT_FOUND" in answer.content


def test_files_of_other_workspaces_too(bound, person):
    stranger = person("xianan.dispatcher").browser.client
    paths = [f"/w/xianan/attachments/{each}" for each in (bound["id"], uuid4())]

    assert _alike(*(partial(stranger.get, path) for path in paths)).status_code == 404
    elsewhere = [f"/w/{slug}/attachments/{bound['id']}" for slug in ("chibi", "atlantis")]
    answer = _alike(*(partial(stranger.get, path) for path in elsewhere))
    assert (answer.status_code, b"WORKSPACE_NOT_FOUND" in answer.content) == (404, True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_hear_to_log_in(database, method):
    for path in ("/w/chibi/attachments", f"/w/chibi/attachments/{uuid4()}"):
        answer = getattr(Client(), method)(path)
        assert answer.status_code == 401
        assert b"UNAUTHENTICATED" in answer.content


def test_a_file_that_is_gone_from_the_disk_is_an_error_not_an_absence(bound, walkers, media):
    for path in media.rglob("*"):
        if path.is_file():
            path.unlink()

    answer = walkers["county"].browser.client.get(bound["path"])

    assert answer.status_code == 500
    assert b"INTERNAL" in answer.content


def test_the_ticket_lists_its_files(bound, walkers, round_):
    query = """query ($id: ID!) { ticket(ticketId: $id) {
      attachments { id purpose name mediaType size path uploadedByName } } }"""

    answer = walkers["county"].ask(query, id=round_.ticket(round_.county).id)

    (listed,) = answer["data"]["ticket"]["attachments"]
    assert listed == {
        "id": bound["id"],
        "purpose": "EVIDENCE",
        "name": "情况.pdf",
        "mediaType": "application/pdf",
        "size": len(PDF),
        "path": bound["path"],
        "uploadedByName": round_.county.name,
    }


def test_own_unused_upload_is_taken_back(walkers, unchanged):
    attachment = _upload(walkers["county"])["attachment"]
    with unchanged():
        for stranger in (walkers["township"], walkers["city"]):
            answer = stranger.ask(DISCARD, attachmentId=attachment["id"])
            assert answer["errors"][0]["extensions"]["code"] == "PERMISSION_DENIED"

    answer = walkers["county"].ask(DISCARD, attachmentId=attachment["id"])

    assert answer["data"]["discardAttachment"] == {
        "attachmentId": attachment["id"],
        "errors": [],
    }
    assert walkers["county"].browser.client.get(attachment["path"]).status_code == 404


def test_a_bound_file_is_not_taken_back(bound, walkers, unchanged):
    with unchanged():
        answer = walkers["county"].ask(DISCARD, attachmentId=bound["id"])

    assert answer["errors"][0]["extensions"]["code"] == "PERMISSION_DENIED"


def test_a_browser_that_never_logged_in_uploads_nothing(database, media):
    assert _send(Browser(), "/w/chibi/attachments").status_code == 401
    assert not media.exists()
