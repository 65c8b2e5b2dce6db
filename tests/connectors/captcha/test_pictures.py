"""The pictures that we draw ourselves."""

from io import BytesIO

import pytest
from PIL import Image

from idp.connectors.captcha.local import LocalCaptcha, pictures, shapes
from idp.connectors.captcha.local.alphabet import DIGITS, LENGTH, LETTERS, choose
from idp.connectors.captcha.local.pictures import HEIGHT, WIDTH, draw
from idp.connectors.captcha.local.shapes import Shapes, distort, fonts

PICTURES = 20


def ink_of(image: bytes) -> Image.Image:
    return opened(image).convert("L").point(lambda shade: 255 * (shade < 128))


def opened(image: bytes) -> Image.Image:
    return Image.open(BytesIO(image))


def test_a_picture_is_a_png_of_the_announced_size() -> None:
    picture = opened(draw(choose()))
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))


def test_the_ink_is_dark_on_a_light_ground() -> None:
    for _ in range(PICTURES):
        shades = opened(draw(choose())).convert("L").histogram()
        darkest = next(shade for shade, count in enumerate(shades) if count)
        assert darkest <= pictures.LIGHTEST_INK
        assert shades[255] > sum(shades) / 2


# Wide letters, each in its sixth of the picture: narrow ones stand closer than that.
@pytest.mark.parametrize("code", ["WWWWWW", "M7M7M7"])
def test_every_character_is_on_the_picture(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(pictures, "LINES", 0)
    monkeypatch.setattr(pictures, "DOTS", 0)
    for _ in range(PICTURES):
        picture = ink_of(draw(code))
        for left in range(0, WIDTH, WIDTH // len(code)):
            part = picture.crop((left, 0, left + WIDTH // len(code), HEIGHT))
            assert part.histogram()[255] > 50


def test_both_faces_are_used() -> None:
    assert len({font.getname()[0] for font in fonts()}) == 2


def test_the_same_code_is_never_drawn_twice_alike() -> None:
    assert len({draw("A3A3A3") for _ in range(PICTURES)}) == PICTURES


@pytest.mark.parametrize("other", ["STEEPEST_DEGREES", "FARTHEST"])
def test_a_character_is_both_turned_and_leaning(
    monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    monkeypatch.setattr(shapes, other, 0)
    assert len({distort("7").tobytes() for _ in range(PICTURES)}) > len(fonts())


def test_lines_go_from_side_to_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "DOTS", 0)
    lines = {ink_of(draw("")).tobytes() for _ in range(PICTURES)}
    assert len(lines) == PICTURES
    for image in lines:
        assert all(255 in image[column::WIDTH] for column in range(WIDTH))


def test_dots_are_all_over_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LINES", 0)
    dots = {ink_of(draw("")).tobytes() for _ in range(PICTURES)}
    assert len(dots) == PICTURES
    assert all(image.count(255) > 3 * pictures.DOTS for image in dots)


def test_few_shapes_are_kept_and_none_for_ever() -> None:
    never, often = Shapes(most=3, renewal=10**9), Shapes(most=3, renewal=2)
    assert len({id(shape) for shape in [never.take("A") for _ in range(50)]}) == 3
    assert len({id(shape) for shape in [often.take("A") for _ in range(50)]}) > 3


def test_codes_differ_and_hold_letters_and_digits() -> None:
    answers = {choose() for _ in range(PICTURES)}
    assert len(answers) == PICTURES
    for answer in answers:
        assert len(answer) == LENGTH
        assert set(answer) <= set(LETTERS + DIGITS)
        assert set(answer) & set(LETTERS)
        assert set(answer) & set(DIGITS)


def test_each_picture_has_a_name_of_its_own() -> None:
    captcha = LocalCaptcha()
    assert len({captcha.draw().uuid for _ in range(PICTURES)}) == PICTURES
