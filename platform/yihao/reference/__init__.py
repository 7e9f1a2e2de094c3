"""Reference pages that are written from code, so that they cannot say anything else.

`manage.py export_reference` writes them, a test compares. A page is one function in `PAGES`.
"""
