"""What everything of the provider stands on; it knows no feature, no database and no screen.

What relying parties stand on too is published by `rp_kit`, which is installed alone.
"""

from rp_kit.ground import clock, hosts, http, storage

__all__ = ["clock", "hosts", "http", "storage"]
