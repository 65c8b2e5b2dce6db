"""The browsers that each account was opened from, so that a new one is noticed."""
