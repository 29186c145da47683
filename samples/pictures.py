"""Pictures that sit in mails beside the invoice: logos and signature icons. None of them is a document."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont


def logo(name: str, colour: str, width: int = 420, height: int = 110) -> bytes:
    """A company's name in white on a coloured plate, as PNG."""
    picture = Image.new("RGB", (width, height), colour)
    font = ImageFont.load_default(size=height // 5)
    ImageDraw.Draw(picture).text((height // 4, height * 2 // 5), name, fill="white", font=font)
    return _png(picture)


def icon(colour: str, size: int = 48) -> bytes:
    """A round icon as e-mail signatures carry, as PNG."""
    picture = Image.new("RGB", (size, size), "white")
    ImageDraw.Draw(picture).ellipse((2, 2, size - 3, size - 3), fill=colour)
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
