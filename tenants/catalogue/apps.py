from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = "派单目录"

    def ready(self) -> None:
        from catalogue.services.skeletons import seed_skeletons
        from catalogue.workbook import CatalogueWorkbook
        from spreadsheets.kinds import register_kind
        from tenancy.provisioning import after_ready

        after_ready(seed_skeletons)
        register_kind(CatalogueWorkbook())
