"""EFP Admin: the people who run EFP Connect work here. Its own process, cookie and key."""
