"""Documents (公文): numbered per workspace, kind and year, and frozen once issued.

Read `kinds` for which there are, `sheet` for what stands on them, `services.issuing` for how one
comes to be. They stand below tickets: a document names its ticket by id alone.
"""
