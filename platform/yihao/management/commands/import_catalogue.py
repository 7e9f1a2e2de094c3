"""Import a workspace's dispatch catalogue from an XLSX workbook."""

from yihao.workbooks.command import WorkbookCommand


class Command(WorkbookCommand):
    help = "Import a workspace's dispatch catalogue from an XLSX workbook."
    kind_name = "catalogue"
