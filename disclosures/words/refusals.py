"""The sentences of the house's own codes: dates, data files, keys, folders, refused acts; no final stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

REFUSALS: Final[Mapping[str, str]] = {
    "date.malformed": "“{text}” không phải là một ngày; hãy viết năm-tháng-ngày, ví dụ 2025-11-19",
    "date.unwritten": "“{text}” không phải là một ngày; hãy viết ngày/tháng/năm, ví dụ 19/11/2025",
    "date.month": "Tháng phải từ 1 đến 12; hãy sửa ô tháng (đang là {month})",
    "date.day": "Tháng {month} năm {year} chỉ có ngày 1 đến {days}; hãy sửa ô ngày (đang là {day})",
    "date.year": "Năm phải từ {first} đến {last}; hãy sửa ô năm (đang là {year})",
    "date.period": "“{text}” không phải là một kỳ; hãy viết như 2025, 2025-H1, 2025-Q1, 2025-03 hoặc 2025-W07",
    "date.beyond-calendar": "Lịch nghỉ chỉ biết từ ngày {first} đến ngày {last}, chưa biết ngày {date}; "
    "hãy dùng ngày trong lịch hoặc bản danbiet có lịch mới",
    "calendar.unknown": "Bản danbiet này chỉ có lịch nghỉ bản {carried}, không có bản {version}; "
    "hãy bỏ --calendar hoặc dùng bản danbiet khác",
    "data.malformed": "Tệp {file} không đọc được là TOML; hãy sửa tệp hoặc lấy lại bản gốc",
    "data.field": "Tệp {file}, dòng {row}, ô {field}: {problem}; hãy sửa ô ấy hoặc lấy lại bản gốc",
    "deadline.malformed": "“{rule}” không phải là một quy tắc thời hạn; hãy viết như “P5WD after issued”",
    "duration.malformed": "“{rule}” không phải là một thời gian phải giữ; hãy viết như “P30D posting”",
    "extension.malformed": "“{rule}” không phải là một lý do kéo dài hạn; hãy viết như “complex: total P45D”",
    "duty.unknown": "Danh mục không có nghĩa vụ “{duty}”; hãy xem lại mã trong trang nghĩa vụ",
    "office.exists": "Thư mục {path} đã có một quyển sổ; hãy chọn thư mục khác",
    "office.missing": "Thư mục {path} chưa có sổ; hãy mở sổ bằng danbiet open hoặc chọn đúng thư mục",
    "office.malformed": "Tệp {path} sai ở ô {field}; hãy sửa ô ấy hoặc lấy lại bản sao lưu",
    "office.layout": "Sổ ở {path} do bản danbiet mới hơn ghi (kiểu {layout}, bản này chỉ biết đến kiểu {known}); "
    "hãy cài bản danbiet mới hơn",
    "source.missing": "{path} không phải là thư mục, tệp zip hay địa chỉ mạng; hãy xem lại đường dẫn",
    "source.unreadable": "Máy không đọc được {path}; hãy xem lại quyền đọc hoặc chép lại tệp",
    "source.zip": "Tệp zip {path} bị hỏng hoặc không an toàn; hãy tải lại tệp",
    "source.network": "Không lấy được {path} từ mạng; hãy xem lại đường mạng rồi thử lại, hoặc kiểm bản chép trong máy",
}
