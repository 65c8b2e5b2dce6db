"""Signed-in browsers: one session opens every service."""

from idp.domain.browser_sessions.actions import Assurance, end, start, touch

__all__ = ["Assurance", "end", "start", "touch"]
