from enum import StrEnum


class SheetError(StrEnum):
    """Why a workbook, or the undoing of a run, is refused as a whole."""

    IMPORT_KIND_UNKNOWN = "IMPORT_KIND_UNKNOWN"
    FILE_TOO_LARGE = "FILE_TOO_LARGE"
    FILE_UNREADABLE = "FILE_UNREADABLE"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    COLUMNS_MISSING = "COLUMNS_MISSING"
    RUN_UNKNOWN = "RUN_UNKNOWN"
    RUN_UNDONE = "RUN_UNDONE"
    RUN_IN_USE = "RUN_IN_USE"
    RUN_CHANGED_SINCE = "RUN_CHANGED_SINCE"


class RowRefused(Exception):
    """One row cannot be used: what is wrong, in one sentence, and in which column if one is."""

    def __init__(self, sentence: str, *, column: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.column = column
