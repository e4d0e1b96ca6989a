// Makes the pages quicker and kinder; every page works without it.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const inSpanish = (element) => element.closest("[lang]").lang === "es";

  // ── frame ──
  const menu = one(".kb-menu-button");
  if (menu) {
    menu.addEventListener("click", () => {
      const open = menu.getAttribute("aria-expanded") !== "true";
      menu.setAttribute("aria-expanded", String(open));
      one("#navigation").classList.toggle("is-open", open);
    });
  }
  const user = one(".kb-user");
  if (user) {
    document.addEventListener("click", (event) => { if (!user.contains(event.target)) user.open = false; });
    user.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && user.open) { user.open = false; one("summary", user).focus(); }
    });
  }

  // ── forms: the server's sentences instead of the browser's bubbles; the summary gets the focus ──
  const prepare = (root) => {
    all("form[method=post]", root).forEach((form) => { form.noValidate = true; });
    const summary = one("[data-focus]", root);
    if (summary) summary.focus();
    all("textarea[data-limit]", root).forEach((area) => {
      const hint = document.getElementById(`${area.id}_limit`);
      if (!hint || area.dataset.counted) return;
      area.dataset.counted = "yes";
      const limit = Number(area.dataset.limit);
      area.addEventListener("input", () => {
        const left = limit - area.value.length;
        hint.setAttribute("aria-live", left < 40 ? "polite" : "off");
        hint.textContent = inSpanish(hint)
          ? (left < 0 ? `Sobran ${-left} caracteres.` : `Quedan ${left} caracteres.`)
          : (left < 0 ? `${-left} characters too many.` : `${left} characters left.`);
      });
    });
  };
  prepare(document);
  document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401 || event.detail.xhr.status === 403) { location.reload(); return; }
    const box = document.createElement("p");
    box.className = "usa-alert usa-alert--error usa-alert--slim kb-trouble";
    box.textContent = inSpanish(one("#messages"))
      ? "No se pudo hacer. Vuelva a cargar la página e intente otra vez."
      : "That did not work. Load the page again and try once more.";
    one("#messages").replaceChildren(box);
  });

  // ── leave fast: blank first, then sign out and go ──
  const exit = one("[data-quick-exit]");
  if (exit) exit.addEventListener("submit", () => { document.title = " "; document.body.classList.add("kb-gone"); });

  // ── drafts: what was typed, without passwords, files and tokens ──
  const dialog = one("#session");
  const dirty = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest && event.target.closest("form[data-draft]");
    if (form) dirty.add(form);
  });
  document.addEventListener("submit", (event) => dirty.delete(event.target));
  const typed = (form) => {
    const data = new FormData();
    for (const [name, value] of new FormData(form)) {
      const input = form.elements[name];
      if (name !== "csrfmiddlewaretoken" && typeof value === "string" && input.type !== "password") data.append(name, value);
    }
    return data;
  };
  const send = (url, data) => fetch(url, {
    method: "POST", body: data, keepalive: true, credentials: "same-origin", headers: { "X-CSRFToken": dialog.dataset.token },
  });
  const keep = (data) => { data.set("path", location.pathname); return send(dialog.dataset.draft, data); };
  const save = () => {
    if (!dialog || !dialog.dataset.draft) return;
    all("form[data-draft]").filter((form) => dirty.has(form)).forEach((form) => {
      dirty.delete(form);
      keep(typed(form)).catch(() => dirty.add(form));
    });
  };

  const offer = one("#draft");
  if (offer) {
    const form = one("form[data-draft]");
    const away = () => { offer.remove(); keep(new FormData()); };
    one("[data-draft-dismiss]", offer).addEventListener("click", away);
    one("[data-draft-restore]", offer).addEventListener("click", () => {
      const body = JSON.parse(one("#draft-body").textContent);
      if (form) {
        Object.entries(body).forEach(([name, values]) => {
          const wanted = [].concat(values);
          all("input, select, textarea", form).filter((input) => input.name === name && input.type !== "hidden").forEach((input) => {
            if (input.type === "checkbox" || input.type === "radio") input.checked = wanted.includes(input.value);
            else if (input.multiple) Array.from(input.options).forEach((option) => { option.selected = wanted.includes(option.value); });
            else input.value = wanted[0];
          });
        });
        setTimeout(() => dirty.add(form));
        const first = one("input:not([type=hidden]), select, textarea", form);
        if (first) first.focus();
      }
      away();
    });
  }

  // ── the session's end: a warning two minutes before, the draft saved, then the sign-in page ──
  if (!dialog) return;
  const seconds = Number(dialog.dataset.seconds);
  const early = Math.min(120, seconds / 2);
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("kinbridge-session") : null;
  let ends;
  const renew = (tell) => {
    ends = Date.now() + seconds * 1000;
    if (dialog.open) dialog.close();
    if (tell && channel) channel.postMessage("renewed");
  };
  const finish = () => {
    document.body.classList.add("kb-gone");
    const out = one("#session-out");
    out.elements.next.value = `${dialog.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
    out.submit(); // saving a draft lengthened the session on the server: end it there too
  };
  const look = () => {
    const left = ends - Date.now();
    if (left <= 0) finish();
    else if (left <= early * 1000 && !dialog.open) { dialog.showModal(); save(); }
  };
  renew(true);
  setInterval(look, Math.min(5000, (seconds * 1000) / 10));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") { save(); } else look();
  });
  document.addEventListener("htmx:afterRequest", () => renew(true));
  if (channel) channel.onmessage = () => renew(false);
  one("[data-stay-button]", dialog).addEventListener("click", () => {
    const trouble = one("#session-trouble", dialog);
    send(dialog.dataset.stay, new FormData()).then((response) => {
      if (response.ok) { trouble.textContent = ""; renew(true); } else finish();
    }).catch(() => {
      trouble.textContent = inSpanish(trouble)
        ? "No hay conexión. Compruebe su red e intente otra vez."
        : "No connection. Check your network and try again.";
    });
  });
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); one("[data-stay-button]", dialog).click(); });
})();
