"""Python runs this first in every program of the stack: their templates tell what they draw."""

from tests.browser.branches import install

install()
