from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "replies"
    verbose_name = "统一答复"

    def ready(self) -> None:
        from replies import offers  # noqa: F401 - registers itself
