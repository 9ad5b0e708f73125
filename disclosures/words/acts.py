"""The sentences of acts that the law's rules refuse: why, by which article, what to do; no final stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ACTS: Final[Mapping[str, str]] = {
    "model.about-unknown": "Tờ nói về {about} mà sổ không có hồ sơ ấy; hãy chọn hồ sơ có trong sổ",
    "model.actor-unknown": "Danh mục không có người làm “{actor}”; hãy chọn trong danh sách",
    "model.already": "Hồ sơ đã có tờ “{topic}”; hãy lập hồ sơ mới, hoặc đính chính tờ đã có",
    "model.answer-early": "Ngày trả lời {on} sớm hơn ngày Ban trao kiến nghị {sent}; hãy xem lại ngày",
    "model.answer-evidence": "Trả lời chưa kèm tệp hay hồ sơ làm bằng chứng ({law}); "
    "hãy kèm bằng chứng hoặc ghi rõ vì sao không có",
    "model.answer-recommendation": "Trả lời chưa nêu kiến nghị nào của Ban ({law}); hãy chọn kiến nghị được trả lời",
    "model.board-only": "Việc “{topic}” chỉ Ban được ghi ({law}); hãy chuyển cho Ban ký",
    "model.broadcast-short": "Đọc loa đến ngày {until} là chưa đủ {days} ngày liền ({law}); "
    "hãy đọc đến hết ngày {least} hoặc lâu hơn",
    "model.catalogue-attachment": "Dùng danh mục mới phải kèm đúng một tệp TOML đầy đủ; hãy kèm tệp ấy",
    "model.catalogue-signers": "Dùng danh mục hoặc lịch mới phải do Ủy ban và Ban Thanh tra nhân dân cùng ký; "
    "hãy đưa Ban ký",
    "model.closed": "Hồ sơ đã xong, không ghi thêm “{topic}” được; hãy lập hồ sơ mới",
    "model.conference-quorum": "Hội nghị có {present} trên {total} người, chưa đủ hai phần ba ({law}); "
    "hãy triệu tập lại",
    "model.content-missing": "Tờ còn thiếu ô “{field}”; hãy viết ô ấy cho bà con",
    "model.correction-places": "Tờ đính chính cũng phải dán ở {places}, nơi còn dán tờ cũ ({law}); "
    "hãy chọn thêm nơi ấy",
    "model.correction-same": "Ô “{field}” ghi hai giá trị giống nhau ({law}); hãy ghi điều đã viết và điều đúng",
    "model.counts": "Số người không khớp: có mặt {present}, tổng số {total}, đồng ý {yes}; hãy đếm lại",
    "model.dates-content": "Nghĩa vụ {duty} chỉ được ghi ngày ({law}); hãy bỏ ô “{field}”",
    "model.document-number": "Văn bản số {number} năm {year} đã ghi ở {other}; hãy xem lại số hoặc ghi vào hồ sơ ấy",
    "model.duty-actor": "Người ký không phải người phải làm nghĩa vụ {duty} ({law}): {who}; "
    "hãy để đúng người ký hoặc bỏ nghĩa vụ này",
    "model.duty-not-in-force": "Nghĩa vụ này ({law}) không có hiệu lực vào ngày {day}, ngày mà việc hoặc kỳ của tờ "
    "bắt đầu; hãy xem lại ngày của việc, hoặc bỏ nghĩa vụ này",
    "model.duty-topic": "Việc “{topic}” không mở và không làm xong nghĩa vụ {duty} ({law}); "
    "hãy bỏ nghĩa vụ này khỏi tờ",
    "model.duty-unknown": "Danh mục không có nghĩa vụ “{duty}”; hãy chọn trong danh sách",
    "model.facts-content": "Nội dung của nghĩa vụ {duty} chỉ cho người trong cơ quan ({law}); "
    "hãy bỏ ô “{field}” và giữ nội dung tại cơ quan",
    "model.first-record": "Hồ sơ chưa có tờ đầu tiên nên chưa ghi “{topic}” được; hãy ghi tờ đầu tiên của hồ sơ",
    "model.for-early": "Ngày được báo {announced} sớm hơn ngày báo {on}; hãy xem lại hai ngày",
    "model.for-missing": "Nghĩa vụ {duty} ({law}) tính ngược từ ngày được báo; hãy ghi ngày ấy",
    "model.on-early": "Ngày {on} có trước khi Luật có hiệu lực, {since}; hãy xem lại ngày",
    "model.on-future": "Ngày {on} chưa đến vào ngày lập tờ, {day}; hãy chờ việc xảy ra rồi ghi",
    "model.period-missing": "Nghĩa vụ {duty} ({law}) làm theo {period}; hãy ghi tờ này là của kỳ nào",
    "model.period-early": "Ngày {on} có trước khi {reported} bắt đầu ({first}); hãy xem lại ô năm",
    "model.form-unknown": "Danh mục không có hình thức công khai “{form}”; hãy chọn một hình thức trong danh mục",
    "model.form-unlawful": "Nghĩa vụ {duty} ({law}) phải công khai bằng ít nhất một trong các hình thức: {forms}; "
    "hãy thêm một hình thức ấy",
    "model.place-missing": "Nghĩa vụ {duty} ({law}) làm ở từng thôn; hãy ghi thôn nào",
    "model.place-not-posted": "Chưa ghi đã dán ở {place} nên chưa gỡ được; hãy xem lại nơi dán",
    "model.place-unknown": "Sổ không có thôn “{place}”; hãy chọn trong danh sách",
    "model.plan-item-unknown": "Kế hoạch không có việc “{item}”; hãy chọn việc có trong kế hoạch",
    "model.posting-short": "Dán đến ngày {until} là chưa đủ {days} ngày liền ({law}); "
    "hãy dán đến ngày {least} hoặc lâu hơn",
    "model.repeated": "“{value}” được ghi hai lần; hãy bỏ một",
    "model.resolution-not-passed": "Có {yes} trên {present} người đồng ý, chưa quá nửa ({law}); "
    "hãy bàn lại rồi biểu quyết",
    "model.set-aside-signers": "Gác nghĩa vụ {duty} ({law}) phải do Chủ tịch và Ban Thanh tra nhân dân cùng ký; "
    "hãy đưa Ban ký",
    "model.set-aside-idle": "Nghĩa vụ {duty} ({law}) không có lần nào ở riêng kỳ hoặc thôn đã ghi, "
    "nên không gác được gì; hãy xem lại ô kỳ và ô thôn",
    "model.shows-mixed": "Một tờ không gộp được các nghĩa vụ công khai khác mức: {duties}; hãy tách thành nhiều tờ",
    "model.step-back": "Hồ sơ đã qua bước “{topic}”; hãy lập hồ sơ mới",
    "model.superseded-by": "Thay thế phải nêu hồ sơ thay vào ({law}); hãy chọn hồ sơ ấy",
    "model.taken-down-before": "Ngày gỡ {on} sớm hơn ngày dán ở {place}, {posted}; hãy xem lại hai ngày",
    "model.taken-down-early": "Gỡ ở {place} khi chưa dán đủ {days} ngày liền, đến ngày {through} ({law}); "
    "nếu đã gỡ thật, hãy ghi vì sao gỡ sớm",
    "model.withheld-field": "Loại việc này không có ô “{field}” để giữ lại; hãy chọn ô có trong mẫu",
    "model.withheld-ground": "Ô “{field}” được giữ lại mà chưa nêu căn cứ và người quyết định; "
    "hãy ghi điều luật và người quyết định",
    "model.withheld-present": "Ô “{field}” vừa giữ lại vừa viết ra; hãy xóa chữ trong ô ấy",
    "model.withheld-secret": "Bí mật nhà nước không được để lại dấu nào của ô “{field}” ({law}); hãy bỏ dấu cam kết",
}
