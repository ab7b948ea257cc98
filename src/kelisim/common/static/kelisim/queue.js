/* Kelisim: what is written without a connection waits on this device and is sent later, each thing once.

   A thing that waits has a key; the server knows by it what it has already. Nothing leaves the queue before the server
   has said that it has it, or that it will never take it. */
window.KelisimQueue = (() => {
  "use strict";

  const STORE = "waiting";
  const SOON = 4000;
  const LATER = 20000;
  const PATIENCE = 30000;

  function opened() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("kelisim", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" }).createIndex("queue", "queue");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  async function inStore(mode, act) {
    const base = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const work = base.transaction(STORE, mode, { durability: "strict" });
        const asked = act(work.objectStore(STORE));
        work.oncomplete = () => resolve(asked && asked.result);
        work.onerror = work.onabort = () => reject(work.error);
      });
    } finally {
      base.close();
    }
  }

  function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /* told: called with ("sent" | "refused" | "signin" | "offline", thing, answer) and ("count", number) */
  function create({ name, address, token, told }) {
    let isSending = false;
    let timer = 0;

    const waiting = () => inStore("readonly", (store) => store.index("queue").getAll(name));

    async function tellCount() {
      told("count", (await waiting()).length);
    }

    async function put(fields) {
      const thing = { key: newKey(), queue: name, fields, since: new Date().toISOString() };
      await inStore("readwrite", (store) => store.put(thing));
      await tellCount();
      send();
      return thing;
    }

    function bodyOf(thing) {
      const body = new FormData();
      Object.entries(thing.fields).forEach(([field, value]) => { if (value !== null && value !== undefined) body.append(field, value); });
      body.set("key", thing.key);
      body.set("csrfmiddlewaretoken", token());
      return body;
    }

    async function sendOne(thing) {
      const patience = new AbortController();
      const clock = setTimeout(() => patience.abort(), PATIENCE);
      let answer;
      try {
        answer = await fetch(address, { method: "POST", body: bodyOf(thing), headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "manual", signal: patience.signal });
      } catch {
        return "offline";
      } finally {
        clearTimeout(clock);
      }
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "signin";
      if (answer.status >= 500 || answer.status === 429) return "offline";
      const words = await answer.json().catch(() => null);
      if (words === null) return "offline";
      await inStore("readwrite", (store) => store.delete(thing.key));
      told(answer.ok ? "sent" : "refused", thing, words);
      return "ok";
    }

    async function send() {
      if (isSending) return;
      isSending = true;
      clearTimeout(timer);
      let state = "ok";
      try {
        for (const thing of await waiting()) {
          state = await sendOne(thing);
          if (state !== "ok") break;
        }
        const left = (await waiting()).length;
        told("count", left);
        if (state !== "ok") told(state);
        if (left) timer = setTimeout(send, state === "ok" ? 0 : state === "offline" ? SOON : LATER);
      } finally {
        isSending = false;
      }
    }

    window.addEventListener("online", send);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
    tellCount().then(send);
    return { put, send, waiting };
  }

  /* the page itself must open without a connection */
  function keepPage(worker) {
    if (worker && "serviceWorker" in navigator) {
      navigator.serviceWorker.register(worker).then(() => navigator.serviceWorker.ready).then((one) => one.active.postMessage("keep")).catch(() => {});
    }
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  }

  return { create, keepPage };
})();
