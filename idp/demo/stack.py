"""The processes of config/Procfile: their ports, their environment, and when they answer."""

import http.client
import os
import socket
import time
from collections.abc import Callable, Mapping

from idp.demo import environment
from idp.settings import ROOT

PROCFILE = ROOT / "config" / "Procfile"

# Name of the site, variable that moves its port, port of the demonstration.
SITES = (
    ("provider", "PROVIDER_PORT", 5000),
    ("soffi", "SOFFI_PORT", 5001),
    ("edof", "EDOF_PORT", 5002),
    ("admin", "EFP_ADMIN_PORT", 5003),
)


def read_processes() -> dict[str, str]:
    """Return the shell command of each process, by its name in the Procfile."""
    lines = PROCFILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(":") for line in lines if line.strip())
    return {name.strip(): command.strip() for name, _, command in pairs}


def demo_environment(base: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a demonstration: what the caller set goes before its file."""
    programs = ROOT / ".venv" / "bin"
    search_path = f"{programs}{os.pathsep}{base.get('PATH', '')}"
    return {**environment.read(base), "EFP_ENV": "demo", "PATH": search_path}


def ports(variables: Mapping[str, str]) -> dict[str, int]:
    """Return the port of each site."""
    return {name: int(variables.get(variable, port)) for name, variable, port in SITES}


def is_port_taken(port: int) -> bool:
    """Tell whether some program already listens on this port of the loopback address."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_ready(port: int) -> bool:
    """Tell whether the site on this port says that it can serve."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def wait_for(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Wait until the condition holds; return False when the time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False
