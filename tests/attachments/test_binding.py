"""Files are bound once, by a verb, in its own transaction; and they can be shown one level up."""

import io

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from attachments.errors import AttachmentError
from attachments.models import Attachment
from attachments.selectors import attachments_of, used_elsewhere
from attachments.services.binding import bind_attachments, copy_attachments
from attachments.services.uploading import upload_attachment
from custody import session as custody
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.attachments.files import PDF, picture
from tickets.attachments import attachment_for


@pytest.fixture
def case(round_):
    """In the county's hands; the county has uploaded a photo."""
    return round_.to_county()


def _upload(city, actor, content=PDF, purpose="evidence"):
    return city.do(
        actor, upload_attachment, file=io.BytesIO(content), name="现场.pdf", purpose=purpose
    )


def _notify(round_, actor):
    """A custody command on the case that moves nothing."""
    state = round_.case()
    return custody.notify(
        case_id=state.case_id, expected_version=state.version, actor_id=actor.user_id
    )


def _bind(round_, actor, *ids, assignment_id=None, ticket=None):
    ticket = ticket or round_.ticket(actor)
    with _notify(round_, actor) as session:
        bind_attachments(
            session,
            actor.workspace,
            actor=actor,
            ids=ids,
            ticket_id=ticket.id,
            assignment_id=assignment_id,
        )
    return ticket


def _of(actor, ticket):
    with in_workspace(actor.workspace):
        return list(attachments_of([ticket.id])[ticket.id])


def test_bound_to_a_ticket(case, city):
    row = _upload(city, case.county)
    giving = uuid7()

    ticket = _bind(case, case.county, row.id, assignment_id=giving)

    (bound,) = _of(case.county, ticket)
    assert (bound.id, bound.assignment_id, bound.purpose) == (row.id, giving, "evidence")
    assert bound.bound_at is not None


def test_what_is_on_the_ticket_already_stays_as_it_is(case, city):
    row, giving = _upload(city, case.county), uuid7()
    ticket = _bind(case, case.county, row.id, assignment_id=giving)

    _bind(case, case.county, row.id, assignment_id=uuid7())

    assert [each.assignment_id for each in _of(case.county, ticket)] == [giving]


@pytest.mark.parametrize("whose", ["colleague", "nobody", "another ticket", "another workspace"])
def test_other_files_undo_the_whole_verb(case, city, unchanged, whose):
    own = _upload(city, case.county)
    if whose == "colleague":
        other = _upload(city, case.township).id
    elif whose == "another ticket":
        other = _upload(city, case.county).id
        _bind(case, case.county, other, ticket=case.ticket(case.county))
        case.register(case.county)
    elif whose == "another workspace":
        other = _upload(city, case.dispatcher).id
    else:
        other = uuid7()

    with unchanged(), pytest.raises(DomainError) as refusal:
        _bind(case, case.county, own.id, other)

    assert refusal.value.code is AttachmentError.ATTACHMENT_UNKNOWN
    assert refusal.value.field == "attachmentIds"


def test_only_so_many_to_a_ticket(case, city, unchanged, settings):
    rows = [_upload(city, case.county) for _ in range(3)]
    settings.ATTACHMENTS_PER_TICKET = 2

    with unchanged(), pytest.raises(DomainError) as refusal:
        _bind(case, case.county, *(row.id for row in rows))
    assert refusal.value.code is AttachmentError.ATTACHMENT_TOO_MANY
    _bind(case, case.county, *(row.id for row in rows[:2]))


def _show_above(round_, *ids):
    county, city = round_.county, round_.dispatcher
    above = round_.ticket(city)
    with _notify(round_, county) as session:
        copy_attachments(session, county.workspace, city.workspace, ids=ids, ticket_id=above.id)
    return above


def test_the_level_above_opens_the_same_file(case, city, media):
    row = _upload(city, case.county)
    _bind(case, case.county, row.id)

    above = _show_above(case, row.id)

    (copy,) = _of(case.dispatcher, above)
    assert copy.id != row.id
    assert (copy.stored_name, copy.sha256, copy.name) == (row.stored_name, row.sha256, row.name)
    assert copy.stored_name.startswith("chibi/")
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1
    with city.at(case.dispatcher):
        assert attachment_for(case.dispatcher, copy.id) == copy


def test_shown_twice_it_is_there_once(case, city):
    row = _upload(city, case.county)
    _bind(case, case.county, row.id)
    _show_above(case, row.id)

    assert len(_of(case.dispatcher, _show_above(case, row.id))) == 1


def test_what_is_bound_to_nothing_is_not_shown(case, city):
    row = _upload(city, case.county)

    assert _of(case.dispatcher, _show_above(case, row.id)) == []


def test_who_sees_the_ticket_opens_its_files_and_nobody_else(case, city):
    row = _upload(city, case.county)
    with city.at(case.county):
        assert attachment_for(case.county, row.id) == row
    with city.at(case.township), pytest.raises(PermissionDenied):
        attachment_for(case.township, row.id)

    _bind(case, case.county, row.id)

    with city.at(case.county):
        assert attachment_for(case.county, row.id).ticket_id is not None
    # The township has no part in the case; the others are in other workspaces.
    for stranger in (case.township, case.dispatcher, city.actor("xianan.dispatcher")):
        with city.at(stranger), pytest.raises(PermissionDenied):
            attachment_for(stranger, row.id)


def test_a_unit_that_takes_part_opens_it_one_that_does_not_cannot(case, city):
    case.sign(case.county)
    case.delegate(case.county, case.township_unit)
    row = _upload(city, case.township)
    _bind(case, case.township, row.id, ticket=case.ticket(case.county))
    with city.at(case.township):
        assert attachment_for(case.township, row.id)
    with city.at(case.village), pytest.raises(PermissionDenied):
        attachment_for(case.village, row.id)


def test_a_photo_used_on_another_ticket_is_recognised(case, city):
    photo = picture(colour=(1, 2, 3))
    first, ticket = _upload(city, case.county, photo), case.ticket(case.county)
    _bind(case, case.county, first.id)
    case.to_county()
    again, other = _upload(city, case.county, photo), case.ticket(case.county)

    with city.at(case.county):
        assert used_elsewhere([again.sha256], ticket_id=other.id) == {again.sha256: ticket.id}
        assert used_elsewhere([again.sha256], ticket_id=ticket.id) == {}
    with city.at(case.dispatcher):
        assert used_elsewhere([again.sha256], ticket_id=other.id) == {}


FORBIDDEN = {
    "change a bound file": "UPDATE attachments_attachment SET name = 'x'",
    "bind by itself": "UPDATE attachments_attachment SET ticket_id = id, bound_at = now()",
    "know a file of another folder": """
        INSERT INTO attachments_attachment
        SELECT (SELECT a.id FROM callers_caller a LIMIT 1), NULL, NULL, purpose, name, media_type,
               size, 'xianan/202611/x', sha256, stored_sha256, taken_at, uploaded_by,
               uploaded_by_name, uploaded_at, NULL FROM attachments_attachment LIMIT 1""",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_database_refuses_a_workspace_to(case, city, what):
    case.register(case.county)
    _bind(case, case.county, _upload(city, case.county).id)

    with (
        city.at(case.county),
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(FORBIDDEN[what])
    assert refusal.value.__cause__.pgcode == "42501"


def test_a_workspace_deletes_nothing_that_is_bound(case, city):
    row = _upload(city, case.county)
    _bind(case, case.county, row.id)

    with city.at(case.county):
        assert Attachment.objects.filter(pk=row.pk).delete()[0] == 0
        assert Attachment.objects.filter(pk=row.pk).exists()


def test_custody_changes_a_bound_file_as_little(case, city):
    row = _upload(city, case.county)
    _bind(case, case.county, row.id)

    with _notify(case, case.county) as session, session.in_workspace(case.county.workspace):
        assert Attachment.objects.filter(pk=row.pk).update(name="x") == 0
