/* Kelisim: pages that must open without a connection (notes on the way, the door) and what they need. Nothing else is kept. */
"use strict";

const KEPT = "kelisim-offline-1";
const PAGES = /\/workspace\/events\/[0-9a-f-]+\/(notes|check-in)\/$/;
const PARTS = /^\/static\/kelisim\//;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function keepOpenPages() {
  const store = await caches.open(KEPT);
  const pages = (await self.clients.matchAll()).map((client) => new URL(client.url)).filter((url) => PAGES.test(url.pathname));
  await Promise.all(pages.map((url) => fetch(url).then((answer) => keep(store, url.href, answer)).catch(() => {})));
}
self.addEventListener("message", (event) => { if (event.data === "keep") event.waitUntil(keepOpenPages()); });

async function keep(store, key, answer) {
  if (answer.ok && !answer.redirected) await store.put(key, answer.clone());
  return answer;
}

/* the network first; what was seen last while there is none */
async function page(request) {
  const store = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.redirected && answer.url.includes("/accounts/")) await caches.delete(KEPT);
    return await keep(store, request.url, answer);
  } catch (fault) {
    const kept = await store.match(request.url, { ignoreSearch: true });
    if (kept) return kept;
    throw fault;
  }
}

async function part(request) {
  const store = await caches.open(KEPT);
  try {
    return await keep(store, request.url, await fetch(request));
  } catch (fault) {
    const kept = await store.match(request.url);
    if (kept) return kept;
    throw fault;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.includes("/accounts/logout")) event.waitUntil(caches.delete(KEPT));
  if (event.request.mode === "navigate" && PAGES.test(url.pathname)) event.respondWith(page(event.request));
  else if (PARTS.test(url.pathname)) event.respondWith(part(event.request));
});
