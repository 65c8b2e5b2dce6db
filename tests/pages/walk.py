"""The way through every scene by the tests' own browser, and what each page was made of."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

import web_kit
from tests.fixtures.addresses import Addresses
from tests.fixtures.browser import Browser, over_network, over_wsgi
from tests.fixtures.clocks import standing_clock
from tests.fixtures.house import House, opened_house
from tests.fixtures.sites import Site
from tests.pages.branches import Drawing, marked
from tests.scenes import TOURS, Scene
from web_kit import gallery

BARE = "https://essai.test"


@dataclass(repr=False)
class Walk:
    """What was seen on the way."""

    house: House
    #: Every page that was drawn, in order.
    drawings: list[Drawing]
    #: The page of each scene, by its name.
    of_scene: dict[str, Drawing] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def take(self, name: str, tour: tuple[Scene, ...]) -> None:
        """Go from scene to scene in a fresh browser."""
        browser = Browser(over_network(), self.house.addresses.provider)
        self.faults[name] = []
        for scene in (scene for scene in tour if not scene.takes_programs):
            try:
                scene.play(browser, self.house)
                self.of_scene[scene.name] = self.drawings[-1]
            except Exception as error:  # the scenes after this one may be as they should
                self.faults[name].append(f"{scene.name}: {error!r}")

    def draw_bare(self) -> None:
        """Draw the gallery for a site of the State that says as little as it can of itself."""
        site = Flask("essai")
        manners = web_kit.Manners(
            public_url=BARE,
            cookie_name="essai",
            secret_key="a key of the tests",
            site_name="Essai",
            brand="state",
            is_demonstration=False,
        )
        web_kit.setup(site, manners)
        site.register_blueprint(gallery.blueprint, url_prefix="/composants")
        Browser(over_wsgi(site), BARE).open("/composants")


@contextmanager
def walked(
    demo_url: str, addresses: Addresses, sites: dict[str, Site], folder: Path
) -> Iterator[Walk]:
    """The whole walk, through a house of its own."""
    shutil.copyfile(demo_url.removeprefix("sqlite:///"), folder / "efp.sqlite")
    url = f"sqlite:///{folder / 'efp.sqlite'}"
    with (
        marked() as drawings,
        standing_clock() as clock,
        opened_house(url, addresses, sites, clock, folder) as house,
    ):
        walk = Walk(house, drawings)
        for name, tour in TOURS.items():
            walk.take(name, tour)
        walk.draw_bare()
        yield walk
