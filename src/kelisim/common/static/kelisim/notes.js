/* Kelisim: notes and photographs on the way. Without this file the form is sent as any other. */
(() => {
  "use strict";

  const place = document.querySelector("[data-notes]");
  if (!place || !window.indexedDB || !window.KelisimQueue) return;
  const form = place.querySelector("form");
  const said = place.querySelector("[data-said]");
  const list = place.querySelector("[data-waits]");
  const words = place.dataset;

  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const say = (text) => { said.textContent = text; };

  const queue = window.KelisimQueue.create({ name: words.queue, address: location.pathname, token, told });
  window.KelisimQueue.keepPage(words.worker);

  function told(what, thing, answer) {
    if (what === "sent") say(words.sent);
    if (what === "offline") say(words.kept);
    if (what === "signin") say(words.signin);
    if (what === "refused") {
      say(`${words.refused} ${(answer.faults || []).join(" ")} ${thing.fields.text || ""}`);
      if (!form.elements.text.value) form.elements.text.value = thing.fields.text || "";
    }
    if (what === "count") showWaiting();
  }

  async function showWaiting() {
    const things = queue ? await queue.waiting() : [];
    list.replaceChildren(...things.map((thing) => {
      const line = document.createElement("li");
      const time = new Date(thing.since).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      line.textContent = `${time} · ${thing.fields.text || ""}${thing.fields.photo ? ` · ${thing.fields.photo.name}` : ""} · ${words.waiting}`;
      return line;
    }));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = form.elements;
    const photo = fields.photo.files[0] || null;
    if (!fields.text.value.trim() && !photo) { say(words.empty); fields.text.focus(); return; }
    try {
      await queue.put({
        text: fields.text.value, item: fields.item.value, is_public: fields.is_public.checked ? "on" : null,
        photo, written_at: new Date().toISOString(),
      });
    } catch {
      say(words.full);
      return;
    }
    form.reset();
    delete form.dataset.sent;
    if (!navigator.onLine) say(words.kept);
  });
})();
