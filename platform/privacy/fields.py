"""A text column that is ciphertext in the database and text in Python."""

from typing import Any

from django.db import connection, models

from privacy.cipher import decrypt, encrypt


class EncryptedTextField(models.TextField):
    """Encrypted with the key of the workspace the connection stands in. Cannot be searched."""

    def _where(self) -> dict[str, str]:
        column = f"{self.model._meta.db_table}.{self.column}"
        return {"workspace": connection.schema_name, "column": column}  # type: ignore[attr-defined]

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else encrypt(str(value), **self._where())

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return value if value is None else decrypt(value, **self._where())

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
