"""What goes wrong between workspaces. All are bugs or attacks, no person's mistake."""


class TenancyError(Exception):
    """Base of all refusals of the wall between workspaces."""


class ContextRefused(TenancyError):
    """The database did not let this connection enter the schema or take on the role."""


class ContextChangeInTransaction(TenancyError):
    """Code tried to change workspace or role while a transaction was open."""


class ForeignRow(TenancyError):
    """A row or query made in one workspace was used in another."""


class WorkspaceRequired(TenancyError):
    """A task or query needs a workspace and was given none."""
