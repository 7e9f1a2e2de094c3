"""All checks, over one snapshot of the whole system."""

from dataclasses import dataclass, field

from custody.oversight import snapshot
from yihao.verification.custody_checks import CHECKS
from yihao.verification.limit_checks import check_limits
from yihao.verification.record import Breach, records
from yihao.verification.table_checks import check_public_schema


@dataclass
class Findings:
    """How much was looked at, and every promise found broken."""

    cases: int = 0
    breaches: list[Breach] = field(default_factory=list)


def verify_custody() -> Findings:
    """Check every case, every limit and every table of the installation."""
    findings = Findings()
    with snapshot():
        for record in records():
            findings.cases += 1
            for check in CHECKS:
                findings.breaches.extend(check(record))
        findings.breaches.extend(check_limits())
        findings.breaches.extend(check_public_schema())
    return findings
