"""Who may sign what, folded from the records and judged by their position in the log."""

from ledger.roster.change import Change, check_change, is_known, possession_text, prove_possession
from ledger.roster.model import OWN_FAMILIES, ROOT, Groups, Key, Predecessor, Roster, Witness
from ledger.roster.opening import BOOK, OPENED, check_opening_entity, opens
from ledger.roster.rights import check_rights

__all__ = [
    "BOOK",
    "OPENED",
    "OWN_FAMILIES",
    "ROOT",
    "Change",
    "Groups",
    "Key",
    "Predecessor",
    "Roster",
    "Witness",
    "check_change",
    "check_opening_entity",
    "check_rights",
    "is_known",
    "opens",
    "possession_text",
    "prove_possession",
]
