"""The pictures that we draw ourselves."""

from io import BytesIO

from PIL import Image

from idp.connectors.captcha import DIGITS, HEIGHT, LENGTH, LETTERS, WIDTH, draw

PICTURES = 20


def test_a_picture_is_a_png_of_the_announced_size() -> None:
    picture = Image.open(BytesIO(draw().image))
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))


def test_the_ink_is_dark_on_a_light_ground() -> None:
    shades = Image.open(BytesIO(draw().image)).convert("L").histogram()
    darkest = next(shade for shade, count in enumerate(shades) if count)
    assert darkest < 110
    assert shades[255] > sum(shades) / 2


def test_codes_differ_and_hold_letters_and_digits() -> None:
    answers = {draw().answer for _ in range(PICTURES)}
    assert len(answers) == PICTURES
    for answer in answers:
        assert len(answer) == LENGTH
        assert set(answer) <= set(LETTERS + DIGITS)
        assert set(answer) & set(LETTERS)
        assert set(answer) & set(DIGITS)
