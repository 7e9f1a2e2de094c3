"""统一答复: the accepting centre writes, approves and delivers the one answer."""
