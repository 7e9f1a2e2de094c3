"""Names of schemas and database roles. Pure: used before Django is set up."""

PUBLIC_SCHEMA = "public"

OWNER = "yihao_owner"
APP = "yihao_app"
PUBLIC = "yihao_public"
WORKSPACES = "yihao_workspace"
CUSTODY = "yihao_custody"
IDENTITY = "yihao_identity"


def role_of_schema(schema: str, *, prefix: str) -> str:
    """The database role under which a workspace works."""
    return f"{prefix}ws_{schema}"
