"""Model fields for personal data."""

from typing import Any

from django.db import connection as default_connection
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from privacy.cipher import SHAPE, Place, decrypt, encrypt
from privacy.personal_text import PersonalText, reveal


class _PersonalAttribute(DeferredAttribute):
    """Whatever is assigned becomes PersonalText, so that no row shows it by accident."""

    def __set__(self, instance: models.Model, value: object) -> None:
        name = self.field.attname
        instance.__dict__[name] = PersonalText(value) if isinstance(value, str) else value


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text encrypted in the database under the key of the workspace that owns the row.

    It reads back as PersonalText; empty stays empty. It cannot be searched: keep a
    `blind_index` beside it. `stored_as` fixes the name that the value is bound to, for a column
    that is renamed later.
    """

    descriptor_class = _PersonalAttribute

    def __init__(self, *args: Any, stored_as: str = "", **kwargs: Any) -> None:
        self.stored_as = stored_as
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        if self.stored_as:
            kwargs["stored_as"] = self.stored_as
        return name, path, list(args), kwargs

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """The database refuses what was not encrypted, whichever way it comes."""
        column = connection.ops.quote_name(self.column or self.attname)
        return f"{column} = '' OR {column} ~ '{SHAPE}'"

    def get_lookup(self, lookup_name: str) -> Any:
        """No lookup but `isnull`: equal texts have different ciphertexts."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if hasattr(value, "as_sql"):
            raise TypeError(f"{self.name} takes text, not an expression")
        return self._sealed(value, connection)

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> str | None:
        if not value:
            return value
        return PersonalText(decrypt(value, place=self._place(connection)))

    def to_python(self, value: Any) -> Any:
        return value if value is None else PersonalText(value)

    def value_to_string(self, obj: models.Model) -> str:
        """What serializers write: the encrypted value, never the text."""
        return self._sealed(self.value_from_object(obj), default_connection) or ""

    def _sealed(self, value: str | None, connection: Any) -> str | None:
        if not value:
            return value
        return encrypt(reveal(value), place=self._place(connection))

    def _place(self, connection: Any) -> Place:
        bound_to = self.stored_as or f"{self.model._meta.db_table}.{self.column}"
        return Place(workspace=connection.schema_name, column=bound_to)
