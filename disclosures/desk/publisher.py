"""What the desk may know of the publisher, and ask of it: another process, with the log's own key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from datetime import datetime

Stage = Literal["starting", "locked", "waiting", "publishing", "failed", "stopped"]


class Status(Protocol):
    """How the publisher stands: ``size`` records published at ``at``; ``sentence`` says why it failed."""

    @property
    def stage(self) -> Stage:
        """What it is doing."""

    @property
    def size(self) -> int | None:
        """How many records its last publication covers."""

    @property
    def at(self) -> datetime | None:
        """When its last publication was done, aware UTC."""

    @property
    def sentence(self) -> str:
        """What went wrong, for people; empty where nothing did."""


class Publisher(Protocol):
    """The handle of the publisher's process."""

    @property
    def status(self) -> Status:
        """How it stands now."""

    def unlock(self, passphrase: str) -> None:
        """Hand over the passphrase of the log's key; it is kept nowhere here."""

    def publish(self) -> None:
        """Publish now, also where nothing is new."""
