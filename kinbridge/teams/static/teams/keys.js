// Arrow keys, and Page Up and Page Down as a presenter sends them, turn the list. Every page works without it.
(() => {
  "use strict";
  const links = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };
  const onScreen = document.querySelector(".kb-screen") !== null;
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("input, select, textarea, summary, dialog")) return;
    if (event.key.startsWith("Page") && !onScreen) return;
    const way = links[event.key];
    const link = way && document.querySelector(`.kb-pager a[rel=${way}], .kb-pager [data-turns=${way}]`);
    if (link) { event.preventDefault(); link.click(); }
  });

  // the time box: how long the room has been at this family, said quietly and never as a countdown
  const box = document.querySelector("[data-begun]");
  if (!box) return;
  const words = box.textContent;
  const tick = () => {
    const spent = Math.floor((Date.now() - Date.parse(box.dataset.begun)) / 60000);
    box.textContent = spent < 1 ? words : `${spent} of ${words}`;
    box.classList.toggle("is-over", spent > Number(box.dataset.minutes));
  };
  tick();
  setInterval(tick, 15000);
})();
