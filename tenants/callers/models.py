"""Callers (诉求人): the identity stays here; a handoff moves the matter, never the identity."""

from django.db import models

from privacy.fields import EncryptedTextField
from tenancy.grants import APPEND, INSERT_ONLY, READ, columns, granted
from tenancy.rows import WorkspaceRow


@granted(workspace=APPEND, custody=INSERT_ONLY, identity=columns(READ, "id", "name", "phone"))
class Caller(WorkspaceRow):
    """A citizen as the accepting workspace knows them; name and phone are encrypted."""

    name = EncryptedTextField("姓名", blank=True)
    phone = EncryptedTextField("电话", blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    name_index = models.CharField(max_length=64, blank=True, default="", db_index=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)
