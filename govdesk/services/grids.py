"""The grid tree with its rolled-up load, the bodies, the seats, and the founding of a centre."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govdesk.domain.errors import BadInput, NotFound, RuleViolation
from govdesk.domain.place_names import spoken_name
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import BodyKind, Role
from govdesk.foundation.nearness import nearest
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.labels import role_label
from govdesk.storage.queries.centre import BodyRow, GridRow
from govdesk.storage.queries.grid_load import read_grid_load
from govdesk.storage.queries.mediators import read_names_in_office
from govdesk.storage.repositories.grids import NewBody, NewCentre, NewGrid, NewPost, create_centre

LEADER_TITLE = "网格长"
NAMED_INSTEAD = 3
MEDIATOR_TITLE = "人民调解员"
EPOCH = date(2000, 1, 1)
"""Valid-from of what a centre starts with: cases of earlier years must find their grid."""


@dataclass(frozen=True, slots=True)
class GridNode:
    """A grid as the tree shows it; counts are rolled up from everything below, `pending` counts 待定位."""

    id: int
    parent_id: int | None
    code: str
    name: str
    official_name: str
    level: str
    depth: int
    initials: str
    open_count: int
    overdue_count: int
    leader: str
    pending: int


@dataclass(frozen=True, slots=True)
class Centre:
    """`name` stands over the door, `place` says where."""

    name: str
    place: str
    demonstration: bool


def grid_tree(desk: Desk, _actor: Actor) -> list[GridNode]:
    """All grids depth-first with their load at this moment."""
    now = desk.clock.now()
    with desk.database.reading() as connection:
        load = read_grid_load(connection, now)
    opened, overdue, pending = _rolled_up(desk, load.open), _rolled_up(desk, load.overdue), load.pending
    leaders = {post.grid_id: post.person_name for post in reversed(desk.posts) if post.title == LEADER_TITLE}
    return [
        GridNode(
            id=row.id,
            parent_id=row.parent_id,
            code=row.code,
            name=row.name,
            official_name=row.official_name,
            level=row.level,
            depth=row.depth,
            initials=row.initials,
            open_count=opened.get(row.id, 0),
            overdue_count=overdue.get(row.id, 0),
            leader=leaders.get(row.id, ""),
            pending=pending if row.parent_id is None else 0,
        )
        for row in depth_first(desk)
    ]


def depth_first(desk: Desk) -> list[GridRow]:
    children: dict[int | None, list[GridRow]] = {}
    for row in desk.grids.values():
        children.setdefault(row.parent_id, []).append(row)
    ordered: list[GridRow] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting.extend(reversed(children.get(row.id, [])))
    return ordered


def find_grid(desk: Desk, code_or_name: str) -> GridRow:
    """A grid by code, spoken or official name. Raises NotFound, and BadInput when the name is not unique."""
    wanted = code_or_name.strip()
    by_code = [row for row in desk.grids.values() if wanted in (row.code, _without_zeros(row.code))]
    if by_code:
        return by_code[0]
    named = [row for row in desk.grids.values() if wanted in (row.name, row.official_name)]
    if not named and (spoken := spoken_name(wanted)):
        named = [row for row in desk.grids.values() if row.name == spoken]
    if len(named) > 1:
        listed = "、".join(f"{grid_label(desk, row.id)}（{row.code}）" for row in named[:4])
        raise BadInput("grid_ambiguous", {"grid": wanted, "grids": listed})
    if not named:
        raise NotFound("no_such_grid", {"grid": wanted})
    return named[0]


def grid_label(desk: Desk, grid_id: int) -> str:
    """`孙家村 · 第一网格`; the root alone goes by its own name."""
    row = desk.grids.get(grid_id)
    if row is None:
        return ""
    names = [desk.grids[item].name for item in row.path if item in desk.grids]
    below_root = names[1:] or names
    return " · ".join(below_root[-2:])


def bodies(desk: Desk, _actor: Actor) -> list[BodyRow]:
    return [row for row in desk.body_rows.values() if row.open]


def mediators(desk: Desk, committee_id: int | None = None) -> list[str]:
    """Those of the committee in office today by the register, then whoever the centre's posts name."""
    listed: list[str] = []
    if committee_id is not None:
        with desk.database.reading() as connection:
            listed = read_names_in_office(connection, committee_id, desk.clock.now().date())
    posts = [post for post in desk.posts if post.title == MEDIATOR_TITLE]
    posts.sort(key=lambda post: post.body_id != committee_id)
    return list(dict.fromkeys([*listed, *(post.person_name for post in posts)]))


def seats(desk: Desk) -> list[Actor]:
    """The seats before accounts exist: the centre's own, then one for every body."""
    own = [
        Actor("operator", Role.OPERATOR, role_label(Role.OPERATOR)),
        Actor("operator2", Role.OPERATOR, _("操作员二")),
        Actor("mediator", Role.MEDIATOR, role_label(Role.MEDIATOR)),
        Actor("supervisor", Role.SUPERVISOR, role_label(Role.SUPERVISOR)),
        Actor("leader", Role.LEADER, role_label(Role.LEADER)),
    ]
    return own + [Actor(row.code, Role.BODY, row.name, row.code, row.id) for row in desk.body_rows.values() if row.open]


def seat(desk: Desk, code_or_name: str) -> Actor:
    """The seat of that code or name, of a body also by a part that only its name has.

    Raises NotFound naming the seats of the centre.
    """
    wanted = code_or_name.strip()
    body = desk.bodies.find(wanted) or desk.bodies.meant(wanted, shortened=False)
    for item in seats(desk):
        if wanted in (item.seat, item.name) or (body is not None and item.body_id == body.id):
            return item
    names = [item.name for item in seats(desk) if item.role is Role.BODY]
    near = nearest(wanted, names) or names[:NAMED_INSTEAD]
    own = "operator operator2 mediator supervisor leader"
    raise NotFound("no_such_seat", {"seat": wanted, "seats": own, "near": "、".join(near)})


def centre(desk: Desk) -> Centre:
    row = desk.known_centre()
    return Centre(row.office_name, row.name, row.demonstration)


def found_centre(
    desk: Desk,
    actor: Actor,
    new: NewCentre,
    grids: Sequence[NewGrid],
    new_bodies: Sequence[NewBody] = (),
    posts: Sequence[NewPost] = (),
) -> None:
    """Set up the one centre of a data folder with its tree, bodies and posts, all or nothing.

    Raises RuleViolation when there is one already.
    """
    now = desk.clock.now()
    with desk.database.writing() as connection:
        _refuse_second(desk)
        create_centre(connection, new, now)
        connection.commit()
    with desk.work(actor) as work:
        work.grids.add_grids(grids, EPOCH)
        work.grids.add_bodies(new_bodies, EPOCH)
        work.grids.add_posts(posts, EPOCH)
        work.commit()
    desk.reload()


def village_bodies(tree: Sequence[NewGrid]) -> list[NewBody]:
    """What every village and community has: a mediation committee (人民调解法 §8), a service station, grid workers.

    The grid workers belong to the grids of the village, or to the village itself while it has none.
    """
    divided = {item.parent_code for item in tree if item.level == "grid"}
    made = []
    for item in tree:
        if item.level == "village":
            made += [_committee(item), _station(item)]
        if item.level == "grid" or (item.level == "village" and item.code not in divided):
            made.append(NewBody(f"gs-{item.code}", f"{_full_name(item, tree)}网格员", BodyKind.GRID, item.code))
    return made


def _committee(village: NewGrid) -> NewBody:
    return NewBody(
        code=f"mc-{village.code}",
        name=f"{village.name}人民调解委员会",
        kind=BodyKind.MEDIATION_COMMITTEE,
        grid_code=village.code,
        abbreviation=village.name.removesuffix("村").removesuffix("社区") or village.name,
    )


def _station(village: NewGrid) -> NewBody:
    return NewBody(f"ss-{village.code}", f"{village.name}综合服务站", BodyKind.VILLAGE_STATION, village.code)


def _full_name(item: NewGrid, tree: Sequence[NewGrid]) -> str:
    """A grid is told apart by its village: 孙家村第一网格."""
    if item.level != "grid":
        return item.name
    parent = next((other.name for other in tree if other.code == item.parent_code), "")
    return item.name if item.name.startswith(parent) else parent + item.name


def _without_zeros(code: str) -> str:
    """A street is also known by the nine digits of its code, a county by six."""
    return code[:-3] if len(code) == 12 and code.endswith("000") else code


def _refuse_second(desk: Desk) -> None:
    from govdesk.storage.queries.centre import read_centre

    with desk.database.reading() as connection:
        existing = read_centre(connection)
    if existing is not None:
        raise RuleViolation("centre_exists", {"centre": existing.name})


def _rolled_up(desk: Desk, counts: dict[int, int]) -> dict[int, int]:
    total: dict[int, int] = {}
    for grid_id, count in counts.items():
        row = desk.grids.get(grid_id)
        for item in row.path if row else ():
            total[item] = total.get(item, 0) + count
    return total
