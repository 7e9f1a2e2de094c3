"""发文机关: how a workspace's office signs."""

import re
from uuid import UUID

from django.db import transaction

from documents.errors import DocumentError
from documents.models import Office
from hierarchy.selectors import root_unit
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.text import clean_line
from people.actor import Actor
from tenancy.context import WorkspaceRef
from tenancy.models import Workspace
from tenancy.slugs import stem_of

CODE = re.compile(r"[\u4e00-\u9fff]{2,10}")
HEAD_LIMIT, CONTACT_LIMIT, PHONE_LIMIT = 60, 60, 40


def seed_office(ref: WorkspaceRef) -> None:
    """Give a new workspace its office; one that is there already is left as it is."""
    if not Office.objects.exists():
        Office.objects.create(code=default_code(ref), head=default_head(ref), since=now())


def default_code(ref: WorkspaceRef) -> str:
    """咸热线 for the city 咸宁市; a county has its whole name, since 通城 and 通山 begin alike."""
    stem = stem_of(ref.name)
    return f"{stem[:1] if ref.level == Workspace.Level.CITY else stem}热线"


def default_head(ref: WorkspaceRef) -> str:
    return f"{ref.name}政府公共服务热线"


def set_office(*, actor: Actor, code: str, head: str, contact: str = "", phone: str = "") -> Office:
    """Change how documents are signed from now on; what was issued stays as it is."""
    if actor.workspace is None or not actor.may("administer", _centre(actor.workspace)):
        raise PermissionDenied
    code = clean_line(code, field="code", limit=20)
    if not CODE.fullmatch(code):
        raise DomainError(
            DocumentError.OFFICE_CODE_MALFORMED,
            "机关代字须为二至十个汉字，例如“咸热线”，请修改",
            field="code",
        )
    values = {
        "code": code,
        "head": clean_line(head, field="head", limit=HEAD_LIMIT),
        "contact": clean_line(contact, field="contact", limit=CONTACT_LIMIT, required=False),
        "phone": clean_line(phone, field="phone", limit=PHONE_LIMIT, required=False),
    }
    current = current_office()
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    with transaction.atomic():
        return Office.objects.create(**values, since=now(), set_by=actor.user_id)


def current_office() -> Office:
    """The office of the workspace one stands in."""
    return Office.objects.order_by("-since", "-id")[0]


def _centre(ref: WorkspaceRef) -> UUID:
    root = root_unit(ref)
    assert root is not None, ref.slug
    return root.id
