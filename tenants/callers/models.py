"""Callers (诉求人): the identity stays here; a handoff moves the matter, never the identity."""

from django.db import models

from privacy.fields import EncryptedTextField
from tenancy.grants import APPEND, INSERT_ONLY, READ, Policy, columns, granted
from tenancy.rows import WorkspaceRow

# What says who somebody is. Only the role for identities changes it, and only to erase it.
IDENTITY = ("name", "phone", "phone_index", "name_index")
ERASED = " AND ".join([*(f"{column} = ''" for column in IDENTITY), "erased_at IS NOT NULL"])


@granted(
    workspace=APPEND,
    custody=INSERT_ONLY,
    identity=columns(READ, "id", "name", "phone", "erased_at")
    & columns(("UPDATE",), *IDENTITY, "erased_at"),
    policies=(
        Policy("callers_caller_workspace", "ALL", "workspace", using="true", check="true"),
        Policy("callers_caller_add", "INSERT", "custody", check="true"),
        Policy("callers_caller_read", "SELECT", "identity", using="true"),
        Policy("callers_caller_erase", "UPDATE", "identity", using="true", check=ERASED),
    ),
)
class Caller(WorkspaceRow):
    """A citizen as the accepting workspace knows them; name and phone are encrypted."""

    name = EncryptedTextField("姓名", blank=True)
    phone = EncryptedTextField("电话", blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    name_index = models.CharField(max_length=64, blank=True, default="", db_index=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, help_text="when the identity was erased")

    def __str__(self) -> str:
        return str(self.id)
