from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = "派单目录"

    def ready(self) -> None:
        from catalogue.services.carrying import carry_rules_over
        from catalogue.services.skeletons import seed_skeletons
        from catalogue.workbook import CatalogueWorkbook
        from hierarchy.facts import UnitSucceeded
        from outbox.handlers import subscribe
        from spreadsheets.kinds import register_kind
        from tenancy.provisioning import after_ready

        after_ready(seed_skeletons)
        register_kind(CatalogueWorkbook())
        subscribe(UnitSucceeded.topic, carry_rules_over)
