(function () {
  "use strict";
  var now = new Date(Date.now() + 7 * 36e5), today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  function days(text) { return Math.round((Date.parse(text) - today) / 864e5); }
  document.querySelectorAll("[data-con]").forEach(function (at) {
    var left = days(at.getAttribute("data-con"));
    if (left < 0) { return; }
    at.textContent = left ? " (còn " + left + "\u00a0ngày)" : " (hôm nay)";
  });
  document.querySelectorAll("[data-moi]").forEach(function (at) {
    var old = -days(at.getAttribute("data-moi"));
    if (old < 15) { return; }
    at.textContent = "Tờ mới nhất ở đây đã " + old + "\u00a0ngày tuổi. Bản bà\u00a0con đang xem có thể là bản cũ.";
    at.hidden = false;
  });
})();
