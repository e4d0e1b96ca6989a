// Keeps the aid on the phone. KEPT, above, names the pages and files, and changes whenever one of them does.
// Everything is fetched without cookies: what is kept is what a stranger would be shown.
"use strict";
const inside = (path) => KEPT.pages.includes(path) || KEPT.files.includes(path);

self.addEventListener("install", (event) => {
  const wanted = [...KEPT.pages, ...KEPT.files].map((path) => new Request(path, { credentials: "omit", cache: "reload" }));
  event.waitUntil(caches.open(KEPT.version).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("field-") && name !== KEPT.version;
  const drop = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(drop.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (inside(pathname)) {
    event.respondWith(caches.match(pathname).then((kept) => kept || fetch(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(KEPT.away)));
  }
});
