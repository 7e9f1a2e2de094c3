"""A role that reaches into several workspaces is named by one app alone."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Who takes the role on, and who sets it up.
ALLOWED = {
    "custody": ("platform/custody/", "platform/tenancy/"),
    # Who reads identities across workspaces; who erases them when their time is over.
    "identity": ("tenants/identity/", "tenants/callers/services.py", "platform/tenancy/"),
}
SOURCES = [
    path
    for root in ("platform", "tenants", "graphql")
    for path in sorted((ROOT / root).rglob("*.py"))
]


def _names_role(path: Path, role: str) -> bool:
    """`roles.custody()`, `names.CUSTODY` or the role's own name, anywhere in a module."""
    return any(_is_name(node, role) for node in ast.walk(ast.parse(path.read_text("utf-8"))))


def _is_name(node: ast.AST, role: str) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id=module), attr=attribute):
            return (module, attribute) in {("roles", role), ("names", role.upper())}
        case ast.Constant(value=value):
            return value == f"yihao_{role}"
        case ast.ImportFrom(module="tenancy.roles" | "tenancy.names", names=imported):
            return any(each.name in {role, role.upper()} for each in imported)
    return False


@pytest.mark.parametrize("role", ALLOWED)
def test_only_its_own_app_names_the_role(role: str) -> None:
    naming = [str(path.relative_to(ROOT)) for path in SOURCES if _names_role(path, role)]

    assert naming
    assert [path for path in naming if not path.startswith(ALLOWED[role])] == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("from tenancy import roles\nroles.identity()", True),
        ("from tenancy import names\nnames.IDENTITY", True),
        ("from tenancy.roles import identity", True),
        ("ROLE = 'yihao_identity'", True),
        ("grantees['identity']", False),
        ("roles.custody()", False),
    ],
)
def test_the_rule_finds_what_it_looks_for(tmp_path: Path, text: str, named: bool) -> None:
    module = tmp_path / "module.py"
    module.write_text(text, encoding="utf-8")

    assert _names_role(module, "identity") is named
