from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "公文"

    def ready(self) -> None:
        from documents.services.offices import seed_office
        from tenancy.provisioning import after_ready

        after_ready(seed_office)
