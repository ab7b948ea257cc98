/* Kelisim: badges read at a door with a camera, by code everywhere; kept while there is no connection.
   A browser that reads no QR codes itself (those of iPhones) reads them with `qr/decode.js`. */
(() => {
  "use strict";

  const place = document.querySelector("[data-door]");
  if (!place || !window.indexedDB || !window.KelisimQueue) return;
  const form = place.querySelector("form[method=post]");
  const said = place.querySelector("[data-said]");
  const waits = place.querySelector("[data-waits]");
  const camera = place.querySelector("[data-camera]");
  const start = place.querySelector("[data-start]");
  const words = place.dataset;
  const PAUSE = 2500;
  const FRAME = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };
  const read = new Map();

  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const queue = window.KelisimQueue.create({ name: words.queue, address: location.pathname, token, told });
  window.KelisimQueue.keepPage(words.worker);

  function say(text, kind) {
    said.textContent = text;
    said.dataset.kind = kind;
  }

  function told(what, thing, answer) {
    if (what === "sent") say(answer.state === "again" ? `${answer.name}: ${words.again} ${answer.at}` : `${answer.name} ${words.in}${answer.company ? ` · ${answer.company}` : ""}`, answer.state);
    if (what === "refused") say(`${words.unknown}: ${thing.fields.badge.slice(-36)}. ${answer.words || ""}`, "unknown");
    if (what === "offline") say(words.kept, "kept");
    if (what === "signin") say(words.signin, "unknown");
    if (what === "count") { waits.hidden = !thing; waits.textContent = thing ? `${thing} ${words.waiting}` : ""; }
  }

  function take(badge, way) {
    const now = Date.now();
    const seen = read.get(badge) || 0;
    read.set(badge, now);
    if (now - seen < PAUSE) return; /* still the one that is held before the camera */
    queue.put({ badge, way, at: new Date().toISOString(), item: form.elements.item.value });
    if (navigator.vibrate) navigator.vibrate(60);
  }

  form.addEventListener("submit", (event) => {
    const badge = form.elements.badge.value.trim();
    if (!badge) return;
    event.preventDefault();
    take(badge, "code");
    form.elements.badge.value = "";
    form.elements.badge.focus();
  });

  /* fetched while there is a connection, through the worker that keeps it for when there is none */
  async function makeReader() {
    const own = "BarcodeDetector" in window ? await window.BarcodeDetector.getSupportedFormats().catch(() => []) : [];
    if (own.includes("qr_code")) return new window.BarcodeDetector({ formats: ["qr_code"] });
    if ("serviceWorker" in navigator) await Promise.race([navigator.serviceWorker.ready, new Promise((go) => setTimeout(go, PAUSE))]);
    const { BarcodeDetector } = await import(words.decoder);
    return new BarcodeDetector({ formats: ["qr_code"] });
  }
  let reader = null;
  const readerOf = () => (reader ||= makeReader().catch((fault) => { reader = null; throw fault; }));

  async function watch() {
    const video = camera.querySelector("video");
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: FRAME, audio: false });
    camera.hidden = false;
    start.hidden = true;
    await video.play();
    const eye = await readerOf();
    const look = async () => {
      try {
        if (!document.hidden) (await eye.detect(video)).forEach((found) => take(found.rawValue, "camera"));
      } catch { /* a frame that could not be read: the next one comes */ }
      setTimeout(look, 150);
    };
    look();
  }

  function stop() {
    const video = camera.querySelector("video");
    if (video.srcObject) video.srcObject.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
    camera.hidden = true;
    start.hidden = false;
  }

  if (navigator.mediaDevices) {
    start.hidden = false;
    readerOf().catch(() => {});
    start.addEventListener("click", () => watch().catch((fault) => {
      stop();
      say(fault.name === "NotAllowedError" ? words.forbidden : words.nocamera, "kept");
    }));
  } else {
    say(words.nocamera, "hint");
  }
})();
