"""The closed registry of topics: how a body is read, and how older versions become the newest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from ledger.errors import FormatError

if TYPE_CHECKING:
    from ledger.record.text import Record

Upcast = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Topic:
    """A topic this reader knows: the model of its newest version and how older bodies become it."""

    model: type[BaseModel]
    version: int = 1
    upcast: tuple[Upcast, ...] = ()
    protected: bool = False


class Registry:
    """The closed set of topics of the domain. Nothing in a record can name code."""

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        self.topics: Final = dict(topics)

    def read(self, record: Record) -> BaseModel:
        """The body as its newest model.

        FormatError ``record.topic-unknown`` for a topic or version beyond this reader, ``record.body-invalid`` for a
        body that does not fit.
        """
        topic = self.topics.get(record.topic)
        if topic is None or record.topic_version > topic.version:
            raise FormatError("record.topic-unknown", f"{record.topic} version {record.topic_version}")
        body = record.body
        try:
            for step in topic.upcast[record.topic_version - 1 :]:
                body = step(body)
            # JSON mode: strict types, and yet a date is read from its text
            return topic.model.model_validate_json(to_json(body))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = ".".join(map(str, first["loc"]))
            raise FormatError("record.body-invalid", f"{field}: {first['msg']}") from None
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError("record.body-invalid", str(error)) from None
