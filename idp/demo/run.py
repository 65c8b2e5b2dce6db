"""`make run`: prepare the demo database, start every process of the Procfile, say where to go."""

import os
import signal
import subprocess
import sys

from idp.demo.people import PASSWORD, PEOPLE
from idp.demo.stack import (
    PROCFILE,
    demo_environment,
    is_port_taken,
    is_ready,
    ports,
    wait_for,
)
from idp.settings import ROOT

START_SECONDS = 60

WELCOME = """
  The four sites are ready:

    SOFFi         http://localhost:{soffi}   start here, then "Connexion"
    EDOF          http://localhost:{edof}   opens without asking again
    EFP Connect   http://localhost:{provider}   the provider
    EFP Admin     http://localhost:{admin}   for the staff

  Demo people, whose password is {password}

{people}

  The messages they receive: http://localhost:{provider}/demo/messages
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
    honcho = str(ROOT / ".venv" / "bin" / "honcho")
    procfile = str(PROCFILE.relative_to(ROOT))
    running = subprocess.Popen([honcho, "-f", procfile, "start"], cwd=ROOT, env=environment)
    # Ctrl-C reaches honcho too, which stops every process: this one only waits for it.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: running.terminate())
    sites = ports(environment).values()
    wait_for(lambda: running.poll() is not None or all(map(is_ready, sites)), seconds=START_SECONDS)
    if running.poll() is None and all(map(is_ready, sites)):
        print(welcome(environment), flush=True)
    else:
        print("A site did not start: its lines above say why.", file=sys.stderr)
        running.terminate()
    status = running.wait()
    return 0 if status in (0, 128 + signal.SIGINT, 128 + signal.SIGTERM) else status


def welcome(environment: dict[str, str]) -> str:
    """Compose what a newcomer needs to know."""
    lines = [f"    {person.email:<26} {person.about}" for person in PEOPLE]
    return WELCOME.format(**ports(environment), password=PASSWORD, people="\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
