from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "tenancy"
    verbose_name = "工作区"

    def ready(self) -> None:
        # They register system checks and a step of every upgrade.
        from tenancy import checks, partitions  # noqa: F401
