from django.apps import AppConfig


class LocalSpreadsheetsConfig(AppConfig):
    name = "spreadsheets.local"
    label = "spreadsheets_local"
    verbose_name = "工作区批量导入"
