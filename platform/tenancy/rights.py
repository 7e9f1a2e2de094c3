"""Putting the declared rights into the database, and reading back what is there."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from tenancy import roles
from tenancy.grants import ColumnGrant, Policy, Right, declaration_of

VERBS = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})


def models_of(app_names: list[str]) -> list[type[models.Model]]:
    """Models of the given apps, with a table of their own, in a stable order."""
    wanted = set(app_names)
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if apps.get_app_config(model._meta.app_label).name in wanted
        and model._meta.managed
        and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def grantees(schema: str) -> dict[str, str]:
    """Which database role stands behind each kind, for tables of one schema."""
    if schema == "public":
        return {
            "public": roles.public(),
            "workspace": roles.workspaces(),
            "custody": roles.custody(),
            "identity": roles.identity(),
        }
    return {
        "workspace": roles.of_schema(schema),
        "custody": roles.custody(),
        "identity": roles.identity(),
    }


def apply_rights(schema: str) -> None:
    """Make the rights on every table of `schema` exactly the declared ones, in one transaction."""
    shared = schema == "public"
    targets = models_of(settings.SHARED_APPS if shared else settings.TENANT_APPS)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _statements(schema, targets):
            cursor.execute(statement)


def _statements(schema: str, targets: list[type[models.Model]]) -> Iterator[str]:
    holders = grantees(schema)
    everyone = ", ".join(f'"{role}"' for role in holders.values())
    yield f'GRANT USAGE ON SCHEMA "{schema}" TO {everyone}'
    yield f'REVOKE ALL ON ALL TABLES IN SCHEMA "{schema}" FROM PUBLIC, {everyone}'
    if schema == "public":
        yield f'GRANT SELECT ON "public".django_migrations TO "{roles.public()}"'
    for model in targets:
        declaration = declaration_of(model)
        if declaration is None:
            continue
        table = f'"{schema}"."{model._meta.db_table}"'
        for kind, right in declaration.rights().items():
            if kind in holders and right:
                yield f'GRANT {_spelled(model, right)} ON {table} TO "{holders[kind]}"'
        yield from _policies(table, declaration.policies, holders)


def _spelled(model: type[models.Model], right: Right) -> str:
    if not isinstance(right, ColumnGrant):
        return ", ".join(right)
    return ", ".join(_on_columns(model, each) for each in (right, *right.more))


def _on_columns(model: type[models.Model], grant: ColumnGrant) -> str:
    fields = [model._meta.get_field(name) for name in grant.names]
    names = ", ".join(f'"{field.column}"' for field in fields if isinstance(field, models.Field))
    return ", ".join(f"{verb} ({names})" for verb in grant.verbs)


def _policies(table: str, policies: tuple[Policy, ...], holders: dict[str, str]) -> Iterator[str]:
    if not policies:
        return
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    for policy in policies:
        if policy.to not in holders:
            continue
        yield f'DROP POLICY IF EXISTS "{policy.name}" ON {table}'
        using = f" USING ({policy.using})" if policy.using else ""
        check = f" WITH CHECK ({policy.check})" if policy.check else ""
        yield (
            f'CREATE POLICY "{policy.name}" ON {table} FOR {policy.verb}'
            f' TO "{holders[policy.to]}"{using}{check}'
        )


def rights_in_database(schema: str) -> dict[tuple[str, str], frozenset[str]]:
    """(table, role) → verbs that the catalogue grants on whole tables of `schema`."""
    found: dict[tuple[str, str], set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, r.rolname, x.privilege_type
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL aclexplode(c.relacl) x
            JOIN pg_roles r ON r.oid = x.grantee
            WHERE n.nspname = %s AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            """,
            [schema],
        )
        for table, role, verb in cursor.fetchall():
            found.setdefault((table, role), set()).add(verb)
    return {key: frozenset(verbs) for key, verbs in found.items()}


def declared_rights(schema: str) -> dict[tuple[str, str], frozenset[str]]:
    """The same, as declared beside the models."""
    shared = schema == "public"
    holders = grantees(schema)
    wanted: dict[tuple[str, str], frozenset[str]] = {}
    for model in models_of(settings.SHARED_APPS if shared else settings.TENANT_APPS):
        declaration = declaration_of(model)
        if declaration is None:
            continue
        for kind, right in declaration.rights().items():
            if kind in holders and right and not isinstance(right, ColumnGrant):
                wanted[model._meta.db_table, holders[kind]] = frozenset(right)
    if shared:
        wanted["django_migrations", roles.public()] = frozenset({"SELECT"})
    return wanted
