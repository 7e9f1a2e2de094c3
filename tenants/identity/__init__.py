"""Who may learn who called (诉求人身份), and the record of everybody who did.

Two tiers. Of an ordinary request the lead handler of a live giving sees the telephone with one
tap. Of a secret one the accepting centre does, with reason and second factor and for a short time,
and one named investigator to whom the citizen agreed. `access` is the table of grounds, `session`
the role that alone reads callers of another workspace.
"""
