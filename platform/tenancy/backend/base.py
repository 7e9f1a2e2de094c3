"""The database wrapper: every cursor stands in exactly one schema, under exactly one role.

django-tenants sends `SET search_path` and swallows its failure; an unknown schema then reads
`public`. Here both the path and the role are sent in one statement, the schema must exist, and
any failure raises and closes the connection.
"""

from typing import Any, NamedTuple

from django.conf import settings
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantsWrapper
from django_tenants.postgresql_backend.base import original_backend
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from tenancy import names
from tenancy.errors import ContextChangeInTransaction, ContextRefused

ENTER = (
    "SELECT set_config('search_path', %s, false), set_config('role', %s, false),"
    " to_regnamespace(%s) IS NOT NULL"
)


class Standing(NamedTuple):
    """Where a connection stands: its schema and the role it has taken on."""

    schema: str
    role: str

    @property
    def search_path(self) -> str:
        public = names.PUBLIC_SCHEMA
        return public if self.schema == public else f'"{self.schema}", {public}'


class DatabaseWrapper(TenantsWrapper):
    def __init__(self, settings_dict: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        # A fixed role (the owner's) is kept in every schema; the runtime has none.
        self.fixed_role: str | None = settings_dict.get("FIXED_ROLE")
        self.standing = self._standing_in(names.PUBLIC_SCHEMA)
        super().__init__(settings_dict, *args, **kwargs)

    # -- where to stand ---------------------------------------------------------------------

    def _standing_in(self, schema: str) -> Standing:
        prefix = settings.ROLE_PREFIX
        if self.fixed_role:
            return Standing(schema, self.fixed_role)
        if schema == names.PUBLIC_SCHEMA:
            return Standing(schema, prefix + names.PUBLIC)
        return Standing(schema, names.role_of_schema(schema, prefix=prefix))

    def stand(self, standing: Standing, *, tenant: Any = None) -> None:
        """Take effect with the next cursor. Refused while a transaction is open."""
        if self.in_atomic_block and standing != self.standing:
            raise ContextChangeInTransaction(
                f"in a transaction as {self.standing}; cannot become {standing}"
            )
        self._move(standing, tenant)

    def step_within_transaction(self, schema: str) -> None:
        """Change the schema but not the role, inside the open transaction. For `custody` alone."""
        if not self.in_atomic_block:
            raise ContextChangeInTransaction("only inside an open transaction")
        self._move(Standing(schema, self.standing.role), None)

    def _move(self, standing: Standing, tenant: Any) -> None:
        self.standing = standing
        self.schema_name = standing.schema
        self.tenant = tenant
        self.settings_dict["SCHEMA"] = standing.schema

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """django-tenants' entrance, kept for its callers. Content types are shared: no clearing."""
        self.include_public_schema = include_public
        self.stand(self._standing_in(tenant.schema_name), tenant=tenant)

    # -- telling the database ---------------------------------------------------------------

    def _cursor(self, name: str | None = None) -> Any:
        cursor = original_backend.DatabaseWrapper._cursor(self, name)
        self._enter()
        return cursor

    def _enter(self) -> None:
        if self.connection.info.transaction_status == TRANSACTION_STATUS_INERROR:
            return  # the rollback that must follow restores what stood before
        standing = self.standing
        path = standing.search_path if self.include_public_schema else f'"{standing.schema}"'
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(ENTER, (path, standing.role, f'"{standing.schema}"'))
                schema_exists = cursor.fetchone()[2]
        except self.Database.Error as error:
            self.close()
            raise ContextRefused(f"cannot stand in {standing}: {error}") from error
        if not schema_exists:
            self.close()
            raise ContextRefused(f"schema {standing.schema!r} does not exist")
