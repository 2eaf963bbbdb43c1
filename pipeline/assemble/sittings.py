"""Which sitting of an exam each candidate or group is called to, where several are open to them."""

from collections.abc import Sequence


def apportion(count: int, weights: Sequence[int]) -> tuple[int, ...]:
    """So many in all, in proportion to the weights: whole parts, then the largest remainders, the first on ties."""
    total = sum(weights)
    parts = [divmod(count * weight, total) for weight in weights]
    left = count - sum(whole for whole, _ in parts)
    order = sorted(range(len(weights)), key=lambda k: -parts[k][1])
    return tuple(whole + (k in order[:left]) for k, (whole, _) in enumerate(parts))


def spread(
    suited: Sequence[frozenset[int]], wanted: Sequence[int], most: Sequence[int]
) -> tuple[int, ...]:
    """The sitting of each of those who are called, by its place in the planning.

    As many as ``wanted`` at each sitting, each at one that suits them if that can be (augmenting paths, so that one may
    give way to another); else more at some, never over ``most``; at last where there is a seat. The seats suffice.
    """
    held: list[list[int]] = [[] for _ in wanted]
    waiting = [one for one in range(len(suited)) if not _admit(one, held, wanted, suited)]
    waiting = [one for one in waiting if not _admit(one, held, most, suited)]
    for one in waiting:
        free = [most[k] - len(own) for k, own in enumerate(held)]
        held[free.index(max(free))].append(one)
    place = {one: k for k, own in enumerate(held) for one in own}
    return tuple(place[one] for one in range(len(suited)))


def _admit(
    one: int, held: list[list[int]], limits: Sequence[int], suited: Sequence[frozenset[int]]
) -> bool:
    """Give one a sitting that suits them, moving others where it must be; whether it could be done."""
    came: dict[int, tuple[int, int | None]] = dict.fromkeys(sorted(suited[one]), (one, None))
    queue = list(came)
    for place in queue:
        if len(held[place]) < limits[place]:
            _move(place, came, held)
            return True
        for other in held[place]:
            for target in sorted(suited[other] - came.keys()):
                came[target] = (other, place)
                queue.append(target)
    return False


def _move(place: int, came: dict[int, tuple[int, int | None]], held: list[list[int]]) -> None:
    """Let everybody on the way to a free seat move on."""
    end: int | None = place
    while end is not None:
        one, before = came[end]
        held[end].append(one)
        if before is not None:
            held[before].remove(one)
        end = before
