/* Names the month of a date field's calendar as Chinese does: 2026年11月, not 11 月 2026. */

const calendar = window.CalendarNamespace;
if (calendar) {
  const { draw } = calendar;
  calendar.draw = (month, year, id, ...rest) => {
    draw.call(calendar, month, year, id, ...rest);
    document.getElementById(id).querySelector("caption").textContent = `${year}年${month}月`;
  };
}
