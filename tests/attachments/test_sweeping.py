"""Uploads that nobody used go after a day; what a verb bound stays."""

import io
import os
from datetime import timedelta

import pytest
import time_machine

from attachments.models import Attachment
from attachments.services.binding import bind_attachments
from attachments.services.sweeping import sweep_workspace
from attachments.services.uploading import upload_attachment
from attachments.tasks import sweep_attachments, sweep_one
from custody import session as custody
from kernel.clock import now
from tests.attachments.files import PDF, picture
from yihao.settings import celery


@pytest.fixture
def county(city):
    return city.actor("chibi.dispatcher")


def _upload(city, actor, content=PDF):
    return city.do(actor, upload_attachment, file=io.BytesIO(content), name="a.pdf")


def _sweep(city, actor):
    with city.at(actor):
        return sweep_workspace(actor.workspace)


def _left(city, actor, *rows):
    with city.at(actor):
        return set(Attachment.objects.filter(pk__in=[row.pk for row in rows]))


def _bind(round_, row):
    state, ticket = round_.case(), round_.ticket(round_.county).id
    with custody.notify(
        case_id=state.case_id, expected_version=state.version, actor_id=None
    ) as session:
        ref = round_.county.workspace
        bind_attachments(session, ref, actor=round_.county, ids=[row.id], ticket_id=ticket)


def test_after_a_day_the_unused_go_and_the_bound_stay(round_, city, county, media):
    round_.to_county()
    bound, unused = _upload(city, county), _upload(city, county, picture())
    _bind(round_, bound)

    with time_machine.travel(now() + timedelta(hours=23), tick=False):
        assert _sweep(city, county) == 0
    with time_machine.travel(now() + timedelta(hours=25), tick=False):
        fresh = _upload(city, county)
        swept = _sweep(city, county)

    # Other tests of this module leave unused uploads behind.
    assert swept >= 1
    assert _left(city, county, bound, unused, fresh) == {bound, fresh}
    assert {path.name for path in media.rglob("*") if path.is_file()} == {
        os.path.basename(row.stored_name) for row in (bound, fresh)
    }


def test_files_without_a_row_go_after_a_day(city, county, media):
    row = _upload(city, county)
    folder = (media / row.stored_name).parent
    (folder / "left-over").write_bytes(PDF)
    elsewhere = media / "xianan" / folder.name
    elsewhere.mkdir(parents=True)
    (elsewhere / "left-over").write_bytes(PDF)

    _sweep(city, county)
    assert (folder / "left-over").exists()
    with time_machine.travel(now() + timedelta(hours=25), tick=False):
        _sweep(city, county)

    assert not (folder / "left-over").exists()
    assert (elsewhere / "left-over").exists()


def test_a_workspace_without_files_has_nothing_to_sweep(city, media):
    assert _sweep(city, city.actor("xianan.dispatcher")) == 0


def test_beat_asks_every_workspace(database, monkeypatch):
    asked = []
    monkeypatch.setattr(sweep_one, "delay", lambda *, workspace: asked.append(workspace))

    assert sweep_attachments() == len(asked)

    assert {"xianning", "chibi", "xianan"} <= set(asked)
    assert sweep_one(workspace="chibi") == 0
    scheduled = {entry["task"] for entry in celery.beat_schedule.values()}
    assert sweep_attachments.name in scheduled
