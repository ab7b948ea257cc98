/* Kelisim: badges read at a door, with the camera where the browser can, by code everywhere; kept while there is no connection. */
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
    if (now - (read.get(badge) || 0) < PAUSE) return;
    read.set(badge, now);
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

  async function watch() {
    const video = camera.querySelector("video");
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    await video.play();
    camera.hidden = false;
    start.hidden = true;
    const reader = new window.BarcodeDetector({ formats: ["qr_code"] });
    const look = async () => {
      try {
        (await reader.detect(video)).forEach((found) => take(found.rawValue, "camera"));
      } catch { /* a frame that could not be read: the next one comes */ }
      setTimeout(look, 150);
    };
    look();
  }

  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    start.hidden = false;
    start.addEventListener("click", () => watch().catch(() => say(words.nocamera, "kept")));
  } else {
    say(words.nocamera, "hint");
  }
})();
