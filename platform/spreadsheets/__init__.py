"""Workbooks (XLSX) that people fill in: template, check, apply, undo.

A kind of workbook (`kinds.ImportKind`) says what its columns mean and what a row does; everything
else is here: the template to download, reading with limits, row errors all at once, a dry run, one
transaction, a ledger of runs, and undoing a run. Knows nothing of what is imported.
"""
