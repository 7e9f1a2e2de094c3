from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "taxonomy"
    verbose_name = "事项分类"

    def ready(self) -> None:
        from taxonomy.services.seeding import seed_taxonomy
        from tenancy.provisioning import after_ready

        after_ready(seed_taxonomy)
