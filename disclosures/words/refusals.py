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
    "calendar.shorter": "Lịch nghỉ {path} phải giữ mọi ngày mà lịch đang dùng biết, từ {first} đến {last}; "
    "hãy thêm năm mới vào lịch cũ, không bỏ năm cũ",
    "date.beyond-calendar": "Lịch nghỉ chỉ biết từ ngày {first} đến ngày {last}, chưa biết ngày {date}; "
    "hãy dùng ngày trong lịch hoặc bản danbiet có lịch mới",
    "calendar.unknown": "Bản danbiet này chỉ có lịch nghỉ bản {carried}, không có bản {version}; "
    "hãy bỏ --calendar hoặc dùng bản danbiet khác",
    "data.malformed": "Tệp {file} không đọc được là TOML, từ dòng {line}; hãy sửa tệp hoặc lấy lại bản gốc",
    "data.field": "Tệp {file}, mục {row}, ô {field}: {problem}; hãy sửa ô ấy hoặc lấy lại bản gốc",
    "data.missing": "Bản danbiet này thiếu tệp {file}; hãy cài lại danbiet",
    "deadline.malformed": "“{rule}” không phải là một quy tắc thời hạn; hãy viết như “P5WD after issued”",
    "duration.malformed": "“{rule}” không phải là một thời gian phải giữ; hãy viết như “P30D posting”",
    "extension.malformed": "“{rule}” không phải là một lý do kéo dài hạn; hãy viết như “complex: total P45D”",
    "duty.unknown": "Danh mục không có nghĩa vụ “{duty}”; hãy xem lại mã trong trang nghĩa vụ",
    "office.exists": "Thư mục {path} đã có một quyển sổ; hãy chọn thư mục khác",
    "office.published": "Thư mục {path} là sổ đã công bố, không phải thư mục của văn phòng; "
    "hãy soạn và đưa vào sổ ở thư mục của văn phòng; ký thì ở máy nào cũng được",
    "office.missing": "Thư mục {path} chưa có sổ; hãy chọn đúng thư mục, mở sổ mới bằng danbiet open, "
    "hoặc nếu sổ đã mất thì dựng lại bằng danbiet restore với --from và --keys",
    "office.malformed": "Tệp {path} sai ở ô {field}; hãy sửa ô ấy hoặc lấy lại bản sao lưu",
    "office.layout": "Sổ ở {path} do bản danbiet mới hơn ghi (kiểu {layout}, bản này chỉ biết đến kiểu {known}); "
    "hãy cài bản danbiet mới hơn",
    "source.missing": "{path} không phải là thư mục, tệp zip hay địa chỉ mạng; hãy xem lại đường dẫn",
    "source.unreadable": "Máy không đọc được {path}; hãy xem lại quyền đọc hoặc chép lại tệp",
    "source.zip": "Tệp zip {path} bị hỏng hoặc không an toàn; hãy tải lại tệp",
    "source.network": "Không lấy được {path} từ mạng; hãy xem lại đường mạng rồi thử lại, hoặc kiểm bản chép trong máy",
    "act.malformed": "Tệp {path} không viết đúng mẫu của việc cần ghi, ô {field}; hãy sửa ô ấy",
    "attachment.content": "Tệp {path} không phải là tệp {suffix} như tên nó nói; hãy đổi đúng đuôi hoặc chọn tệp khác",
    "attachment.size": "Tệp {path} dài {size} byte, quá {limit} byte; hãy làm bản nhẹ hơn",
    "attachment.type": "Tên tệp {path} không dùng được; "
    "hãy đặt tên bằng chữ thường không dấu, số, gạch nối, đuôi là một trong: {known}",
    "desk.unfinished": "Bản nháp còn chỗ cần sửa; hãy mở bản nháp, sửa chỗ ấy rồi xem lại",
    "desk.port": "Cổng {port} đang có chương trình khác dùng; hãy đóng bàn ghi đang mở, hoặc chọn cổng khác: --port",
    "demo.foreign": "Thư mục {path} có tệp không phải của bản mẫu; hãy chọn thư mục trống",
    "fingerprint.malformed": "Vân tay “{path}” gõ chưa đủ hoặc có chữ lạ (8 nhóm, mỗi nhóm 4 chữ A–Z hay số 2–7); "
    "hãy gõ lại theo tờ giấy",
    "key.bounds": "Tệp khóa đòi máy làm quá sức hoặc quá ít để an toàn; hãy dùng đúng tệp khóa, hoặc máy có đủ bộ nhớ",
    "key.malformed": "Tệp khóa không viết đúng mẫu; hãy lấy lại bản sao của tệp khóa",
    "key.missing": "Không thấy tệp khóa; hãy xem lại đường dẫn",
    "key.name": "Tên khóa hoặc vai không dùng được; hãy đặt tên như huongson.example/chu-tich, vai như chu-tich: "
    "chữ thường không dấu, số, gạch nối",
    "key.passphrase": "Mật khẩu chưa đúng; hãy xem phím Caps Lock và bộ gõ tiếng Việt (Unikey) rồi gõ lại",
    "key.passphrase-differs": "Hai lần gõ không giống nhau nên chưa đổi gì; hãy làm lại",
    "key.passphrase-missing": "Chưa có mật khẩu cho {path}; hãy gõ trên máy hoặc đưa tệp bằng --passphrase-file",
    "key.passphrase-short": "Mật khẩu ngắn quá; hãy đặt dài hơn, ví dụ năm từ không liên quan nhau",
    "log.empty": "Chưa có gì để công bố hoặc xác nhận; hãy ghi tờ mở sổ rồi công bố",
    "opening.memory": "Tệp {path} là trí nhớ của một sổ khác: khóa sổ này đã ký một sổ; "
    "hãy đặt memory ở tệp chưa có, và lập khóa sổ mới cho sổ mới",
    "publish.place": "Thư mục công bố {path} chứa nơi của văn phòng ({held}), hoặc nằm trong đó; "
    "hãy chọn thư mục khác, còn trống",
    "publish.foreign": "Thư mục công bố {path} đang có tệp của việc khác, hoặc của sổ khác; chưa ghi gì vào đó; "
    "hãy chọn một thư mục trống",
    "opening.malformed": "Tệp {path} không viết đúng mẫu để mở sổ, ô {field}; hãy sửa ô ấy",
    "prove.invalid": "Sổ này không kiểm được là đúng nên không làm giấy chứng; hãy kiểm sổ bằng danbiet verify",
    "prove.unknown": "Sổ không có tờ hay hồ sơ ấy; hãy xem lại số tờ hoặc tên hồ sơ",
    "storage.damaged": "Tệp {path} bị hỏng hoặc là của quyển sổ khác; hãy lấy lại bản sao lưu",
    "storage.large": "Tệp {path} lớn quá 64 MB, không phải tệp cần ở đây; hãy chọn lại tệp",
    "storage.differs": "Ở {path} đã có một tệp khác cùng tên; hãy giữ cả hai và hỏi người trông máy",
    "storage.failed": "Máy không đọc hoặc ghi được {path}; hãy xem lại ổ đĩa và quyền ghi",
    "storage.full": "Ổ đĩa đã đầy nên chưa ghi được gì; hãy dọn chỗ rồi làm lại",
    "storage.locked": "Một cửa sổ danbiet khác đang dùng {path}; hãy đóng cửa sổ ấy rồi làm lại",
    "storage.missing": "Không thấy {path}; hãy xem lại đường dẫn",
    "storage.remote": "Sổ không được để ở {path} vì đó là ổ mạng hoặc thư mục đồng bộ; hãy để sổ trong ổ của máy này",
    "store.missing": "Kho của sổ {path} không còn ở đó; hãy dựng lại từ bản đã công bố bằng danbiet restore",
    "store.conflict": "Người khác vừa ghi vào hồ sơ này; hãy mở lại hồ sơ, xem tờ mới rồi lập lại",
    "store.damaged": "Kho của sổ bị hỏng; hãy ngừng ghi và lấy lại từ bản đã công bố bằng danbiet restore",
    "store.empty": "Sổ chưa có tờ nào; hãy mở sổ bằng danbiet open",
    "copy.behind": "Bản sổ ở nơi ký cũ hơn bản mà tờ đã thấy; hãy lấy bản công bố mới nhất rồi ký lại tờ này",
    "witness.late": "Chữ ký này xác nhận một lần chốt sổ cũ, nay không chờ chữ ký nữa; "
    "hãy để người giữ khóa ấy ký lần chốt mới nhất",
    "witness.future": "Dòng chữ ký của Ban ghi giờ ở tương lai: đồng hồ của máy Ban, hoặc của máy này, chạy sai; "
    "hãy chỉnh giờ cho đúng, rồi xin Ban ký lại",
    "witness.clock": "Đồng hồ máy chậm hơn lần xác nhận trước; hãy chỉnh giờ máy rồi làm lại",
    "witness.exists": "Ở {path} đã có khóa xác nhận; hãy chọn thư mục khác",
    "witness.fingerprint-missing": "Lần xác nhận đầu tiên cần vân tay của sổ; "
    "hãy thêm --fingerprint với vân tay trên tờ giấy của xã",
}
