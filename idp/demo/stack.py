"""The processes of the demonstration: what starts them, and when they answer."""

import http.client
import os
import socket
import time
from collections.abc import Callable, Mapping

from idp.demo import sites
from idp.settings import ROOT

GRANIAN = "exec granian --interface wsgi --host 127.0.0.1 --blocking-threads 4 --no-ws"


def commands(environ: Mapping[str, str]) -> dict[str, str]:
    """The shell command of each process, by its name: that of its site, or `worker`."""
    workers = int(environ.get("PROVIDER_WORKERS") or 2)
    provider = f"exec efp serve --port {sites.PROVIDER.port_in(environ)} --workers {workers}"
    return {
        sites.PROVIDER.key: provider,
        "worker": "exec efp worker",
        **{
            site.key: f"{GRANIAN} --port {site.port_in(environ)} {site.package}.wsgi:app"
            for site in sites.RELYING_PARTIES
        },
    }


def demo_environment(base: Mapping[str, str]) -> dict[str, str]:
    """The environment of a demonstration: what the caller set goes before the table."""
    programs = ROOT / ".venv" / "bin"
    search_path = f"{programs}{os.pathsep}{base.get('PATH', '')}"
    return {**sites.variables(base), "EFP_ENV": "demo", "PATH": search_path}


def ports(environ: Mapping[str, str]) -> dict[str, int]:
    """The port of each site."""
    return {site.key: site.port_in(environ) for site in sites.SITES}


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
