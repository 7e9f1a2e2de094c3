"""Import people, their posts and the contacts of units from an XLSX workbook."""

from yihao.workbooks.command import WorkbookCommand


class Command(WorkbookCommand):
    help = "Import people, their posts and the contacts of units from an XLSX workbook."
    kind_name = "people"
