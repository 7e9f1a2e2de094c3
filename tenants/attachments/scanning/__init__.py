"""Asking a scanner for malware: a port, named in the settings."""

from typing import IO, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from attachments.errors import AttachmentError
from kernel.errors import DomainError


class ScannerUnavailable(Exception):
    """The scanner gave no verdict."""


class Scanner(Protocol):
    """Whatever ATTACHMENT_SCANNER names: a class that is made without arguments."""

    def scan(self, file: IO[bytes]) -> str | None:
        """The name of what was found, or None. Raises ScannerUnavailable without a verdict."""


def check_for_malware(file: IO[bytes]) -> None:
    """Refuse an infected file; without a verdict of a scanner that is configured, refuse too."""
    if not settings.ATTACHMENT_SCANNER:
        return
    scanner = cast(Scanner, import_string(settings.ATTACHMENT_SCANNER)())
    file.seek(0)
    try:
        found = scanner.scan(file)
    except ScannerUnavailable as problem:
        raise DomainError(
            AttachmentError.ATTACHMENT_SCAN_UNAVAILABLE,
            "病毒扫描暂不可用，文件未保存，请稍后再上传",
            field="file",
        ) from problem
    if found is not None:
        raise DomainError(
            AttachmentError.ATTACHMENT_INFECTED, "文件含有病毒，已拒绝，请勿再次上传", field="file"
        )
