"""How a case moves between workspaces: the only code that reaches into two of them.

Custody knows no ticket. It owns the database role, the lock order, the case header and state,
the participants and the chain of handoffs; whoever moves a case writes its own rows inside
`session.transfer`, `session.notify` or `session.open_case`.
"""
