from django.apps import AppConfig


class CustodyConfig(AppConfig):
    name = "custody"
    verbose_name = "办件总台账"

    def ready(self) -> None:
        from custody.numbers import prepare_numbers
        from tenancy.provisioning import after_ready

        after_ready(prepare_numbers)
