// The aid on a phone: keeps its pages, notes the time of a tap, keeps the log while there is no network, and sends it after.
// Every page reads without it. Nothing leaves the phone but to this site, and only for whoever is signed in.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const at = document.body.dataset;
  const RECENT = 3 * 3600 * 1000;

  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(at.worker, { scope: at.home }).catch(() => {});
    const kept = () => {
      if (!navigator.serviceWorker.controller) return;
      document.documentElement.dataset.kept = "yes";
      const network = one("[data-network]");
      if (network) network.textContent = "Every step is on this phone: it works without a network.";
    };
    kept();
    navigator.serviceWorker.addEventListener("controllerchange", kept);
  }

  // ── what is kept on this phone: logs, debriefs, and a few settings ──
  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("kinbridge-field", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("logs", { keyPath: "key" });
      asked.result.createObjectStore("debriefs", { keyPath: "key" });
      asked.result.createObjectStore("settings");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const ask = async (store, mode, act) => {
    const database = await opened;
    return new Promise((resolve, reject) => {
      const asked = act(database.transaction(store, mode).objectStore(store));
      asked.transaction.oncomplete = () => resolve(asked.result);
      asked.transaction.onabort = () => reject(asked.error);
    });
  };
  const get = (store, key) => ask(store, "readonly", (it) => it.get(key));
  const all = (store) => ask(store, "readonly", (it) => it.getAll());
  const put = (store, value, key) => ask(store, "readwrite", (it) => it.put(value, key));
  const drop = (store, key) => ask(store, "readwrite", (it) => it.delete(key));
  const clear = (store) => ask(store, "readwrite", (it) => it.clear());

  // ── times ──
  const two = (number) => String(number).padStart(2, "0");
  const clock = (day) => `${two(day.getHours())}:${two(day.getMinutes())}`;
  const minute = (day) => `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T${clock(day)}`;

  // ── one incident ──
  const begin = async () => {
    const log = {
      key: crypto.randomUUID(), body: { happened_at: minute(new Date()), kind: "use" }, sent: null, base: "", pending: null,
      began: Date.now(), written: new Date().toISOString(), account: (await get("settings", "account")) || "", finished: false,
    };
    await put("logs", log);
    await put("settings", log.key, "current");
    return log;
  };
  const current = async () => {
    const key = await get("settings", "current");
    const log = key && (await get("logs", key));
    return log && !log.finished ? log : null;
  };
  const changed = (log) => JSON.stringify(log.body) !== JSON.stringify(log.sent);
  const write = async (key, body) => {
    const log = await get("logs", key);
    if (log) await put("logs", { ...log, body, written: new Date().toISOString() });
  };

  // A tap on a step: its moment goes into the log, the first of its kind only, and then the step leads on.
  const mark = async (name) => {
    const log = (await current()) || (await begin());
    if (name === "found") log.found = Date.now();
    const doses = { dose1: 1, dose2: 2 }[name];
    if (doses) log.body.doses = String(Math.max(doses, Number(log.body.doses || 0)));
    if (!log.body[name]) log.body[name] = clock(new Date());
    if (log.body.kind === "use") log.body.kind = "overdose";
    log.written = new Date().toISOString();
    await put("logs", log);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-mark]");
    if (!link) return;
    event.preventDefault();
    mark(link.dataset.mark).catch(() => {}).finally(() => { location.href = link.href; });
  });

  const since = one("[data-since]");
  const count = async () => {
    const log = await current();
    if (!since || !log || !log.found || Date.now() - log.found > RECENT) return;
    since.hidden = false;
    since.textContent = `${Math.floor((Date.now() - log.found) / 60000)} min`;
  };

  // ── sending ──
  const status = one("[data-sync-status]") || one("[data-log-status]") || one("[data-after-status]");
  const say = (words, link) => {
    if (!status) return;
    status.textContent = words;
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = link.href;
    anchor.textContent = link.words;
    status.append(" ", anchor);
  };
  const post = async (address, fields, token) => {
    const answer = await fetch(address, {
      method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": token }, body: new URLSearchParams(fields),
    });
    const json = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
    return { ok: answer.ok, ...json };
  };

  // What was under way when the network went is sent again under the same name, so that the site keeps it once.
  const send = async (log, token) => {
    while (log.pending || changed(log)) {
      if (!log.pending) {
        log.pending = { save: crypto.randomUUID(), base: log.base, body: { ...log.body }, written: log.written };
        await put("logs", { ...(await get("logs", log.key)), pending: log.pending });
      }
      const { save, base, body, written } = log.pending;
      const answer = await post(at.sync, { ...body, incident: log.key, save, base, written_at: written }, token);
      if (!answer.ok) {
        await put("logs", { ...(await get("logs", log.key)), pending: null });
        return answer;
      }
      const newest = await get("logs", log.key);
      if (!newest) return answer;
      Object.assign(log, newest, { base: answer.version, sent: body, pending: null });
      await put("logs", log);
      if (answer.standing === "waiting") log.finished = true; // both are on the site now; the choice is made there
    }
    if (log.finished) await drop("logs", log.key);
    return { ok: true };
  };

  const anything = async () => (await all("logs")).length > 0 || (await all("debriefs")).length > 0;
  const away = "No network. What you typed is kept on this phone, and sent when there is one.";
  let sending = false;
  let asked = null; // someone pressed while something was on its way
  let done = ""; // when something last went out from this page; a look that finds nothing new does not unsay it
  const sync = async (byHand) => {
    if (sending) { asked = asked || byHand; return; }
    if (!navigator.onLine) {
      if (await anything()) say(away);
      await show();
      return;
    }
    sending = true;
    try {
      const answer = await fetch(at.sync, { credentials: "same-origin", headers: { Accept: "application/json" } });
      await deliver(await answer.json(), byHand);
    } catch {
      say(navigator.onLine ? "That did not go through. What you typed is safe on this phone." : away);
    }
    sending = false;
    await show();
    if (asked !== null) {
      const hand = asked;
      asked = null;
      await sync(hand);
    }
  };
  const deliver = async (door, byHand) => {
    const logs = (await all("logs")).filter((log) => log.pending || changed(log) || log.finished);
    const debriefs = await all("debriefs");
    if (!door.signed_in) {
      if (logs.length || debriefs.length) say("Sign in to send what you typed.", { href: door.sign_in, words: "Sign in" });
      return;
    }
    await put("settings", door.account, "account");
    let trouble = "";
    let sent = 0;
    for (const log of logs) {
      const own = log.account === door.account;
      if (log.account && !own) trouble = "Something was typed under another account. Sign in with that one to send it.";
      else if (!own && !byHand) trouble = `Press “Send now” to send as ${door.name}.`;
      else {
        const answer = await send(log, door.token);
        if (answer.ok) sent += 1;
        else trouble = answer.fields ? `Not sent. Look at: ${Object.keys(answer.fields).join(", ")}.` : "Not sent. Try again.";
      }
    }
    for (const { key, account, ...said } of debriefs) {
      if (account && account !== door.account) continue;
      const answer = await post(at.syncDebrief, { key, ...said }, door.token);
      if (answer.ok) { await drop("debriefs", key); sent += 1; }
    }
    const { undecided } = sent ? await (await fetch(at.sync, { credentials: "same-origin" })).json() : door;
    if (sent) done = `Sent at ${clock(new Date())}. `;
    if (undecided.length) {
      say(`${done}One report was written twice, apart. Both are kept.`, { href: undecided[0], words: "Choose between them" });
    } else if (done || trouble) say(done + trouble);
  };

  // ── the first page: what is on this phone ──
  const show = async () => {
    const list = one("[data-logs]");
    if (!list) return;
    const logs = await all("logs");
    list.replaceChildren(...logs.map((log) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `${at.log}#${log.key}`;
      const state = changed(log) || log.pending ? "not sent yet" : "sent, still open here";
      link.textContent = `Begun ${log.body.happened_at.replace("T", " ")}: ${state}`;
      item.append(link);
      return item;
    }));
    const any = await anything();
    one("[data-send]").hidden = !any;
    one("[data-wipe]").hidden = !any;
  };
  const sender = one("[data-send]");
  if (sender) sender.addEventListener("click", () => sync(true));
  const wiper = one("[data-wipe]");
  if (wiper) {
    wiper.addEventListener("click", async () => {
      if (wiper.dataset.sure) {
        await Promise.all([clear("logs"), clear("debriefs"), drop("settings", "current")]);
        delete wiper.dataset.sure;
        wiper.textContent = "Wipe what I typed from this phone";
        say("Wiped. Nothing that you typed is on this phone.");
        await show();
      } else {
        wiper.dataset.sure = "yes";
        wiper.textContent = "Wipe for good? What was not sent is lost. Press again.";
      }
    });
  }

  // ── the supervisor's number ──
  const number = one("[data-supervisor-form]");
  const supervisor = async () => {
    const known = await get("settings", "supervisor");
    if (!known) return;
    document.querySelectorAll("[data-supervisor]").forEach((link) => { link.href = `tel:${known}`; });
    if (number) number.elements.number.value = known;
  };
  if (number) {
    number.addEventListener("submit", async (event) => {
      event.preventDefault();
      await put("settings", number.elements.number.value.replace(/[^\d+]/g, ""), "supervisor");
      await supervisor();
      say("Kept on this phone.");
    });
  }

  // ── the log ──
  const form = one("[data-log-form]");
  const fill = async () => {
    const key = location.hash.slice(1);
    const log = (key && (await get("logs", key))) || (await current());
    const body = log ? log.body : { happened_at: minute(new Date()), kind: "use" };
    form.dataset.key = log ? log.key : "";
    for (const input of form.elements) if (input.name) input.value = body[input.name] || "";
    const times = one("[data-times]", form);
    if (times) times.open = Boolean(body.found || body.dose1);
    say("Kept on this phone as you type.");
  };
  if (form) {
    const typed = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    const kept = async () => {
      const body = typed();
      if (!form.dataset.key) form.dataset.key = (await begin()).key; // a page that was only looked at leaves nothing
      await write(form.dataset.key, body);
    };
    form.addEventListener("input", () => {
      kept().then(() => say(`Kept on this phone at ${clock(new Date())}. Not sent yet.`));
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const long = [...form.elements].find((input) => input.dataset && Number(input.dataset.limit) < input.value.length);
      const wrong = !form.elements.happened_at.value ? "Say when it began." : long ? "Too long: shorten the text." : "";
      one("[data-log-trouble]").textContent = wrong;
      if (wrong) { (long || form.elements.happened_at).focus(); return; }
      await kept();
      const key = form.dataset.key;
      await put("logs", { ...(await get("logs", key)), finished: true });
      await sync(true);
      const left = await get("logs", key);
      if (!left) { form.hidden = true; form.reset(); }
    });
  }

  // ── and you? ──
  const after = one("[data-after-form]");
  if (after) {
    after.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { how, words } = after.elements;
      one("[data-after-trouble]").textContent = how.value ? "" : "Choose one: how are you now?";
      if (!how.value) return;
      const said = { how: how.value, words: words.value, ...(after.elements.call_me.checked ? { call_me: "on" } : {}) };
      await put("debriefs", { key: crypto.randomUUID(), account: (await get("settings", "account")) || "", ...said });
      after.reset();
      await sync(true);
    });
  }

  // ── read aloud: where the phone has a voice ──
  const lines = one(".f-lines");
  if (lines && "speechSynthesis" in window) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "f-button f-button--plain";
    button.textContent = "Read aloud";
    button.addEventListener("click", () => {
      speechSynthesis.cancel();
      speechSynthesis.speak(new SpeechSynthesisUtterance(`${one("h1").textContent}. ${lines.textContent}`));
    });
    (one(".f-ways") || lines).after(button);
  }

  window.addEventListener("online", () => sync(false));
  const first = form ? fill() : Promise.resolve();
  first.then(supervisor).then(count).then(show).then(() => sync(false));
  setInterval(count, 20000);
})();
