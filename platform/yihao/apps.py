from django.apps import AppConfig


class YihaoConfig(AppConfig):
    name = "yihao"
    verbose_name = "一号"
