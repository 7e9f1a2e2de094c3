"""文号: gapless per workspace, kind and year, whoever issues at the same time or dies over it."""

import os
import signal
import subprocess
import sys
from datetime import datetime

import pytest

from custody.errands import errand
from documents.kinds import DocumentKind
from documents.models import Document, NumberSeries
from documents.numbering import next_serial, spelled
from kernel.clock import LOCAL
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.harness.papers import errand_in

PROCESSES, EACH, KILLED = 8, 125, 4


def _start(ticket, count):
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.documents.issuing", str(ticket), str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        pass_fds=(reading,),
        env={**os.environ, "START_FD": str(reading)},
    )
    os.close(reading)
    return process, writing


@pytest.mark.timeout(600)
def test_a_thousand_from_eight_processes_and_four_that_are_killed(city):
    ticket = uuid7()
    steady = [_start(ticket, EACH) for _ in range(PROCESSES)]
    doomed = [_start(ticket, 100_000) for _ in range(KILLED)]
    for process, _ in steady + doomed:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for _, writing in steady + doomed:
        os.write(writing, b"x")
        os.close(writing)
    for number, (process, _) in enumerate(doomed, start=1):
        for _ in range(5 * number):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)

    told = []
    for process, _ in steady:
        out, errors = process.communicate()
        assert process.returncode == 0, errors
        told += [int(line) for line in out.split()]
    for process, _ in doomed:
        process.communicate()
        assert process.returncode == -signal.SIGKILL

    with in_workspace(city.ref("xianning")):
        serials = sorted(Document.objects.values_list("serial", flat=True))
        series = NumberSeries.objects.get()
    assert len(told) == len(set(told)) == PROCESSES * EACH
    assert set(told) <= set(serials)
    assert serials == list(range(1, len(serials) + 1))
    assert series.last == len(serials)
    assert len(serials) >= PROCESSES * EACH + sum(5 * n for n in range(1, KILLED + 1))


class Oops(Exception):
    pass


def test_a_transaction_that_fails_takes_its_number_back(city):
    at = datetime(2031, 5, 1, tzinfo=LOCAL)

    def take():
        with errand_in(city, "chibi"):
            return next_serial(DocumentKind.DECLINE_NOTICE, at)

    assert take() == (2031, 1)
    with pytest.raises(Oops), errand_in(city, "chibi"):
        assert next_serial(DocumentKind.DECLINE_NOTICE, at) == (2031, 2)
        raise Oops
    assert take() == (2031, 2)


def test_each_kind_year_and_workspace_counts_for_itself(city):
    summer, new_year = datetime(2032, 7, 1, tzinfo=LOCAL), datetime(2033, 1, 1, tzinfo=LOCAL)
    taken = []
    refs = {slug: city.ref(slug) for slug in ("chibi", "xianan")}
    with errand() as work:
        for slug, kind, at in [
            ("chibi", DocumentKind.SPECIAL_REPORT, summer),
            ("chibi", DocumentKind.SPECIAL_REPORT, summer),
            ("chibi", DocumentKind.RETURN_DECISION, summer),
            ("xianan", DocumentKind.SPECIAL_REPORT, summer),
            ("chibi", DocumentKind.SPECIAL_REPORT, new_year),
        ]:
            with work.in_workspace(refs[slug]):
                taken.append(next_serial(kind, at))

    assert taken == [(2032, 1), (2032, 2), (2032, 1), (2032, 1), (2033, 1)]


def test_no_number_outside_a_transaction(city):
    with in_workspace(city.ref("chibi")), pytest.raises(RuntimeError):
        next_serial(DocumentKind.SPECIAL_REPORT, datetime(2031, 5, 1, tzinfo=LOCAL))


def test_as_it_is_written():
    assert spelled("咸热线", "督", 2026, 12) == "咸热线督〔2026〕12号"
