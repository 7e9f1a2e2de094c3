"""Sweeping: uploads that nobody used, and files that no row knows."""

from datetime import timedelta

from django.db import transaction

from attachments.models import Attachment
from attachments.storage import folder_of, store
from kernel.clock import now
from tenancy.context import WorkspaceRef

KEPT_FOR = timedelta(days=1)


def sweep_workspace(ref: WorkspaceRef) -> int:
    """Remove what was uploaded over a day ago and bound to nothing; returns how many files went.

    The row goes first. A file left over when a process died in between, or before its row was
    written, is found by looking through the folders of this month and the last.
    """
    before = now() - KEPT_FOR
    stale = Attachment.objects.filter(ticket_id__isnull=True, uploaded_at__lt=before)
    with transaction.atomic():
        names = dict(stale.values_list("pk", "stored_name"))
        # What a verb binds meanwhile no longer fits the condition, and stays.
        Attachment.objects.filter(pk__in=names, ticket_id__isnull=True).delete()
        left = set(Attachment.objects.filter(pk__in=names).values_list("pk", flat=True))
    gone = [name for pk, name in names.items() if pk not in left]
    for name in gone:
        store().delete(name)
    return len(gone) + _sweep_files(ref)


def _sweep_files(ref: WorkspaceRef) -> int:
    swept = 0
    moment = now()
    for folder in sorted({folder_of(ref.schema, moment - timedelta(days=ago)) for ago in (0, 31)}):
        swept += sum(_sweep_unknown(folder))
    return swept


def _sweep_unknown(folder: str) -> list[int]:
    storage = store()
    try:
        _, files = storage.listdir(folder)
    except FileNotFoundError:
        return []
    rows = Attachment.objects.filter(stored_name__startswith=f"{folder}/")
    known = set(rows.values_list("stored_name", flat=True))
    unknown = [f"{folder}/{name}" for name in files if f"{folder}/{name}" not in known]
    before = now() - KEPT_FOR
    old = [name for name in unknown if storage.get_modified_time(name) < before]
    for name in old:
        storage.delete(name)
    return [1] * len(old)
