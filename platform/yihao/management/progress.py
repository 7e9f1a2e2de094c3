"""A progress bar for people at a terminal; nothing for anybody else."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from hierarchy.onboarding.workspaces import Step


@contextmanager
def shown_progress(text: str) -> Iterator[Step]:
    """Show `text` while the block runs, and each step that it reports."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task(text, total=None)

        def step(what: str, done: int, total: int) -> None:
            progress.update(
                task, description=f"工作区 workspace {what}", completed=done, total=total
            )

        yield step
