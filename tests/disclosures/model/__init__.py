"""A commune in a few lines: acts as events, signed by roles."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from disclosures import catalogue, workdays
from disclosures.errors import RefusalError
from disclosures.model.commune import Commune, decide, fold
from disclosures.model.events import Event
from disclosures.model.opening import Unit
from disclosures.model.topics import MODELS
from disclosures.projections.adopted import Law
from ledger.record import day_of
from ledger.roster import Key
from tests.simulator import signer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record import Withheld

LAW = catalogue.load()
LAWS = [(date.min, Law(LAW, workdays.load()))]
UNIT = Unit.model_validate(
    {
        "kind": "xa",
        "name": "Hương Sơn",
        "code": "00000",
        "villages": [
            {"id": "dong", "kind": "thon", "name": "Đông"},
            {"id": "doai", "kind": "thon", "name": "Đoài"},
        ],
    }
)
OPENED = Commune(opened=date(2025, 1, 2), names=((None, UNIT.kind, UNIT.name),), villages=UNIT.villages)
_BODY = {
    "cong-doan": "cong-doan",
    "mat-tran": "mat-tran",
    "ban-thanh-tra": "ban-thanh-tra",
    "ban-giam-sat": "ban-giam-sat",
}
COMMITTEE = ("van-phong-thong-ke", "chu-tich")
BOARD = ("ban-thanh-tra",)


def signed(role: str) -> Key:
    """One holder of a role; ``role@body`` names another body than the role's own."""
    role, _, body = role.partition("@")
    return Key(signer(f"huongson.example/{role}").key, body or _BODY.get(role, "uy-ban"), f"p-{role}", role, since=0)


def act(
    index: int,
    topic: str,
    entity: str,
    body: dict[str, Any],
    *,
    by: Sequence[str] = COMMITTEE,
    drawn: date | None = None,
    withheld: tuple[Withheld, ...] = (),
    seen: int = 1,
) -> Event:
    """One act, drawn up at noon in Vietnam on the day it happened, or on ``drawn``."""
    model = MODELS[topic].model_validate(body)
    instant = datetime.combine(drawn or model.on, datetime.min.time(), UTC) + timedelta(hours=5)
    return Event(
        index=index,
        topic=topic,
        entity=entity,
        day=day_of(instant),
        body=model,
        signers=tuple(signed(role) for role in by),
        withheld=withheld,
        seen=seen,
    )


def document(index: int, on: str, *duties: str, number: str = "", entity: str = "", **more: Any) -> Event:
    """A plan issued by the committee."""
    body = {
        "duties": list(duties),
        "issuer": "UBND xã Hương Sơn",
        "kind": "ke-hoach",
        "number": number or f"{index}/KH-UBND",
        "on": on,
        "title": "Kế hoạch",
    }
    return act(index, "document.issued", entity or f"document/{index}", body, **more)


def published(index: int, on: str, about: Sequence[str] = (), *duties: str, **more: Any) -> Event:
    """A content made public."""
    body = {
        "about": list(about),
        "duties": list(duties),
        "forms": ["niem-yet-tru-so"],
        "on": on,
        "summary": "Tóm tắt",
        "title": "Việc công khai",
        "what": "Kế hoạch của xã",
    }
    entity = more.pop("entity", f"disclosure/{index}")
    return act(index, "disclosure.published", entity, body | more.pop("body", {}), **more)


def sent(index: int, on: str, *duties: str, **more: Any) -> Event:
    """A recommendation that the Board handed over."""
    body = {"duties": list(duties), "on": on, "text": "Sửa đường", "title": "Kiến nghị", "to": "UBND xã"}
    entity = more.pop("entity", f"recommendation/{index}")
    return act(index, "recommendation.sent", entity, body, by=more.pop("by", BOARD), **more)


def plain(index: int, topic: str, on: str, *duties: str, **more: Any) -> Event:
    """A plain matter."""
    body = {"duties": list(duties), "on": on, "title": "Việc"} | more.pop("body", {})
    entity = more.pop("entity", f"{topic.partition('.')[0]}/{index}")
    return act(index, topic, entity, body, **more)


def commune(*events: Event) -> Commune:
    """The commune after these acts."""
    return fold(OPENED, events)


def refused(given: Sequence[Event], when: Event) -> RefusalError:
    with pytest.raises(RefusalError) as caught:
        decide(commune(*given), LAW, when)
    assert caught.value.entity == when.entity
    return caught.value


def allowed(given: Sequence[Event], when: Event) -> None:
    decide(commune(*given), LAW, when)


PUBLISHED = published(2, "2025-01-10", ["document/1"], "xa-ck-01", entity="disclosure/2")
GIVEN = (document(1, "2025-01-08", "xa-ck-01"), PUBLISHED)


def posted(index: int, on: str, until: str, **body: Any) -> Event:
    return act(
        index,
        "disclosure.posted",
        "disclosure/2",
        {"on": on, "places": ["Trụ sở UBND", "Nhà văn hóa thôn Đoài"], "until": until} | body,
    )


def down(index: int, on: str, *places: str, **body: Any) -> Event:
    return act(index, "disclosure.taken-down", "disclosure/2", {"on": on, "places": list(places)} | body)


STAFF = {"duties": ["cq-ttnd-tra-loi"], "on": "2025-01-08", "title": "Kiến nghị", "to": "Người đứng đầu"}
POSTED = posted(3, "2025-01-10", "2025-02-09")


def held(present: int, total: int, yes: int | None = None, **body: Any) -> Event:
    counts = {"present": present, "total": total} | ({} if yes is None else {"resolution_yes": yes})
    members = {"on": "2025-02-10", "title": "Hội nghị"} | counts | body
    return act(1, "conference.held", "conference/1", members, by=("chu-tich", "cong-doan"))


def answer(index: int, on: str, **body: Any) -> Event:
    members = {"on": on, "outcome": "done", "text": "Đã sửa", "title": "Trả lời"} | body
    return act(index, "answer.given", f"answer/{index}", members)
