from django.apps import AppConfig


class CallersConfig(AppConfig):
    name = "callers"
    verbose_name = "诉求人"

    def ready(self) -> None:
        from callers.services import index_names
        from tenancy.provisioning import after_ready

        after_ready(lambda _workspace: index_names())
