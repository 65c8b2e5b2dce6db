"""Proving who one is, and entering when it is proved."""
