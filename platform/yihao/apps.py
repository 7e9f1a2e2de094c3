from django.apps import AppConfig


class YihaoConfig(AppConfig):
    name = "yihao"
    verbose_name = "一号"

    def ready(self) -> None:
        import yihao.celery  # noqa: F401 - whoever commits a fact rings with this app
