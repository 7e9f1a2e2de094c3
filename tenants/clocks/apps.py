from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "clocks"
    verbose_name = "时限"

    def ready(self) -> None:
        from clocks.services.policies import seed_policies
        from tenancy.provisioning import after_ready

        after_ready(seed_policies)
