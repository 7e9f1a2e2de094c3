from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "messages"
    verbose_name = "短信"

    def ready(self) -> None:
        from messages import checks  # noqa: F401 - registers itself
        from messages.services.templates import seed_templates
        from tenancy.provisioning import after_ready

        after_ready(seed_templates)
