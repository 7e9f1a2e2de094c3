"""Import in-flight tickets of an older system from an XLSX workbook."""

from yihao.workbooks.command import WorkbookCommand


class Command(WorkbookCommand):
    help = "Import in-flight tickets of an older system from an XLSX workbook."
    kind_name = "open_tickets"
