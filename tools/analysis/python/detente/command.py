"""Calls the command `detente`. Needs nothing but Python's own library."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence

from .errors import CommandError, DetenteError

SOURCE = pathlib.Path(__file__).resolve().parents[4]  # of the project, where the package stands in it
BUILDS = [SOURCE / f"build/{name}/tools/detente/detente" for name in ("release", "debug")]
Progress = Callable[[int, int, float], None]  # runs done, runs in all, seconds


class ProgramNotFound(DetenteError):
    """There is no program to call."""


def find_program(named: str | os.PathLike | None = None) -> str:
    """The path of detente: as named, $DETENTE, on PATH, or built here or below the working directory."""
    for wanted in (named, os.environ.get("DETENTE")):
        if wanted:
            found = shutil.which(wanted)
            if found is None:
                raise ProgramNotFound(f"{wanted} is not a program that can be run.")
            return found
    built = [*BUILDS, *(pathlib.Path.cwd() / one.relative_to(SOURCE) for one in BUILDS)]
    found = shutil.which("detente") or next((str(one) for one in built if os.access(one, os.X_OK)), None)
    if found is None:
        raise ProgramNotFound("The program detente was not found: build it (docs/install.md), or name it by an "
                              "argument or $DETENTE.")
    return found


def call(arguments: Sequence[object], program: str | os.PathLike | None = None) -> str:
    """What the command prints to standard output; CommandError if it fails."""
    command = [find_program(program), *map(str, arguments)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    except OSError as error:
        raise ProgramNotFound(f"{command[0]} cannot be run: {error}.") from error
    if done.returncode != 0:
        raise CommandError(_complaint(done.stderr or done.stdout, command, done.returncode), done.returncode)
    return done.stdout


def call_with_progress(arguments: Sequence[object], program: str | os.PathLike | None, progress: Progress | None,
                       accepted: Sequence[int] = (0,)) -> tuple[int, list[str]]:
    """Calls the command, which tells its progress, to its end. Exit code and lines of standard error but progress.

    KeyboardInterrupt is passed on once as the command's own Ctrl-C: it finishes and commits what has begun, ends, and
    KeyboardInterrupt goes on; a second one ends it at once. CommandError for an exit code that is not accepted.
    """
    command = [find_program(program), *map(str, arguments), "--progress", "json"]
    lines: list[str] = []
    with tempfile.TemporaryFile("w+") as table:  # a pipe that nobody empties would stop the command
        # A session of its own: a terminal sends Ctrl-C to all of a group, and the second one ends at once.
        child = subprocess.Popen(command, stdout=table, stderr=subprocess.PIPE, text=True, encoding="utf-8",
                                 errors="replace", start_new_session=True)
        try:
            interrupted = _follow(child, lines, progress)
        finally:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
                child.wait()
            child.stderr.close()
    if interrupted:
        raise KeyboardInterrupt
    if child.returncode not in accepted:
        raise CommandError(_complaint("\n".join(lines), command, child.returncode), child.returncode)
    return child.returncode, lines


def _follow(child: subprocess.Popen, lines: list[str], progress: Progress | None) -> bool:
    """Reads what the child says until it ends; whether it was interrupted."""
    interrupted = False
    while True:
        try:
            for line in child.stderr:
                _take(line.rstrip("\n"), lines, progress)
            child.wait()
            return interrupted
        except KeyboardInterrupt:
            interrupted = True
            child.send_signal(signal.SIGINT)


def _take(line: str, lines: list[str], progress: Progress | None) -> None:
    if not line.startswith("{"):
        lines.append(line)
        return
    event = json.loads(line)
    if progress is not None and event.get("event") == "progress":
        progress(event["runs_done"], event["runs"], event["seconds"])


def _complaint(said: str, command: Sequence[str], exit_code: int) -> str:
    """What was said without what went well; all of it where there is nothing else, as of a time limit."""
    lines = [line for line in said.splitlines() if not re.match(r"(info|next[:,]) ?", line)]
    return "\n".join(lines).strip() or f"`{' '.join(command)}` ended with exit code {exit_code}\n{said}".strip()


def progress_line(done: int, runs: int, seconds: float) -> None:
    """Progress in one line of a terminal's standard error."""
    left = seconds * (runs - done) / done if done else 0
    end = "\n" if done >= runs else ""
    print(f"\r{done} of {runs} runs, {left:.0f} s left    ", end=end, file=sys.stderr, flush=True)
