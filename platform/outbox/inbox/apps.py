from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "outbox.inbox"
    label = "inbox"
    verbose_name = "已收消息"
