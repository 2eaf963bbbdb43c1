"""Where the words of a map go: inside their country, clear of each other, of the caption and of the inset."""

from collections.abc import Iterator

from pipeline.render.atlas import Box, box_of
from pipeline.render.shapes import Canvas, Words, text_size

Pixels = list[tuple[int, int]]

_INSET = 0.27
_ROWS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.14, 0.86)
_TIGHT = 0.55  # a name may stick out of its country by half its length


def inset_box(canvas: Canvas) -> tuple[int, int, int, int]:
    """Left, top, width and height of the small world map."""
    width = int(canvas.width * _INSET)
    height = width * 2 // 5
    gap = canvas.width // 100
    return canvas.width - width - gap, canvas.height - height - gap, width, height


class Labels:
    """The words placed so far on one map."""

    def __init__(self, canvas: Canvas, reserved: tuple[int, int, int, int]) -> None:
        left, top, width, height = reserved
        self.canvas = canvas
        self.taken = [Box(left, top, left + width, top + height)]

    def caption(self, text: str) -> Words:
        """The caption, bottom left."""
        size = 7
        height = text_size(text, size)[1]
        gap = self.canvas.width // 100
        words = Words(
            text=text,
            x=gap,
            y=self.canvas.height - height // 2 - gap,
            size=size,
            centred=False,
            halo="FFFFFF/70",
        )
        self.taken.append(_room(words))
        return words

    def beside(self, text: str, point: tuple[int, int], gap: int) -> Iterator[Words]:
        """A capital, to the right of its star or to its left."""
        width = text_size(text, 9, bold=True)[0]
        right = point[0] + gap + width < self.canvas.width
        x = point[0] + gap * 4 // 5 + width // 2 if right else point[0] - gap * 4 // 5 - width // 2
        side = self.canvas.width // 90
        self.taken.append(Box(point[0] - side, point[1] - side, point[0] + side, point[1] + side))
        words = Words(
            text=text, x=x, y=point[1], size=9, colour="000000", bold=True, halo="FFFFFF/70"
        )
        if text:
            self.taken.append(_room(words))
            yield words

    def country(self, name: str, pieces: list[Pixels]) -> Iterator[Words]:
        """The name of the country: white inside it, else dark above it."""
        for x, y, width in _seats(_largest(pieces)) if pieces else ():
            inside = Words(text=name, x=x, y=y, size=13, colour="FFFFFF", bold=True)
            if width > text_size(name, 13, bold=True)[0] and self._take(inside):
                self._keep_clear(box_of(_largest(pieces)))
                yield inside
                return
        box = box_of([p for piece in pieces for p in piece]) if pieces else self._middle()
        x, step = round(box.centre[0]), self.canvas.height // 14
        for y in (round(box.bottom) - step, round(box.top) + step, round(box.bottom) - 2 * step):
            words = Words(text=name, x=x, y=y, size=12, colour="A93226", bold=True)
            if self._take(words):
                yield words
                return

    def neighbour(self, name: str, pieces: list[Pixels]) -> Iterator[Words]:
        """The name of a neighbour inside what is shown of it, when there is room."""
        for x, y, width in _seats(_largest(pieces)):
            words = Words(text=name, x=x, y=y, size=9)
            if width > text_size(name, 9)[0] * _TIGHT and self._take(words):
                yield words
                return

    def _keep_clear(self, box: Box) -> None:
        """Keep the names of others off the middle of the country."""
        x, y = box.centre
        self.taken.append(
            Box(x - box.width / 4, y - box.height / 4, x + box.width / 4, y + box.height / 4)
        )

    def _middle(self) -> Box:
        x, y, side = self.canvas.width / 2, self.canvas.height / 2, self.canvas.width / 30
        return Box(x - side, y - side, x + side, y + side)

    def _take(self, words: Words) -> bool:
        """Whether the words fit on the canvas without touching others; they are remembered."""
        room = _room(words)
        inside = (
            room.left >= 0
            and room.right <= self.canvas.width
            and room.bottom >= 0
            and room.top <= self.canvas.height
        )
        if not inside or any(room.meets(other) for other in self.taken):
            return False
        self.taken.append(room)
        return True


def _room(words: Words) -> Box:
    """The box that words take; ``bottom`` is the smaller ordinate, since a canvas counts downwards."""
    width, height = text_size(words.text, words.size, bold=words.bold)
    left = words.x - width // 2 if words.centred else words.x
    return Box(left, words.y - height // 2, left + width, words.y + height // 2)


def _largest(pieces: list[Pixels]) -> Pixels:
    return max(pieces, key=lambda piece: box_of(piece).width * box_of(piece).height)


def _seats(polygon: Pixels) -> list[tuple[int, int, int]]:
    """Middle and width of the widest stretch of a polygon at several heights, widest first."""
    box = box_of(polygon)
    found = []
    for rank, share in enumerate(_ROWS):
        y = box.bottom + box.height * share
        left, right = _widest(polygon, y)
        found.append((-(right - left) * (1 - 0.05 * rank), round((left + right) / 2), round(y)))
    return [(x, y, round(-width)) for width, x, y in sorted(found)]


def _widest(polygon: Pixels, y: float) -> tuple[float, float]:
    crossings = []
    before = polygon[-1]
    for point in polygon:
        if (before[1] <= y) != (point[1] <= y):
            share = (y - before[1]) / (point[1] - before[1])
            crossings.append(before[0] + share * (point[0] - before[0]))
        before = point
    crossings.sort()
    pairs = list(zip(crossings[::2], crossings[1::2], strict=False))
    return max(pairs, key=lambda pair: pair[1] - pair[0], default=(0.0, 0.0))
