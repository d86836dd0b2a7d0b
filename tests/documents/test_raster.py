"""Pages as pixels for the preview."""

from govdesk.documents.raster import page_count, page_images
from govdesk.documents.rendering import render
from tests.documents.made_up import agreement


def test_pages_come_as_opaque_rgba_in_the_size_of_their_resolution() -> None:
    rendered = render(agreement())
    images = page_images(rendered.content, 72)
    assert page_count(rendered.content) == rendered.pages == len(images)
    for image in images:
        assert (image.width, image.height) in ((595, 842), (596, 842))
        assert len(image.pixels) == image.width * image.height * 4
        assert set(image.pixels[3::4]) == {255}
        assert image.pixels[:3] == b"\xff\xff\xff"
        assert min(image.pixels) < 60


def test_the_demonstration_mark_is_red_not_blue() -> None:
    image = page_images(render(agreement(specimen=True)).content, 72, [0])[0]
    pixels = [image.pixels[i : i + 3] for i in range(0, len(image.pixels), 4)]
    coloured = [pixel for pixel in pixels if max(pixel) - min(pixel) > 80]
    assert coloured
    assert all(pixel[0] > pixel[2] for pixel in coloured)
