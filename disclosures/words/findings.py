"""The sentences of the codes of findings (docs/formats/findings.md), without place and final stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEEP: Final = "hãy giữ nguyên bản đang có và báo Ban Thanh tra nhân dân"
_AGAIN: Final = "hãy tải lại cả thư mục rồi kiểm lại; nếu vẫn vậy thì báo Ban Thanh tra nhân dân"

FINDINGS: Final[Mapping[str, str]] = {
    "note.malformed": f"Tờ không viết đúng mẫu của một tờ có ký; {_KEEP}",
    "note.signature-bad": f"Chữ ký không khớp với chữ trong tờ; {_KEEP}",
    "note.signer-unknown": f"Tờ mang chữ ký của khóa không có trong danh sách người được ký; {_KEEP}",
    "checkpoint.malformed": f"Tờ chốt sổ bị thiếu hoặc không viết đúng mẫu; {_AGAIN}",
    "checkpoint.extension": f"Tờ chốt sổ có thêm dòng lạ; {_KEEP}",
    "checkpoint.origin": f"Tờ chốt sổ là của quyển sổ khác; {_AGAIN}",
    "checkpoint.signature-missing": f"Tờ chốt sổ không có chữ ký của sổ; {_KEEP}",
    "tile.missing": f"Thư mục thiếu một phần của sổ; {_AGAIN}",
    "tile.mismatch": f"Một phần của sổ khác với các tờ đã ghi; {_AGAIN}",
    "entry.hash-mismatch": f"Tờ này khác với tờ mà sổ đã chốt; {_KEEP}",
    "tree.root-mismatch": f"Các tờ trong sổ không cho ra dấu chốt mà sổ đã ký; {_KEEP}",
    "record.malformed": f"Tờ không viết đúng mẫu của sổ; {_KEEP}",
    "record.not-canonical": f"Tờ không viết theo cách viết duy nhất của sổ; {_KEEP}",
    "record.origin": f"Tờ này là của quyển sổ khác; {_KEEP}",
    "record.too-large": "Tờ dài quá 65.535 byte; hãy đưa phần dài vào tệp kèm theo",
    "record.topic-unknown": "Tờ thuộc loại mà bản danbiet này chưa biết; hãy kiểm lại bằng bản mới hơn",
    "record.body-invalid": "Nội dung tờ thiếu, thừa hoặc sai mẫu của loại việc này; hãy lập tờ khác ghi cho đúng",
    "record.seen-mismatch": f"Tờ nói đã thấy một quyển sổ khác với quyển này; {_KEEP}",
    "record.version-gap": f"Số lần ghi của hồ sơ bị nhảy hoặc lặp; {_KEEP}",
    "record.illegal": "Việc ghi trong tờ trái với quy định của ngày hôm đó; hãy hỏi xã vì sao",
    "record.lapsed": "Tờ được ký khi bản soạn đã cũ quá 60 ngày; hãy hỏi xã vì sao ghi muộn",
    "record.time-suspect": "Ngày lập của tờ không khớp với thứ tự trong sổ; hãy tin khoảng ngày chắc chắn hơn ngày lập",
    "rights.key-inadmissible": f"Tờ đưa vào sổ một khóa yếu hoặc không có bằng chứng giữ khóa; {_KEEP}",
    "rights.duplicate-key-id": f"Tờ đưa vào sổ một khóa trùng với khóa đã có; {_KEEP}",
    "rights.not-allowed": f"Người ký không có quyền ký loại việc này; {_KEEP}",
    "rights.second-person-missing": f"Tờ thiếu chữ ký của người thứ hai mà quy định buộc phải có; {_KEEP}",
    "rights.inactive": f"Khóa đã ký đang bị dừng hoặc đã thôi dùng; {_KEEP}",
    "rights.key-type-unknown": "Tờ dùng loại khóa mà bản danbiet này chưa biết; hãy kiểm lại bằng bản mới hơn",
    "rights.suspect": "Khóa đã ký bị báo mất từ trước tờ này, nên tờ còn nghi vấn; hãy hỏi người khác giữ cùng việc",
    "log.rollback": f"Sổ ngắn hơn bản đã thấy lần trước; {_KEEP}",
    "log.fork": f"Sổ khác với bản đã thấy lần trước ở cùng một chỗ; {_KEEP}",
    "log.fingerprint": "Vân tay của sổ không giống vân tay bà con đưa; hãy gõ lại đúng như tờ giấy; vẫn khác thì "
    "giữ nguyên bản đang có và báo Ban Thanh tra nhân dân",
    "witness.signature-bad": f"Chữ ký xác nhận của Ban không khớp với tờ chốt sổ; {_KEEP}",
    "policy.malformed": f"Danh sách khóa của sổ bị sửa hoặc không đúng với những gì sổ đã ghi; {_AGAIN}",
    "witness.quorum-missing": "Chưa lần chốt sổ nào được đủ số Ban xác nhận; hãy chờ lần xác nhận tới rồi kiểm lại",
    "witness.stale": "Đã lâu Ban chưa xác nhận sổ; hãy hỏi Ban Thanh tra nhân dân vì sao",
    "policy.changed": "Tờ này đổi người được ký hoặc người xác nhận; hãy biết việc đó khi đọc các tờ sau",
    "proof.malformed": "Giấy chứng không viết đúng mẫu; hãy xin lại giấy chứng",
    "proof.mismatch": "Tờ và giấy chứng không đi với nhau; hãy tải lại cả hai từ trang hồ sơ rồi kiểm; "
    "vẫn vậy thì giữ nguyên và báo Ban Thanh tra nhân dân",
    "attachment.missing": "Thiếu tệp kèm theo mà tờ đã ghi tên; hãy xin xã tệp ấy rồi kiểm lại",
    "attachment.mismatch": f"Tệp kèm theo khác với tệp mà tờ đã ghi dấu; {_KEEP}",
    "page.mismatch": f"Trang bị sửa, bị thiếu hoặc khác với các tờ đã ghi; {_AGAIN}",
    "file.unexpected": "Thư mục có tệp lạ mà sổ không sinh ra; đừng tin tệp ấy và hãy báo người trông máy",
    "manifest.malformed": f"Bảng kê các tệp bị thiếu, sai mẫu hoặc của quyển sổ khác; {_AGAIN}",
    "page.stale": "Trang cũ hơn lần chốt sổ mới nhất quá hai ngày; hãy tải lại cả thư mục rồi kiểm lại",
    "page.unchecked": "Chưa so trang với các tờ đã ghi; muốn so thì kiểm lại với --pages",
    "page.age": "Số liệu này không phải của hôm nay; hãy xem ngày ghi trên trang",
    "witness.awaited": "Các tờ mới nhất còn chờ Ban xác nhận; hãy kiểm lại sau lần xác nhận tới",
    "catalogue.differs": "Danh mục nghĩa vụ hoặc lịch nghỉ của sổ khác bản kèm danbiet này; hạn tính theo bản của sổ",
    "opening.mismatch": f"Giá trị đưa ra không đúng với dấu cam kết trong tờ; {_KEEP}",
    "evidence.malformed": "Tệp bằng chứng không viết đúng mẫu; hãy xin lại tệp ấy",
    "evidence.unproven": "Tệp bằng chứng không chứng minh được điều nó nói; đừng dùng tệp này để kết luận",
}
