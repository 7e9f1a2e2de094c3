from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "retention"
    verbose_name = "保存期限"

    def ready(self) -> None:
        from retention.services.ruling import seed_retention_rules
        from tenancy.provisioning import after_ready

        after_ready(seed_retention_rules)
