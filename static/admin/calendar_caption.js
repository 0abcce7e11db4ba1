/* The calendar of a date field names its month as Chinese does: 2026年11月, not 11 月 2026. */
(() => {
  const calendar = window.CalendarNamespace;
  if (!calendar) return;
  const draw = calendar.draw;
  calendar.draw = function (month, year, id, ...rest) {
    draw.call(this, month, year, id, ...rest);
    document.getElementById(id).querySelector("caption").textContent = `${year}年${month}月`;
  };
})();
