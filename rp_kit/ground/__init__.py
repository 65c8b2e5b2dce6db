"""What this kit stands on, and the provider with it: one clock, one caller, one rule for hosts.

The kit is installed alone, so it publishes what both need; nothing here knows either of them.
"""
