// Draw a signature. Without this script the typed name signs; with it, either does.
(() => {
  "use strict";
  const WIDE = 600, HIGH = 200, MOST = 5000;
  document.querySelectorAll("[data-sign]").forEach((box) => {
    const field = document.getElementById(box.dataset.sign);
    if (!field) return;
    const label = document.createElement("p");
    label.className = "kb-sign__label";
    label.id = `${field.id}_label`;
    label.textContent = box.dataset.draw;
    const sheet = document.createElement("canvas");
    sheet.className = "kb-sign__sheet";
    sheet.width = WIDE * 2;
    sheet.height = HIGH * 2;
    sheet.setAttribute("role", "img");
    sheet.setAttribute("aria-labelledby", label.id);
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "usa-button usa-button--unstyled kb-sign__clear";
    clear.textContent = box.dataset.clear;
    clear.hidden = true;
    const told = document.createElement("p");
    told.className = "usa-sr-only";
    told.setAttribute("role", "status");
    box.append(label, sheet, clear, told);

    const pen = sheet.getContext("2d");
    pen.scale(2, 2);
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#1d2b2e";
    let lines = [];
    let line = null;
    const kept = () => lines.reduce((sum, each) => sum + each.length, 0);
    const draw = () => {
      pen.clearRect(0, 0, WIDE, HIGH);
      lines.forEach((each) => {
        pen.beginPath();
        for (let i = 0; i < each.length; i += 2) pen.lineTo(each[i], each[i + 1]);
        pen.stroke();
      });
    };
    const keep = () => {
      field.value = lines.length ? JSON.stringify(lines) : "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      clear.hidden = !lines.length;
      told.textContent = lines.length ? box.dataset.drawn : "";
    };
    const at = (event) => {
      const place = sheet.getBoundingClientRect();
      const within = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
      return [
        within(((event.clientX - place.left) / place.width) * WIDE, WIDE),
        within(((event.clientY - place.top) / place.height) * HIGH, HIGH),
      ];
    };
    sheet.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary) return;
      event.preventDefault();
      sheet.setPointerCapture(event.pointerId);
      line = at(event);
      lines.push(line);
    });
    sheet.addEventListener("pointermove", (event) => {
      if (!line || !event.isPrimary || kept() >= MOST) return;
      const [x, y] = at(event);
      if (Math.abs(x - line.at(-2)) + Math.abs(y - line.at(-1)) < 3) return;
      line.push(x, y);
      draw();
    });
    const lift = () => {
      if (!line) return;
      lines = lines.filter((each) => each.length >= 4);
      line = null;
      draw();
      keep();
    };
    sheet.addEventListener("pointerup", lift);
    sheet.addEventListener("pointercancel", lift);
    clear.addEventListener("click", () => { lines = []; draw(); keep(); sheet.focus(); });
    if (field.value) {
      try { lines = JSON.parse(field.value); } catch { lines = []; }
      draw();
      clear.hidden = !lines.length;
    }
  });
})();
