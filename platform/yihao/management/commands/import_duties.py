"""Import duty rosters from an XLSX workbook."""

from yihao.workbooks.command import WorkbookCommand


class Command(WorkbookCommand):
    help = "Import duty rosters from an XLSX workbook."
    kind_name = "duties"
