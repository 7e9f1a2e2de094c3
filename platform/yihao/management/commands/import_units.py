"""Import units below a city or county from an XLSX workbook."""

from yihao.workbooks.command import WorkbookCommand


class Command(WorkbookCommand):
    help = "Import units below a city or county from an XLSX workbook."
    kind_name = "units"
