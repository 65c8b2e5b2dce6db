"""`make run`: prepare the demo database, start every process, say where to go."""

import os
import signal
import subprocess
import sys

from idp.demo.people import PASSWORD, PEOPLE
from idp.demo.sites import PROVIDER, RELYING_PARTIES
from idp.demo.stack import (
    commands,
    demo_environment,
    is_port_taken,
    is_ready,
    ports,
    wait_for,
)
from idp.settings import ROOT

PROCFILE = ROOT / "var" / "Procfile"
START_SECONDS = 180

WELCOME = """
  The sites are ready:

{sites}

  Demo people, whose password is {password}

{people}

  The messages they receive: {provider}/demo/messages
  Ctrl-C stops everything.
"""


def main() -> int:
    """Run the demonstration until Ctrl-C; return the exit status."""
    environment = demo_environment(os.environ)
    taken = [port for port in ports(environment).values() if is_port_taken(port)]
    if taken:
        listed = ", ".join(str(port) for port in taken)
        print(f"In use already: port {listed}. Stop what listens there, then try again.")
        return 1
    for command in (("efp", "db", "upgrade"), ("efp", "seed", "demo")):
        # The path is looked up here: Popen would search the caller's PATH, not the new one.
        program = str(ROOT / ".venv" / "bin" / command[0])
        done = subprocess.run([program, *command[1:]], cwd=ROOT, env=environment, check=False)
        if done.returncode:  # it has said why
            return done.returncode
    return start(environment)


def start(environment: dict[str, str]) -> int:
    """Start the processes, print the addresses once all answer, wait for the end."""
    running = _start_processes(environment)
    # Ctrl-C reaches honcho too, which stops every process: this one only waits for it.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: running.terminate())
    sites = ports(environment).values()
    is_decided = wait_for(
        lambda: running.poll() is not None or all(map(is_ready, sites)), seconds=START_SECONDS
    )
    if running.poll() is not None or not is_decided:
        print("A site did not start: its lines above say why.", file=sys.stderr)
        running.terminate()
        running.wait()
        return 1
    print(welcome(environment), flush=True)
    status = running.wait()
    return 0 if status in (0, 128 + signal.SIGINT, 128 + signal.SIGTERM) else status


def _start_processes(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    lines = (f"{name}: {command}\n" for name, command in commands(environment).items())
    PROCFILE.parent.mkdir(exist_ok=True)
    PROCFILE.write_text("".join(lines), encoding="utf-8")
    honcho = str(ROOT / ".venv" / "bin" / "honcho")
    return subprocess.Popen([honcho, "-f", PROCFILE, "start"], cwd=ROOT, env=environment)


def welcome(environment: dict[str, str]) -> str:
    """Compose what a newcomer needs to know."""
    sites = (
        f"    {site.label:<12}  {site.origin_in(environment)}   {site.about}"
        for site in (*RELYING_PARTIES, PROVIDER)
    )
    people = (f"    {person.email:<26} {person.about}" for person in PEOPLE)
    return WELCOME.format(
        sites="\n".join(sites),
        password=PASSWORD,
        people="\n".join(people),
        provider=PROVIDER.origin_in(environment),
    )


if __name__ == "__main__":
    sys.exit(main())
