/* The grid of a timetable: a meeting is dragged, or picked up with M and led by arrows; what clashes is shown before it is
   put down. The move itself is a plain form; each meeting's own page does the same without this file. */
(() => {
  "use strict";

  const grid = document.querySelector("[data-grid]");
  const form = document.querySelector("[data-grid-form]");
  const say = document.querySelector("[data-grid-say]");
  if (!grid || !form) return;

  const words = grid.dataset;
  const rows = [...grid.querySelectorAll("tr[data-slot]")];
  const heads = [...grid.querySelectorAll("thead th")].slice(1);
  let picked = null; /* { link, cell, clashes, target, wanted }: wanted is where it was put before its clashes were known */

  const tables = () => rows[0].querySelectorAll("td:not(.tt__stands)").length;
  const cellsOf = (row) => [...row.querySelectorAll("td")];
  const slotOf = (cell) => cell.closest("tr").dataset.slot;
  const tableOf = (cell) => {
    const place = cellsOf(cell.closest("tr")).indexOf(cell);
    return place < tables() ? heads[place].textContent.match(/\d+/)?.[0] ?? "" : "";
  };

  /* what is in the way of a place, in words; nothing where the meeting can stand there */
  function clashesAt(cell) {
    const found = [...(picked.clashes?.[slotOf(cell)] ?? [])];
    if (cell.classList.contains("off")) found.push(words.closed);
    else if (cell !== picked.cell && !cell.classList.contains("tt__stands") && cell.querySelector("a")) found.push(words.taken);
    return found;
  }

  function tell(text) { say.textContent = text; }

  function mark(cell) {
    picked.target?.classList.remove("tt__target", "tt__target--bad");
    picked.target = cell;
    const found = clashesAt(cell);
    cell.classList.add("tt__target");
    if (found.length) cell.classList.add("tt__target--bad");
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    const time = cell.closest("tr").querySelector("th").textContent.trim();
    const head = heads[cellsOf(cell.closest("tr")).indexOf(cell)].innerText.replace(/\s+/g, " ").trim();
    tell(`${time}, ${head}: ${found.join(" ") || (picked.clashes ? words.free : "…")}`);
  }

  function shade() {
    rows.forEach((row) => {
      const found = picked.clashes[row.dataset.slot] ?? [];
      row.classList.toggle("tt__clash", found.length > 0);
      row.classList.toggle("tt__open", found.length === 0);
      row.title = found.join(" ");
    });
  }

  async function pick(link) {
    letGo();
    const cell = link.closest("td");
    picked = { link, cell, clashes: null, target: null };
    link.closest("td").classList.add("tt__picked");
    tell(words.here);
    const mine = picked;
    const answer = await fetch(`${link.getAttribute("href")}clashes/`, { headers: { Accept: "application/json" } });
    if (picked !== mine || !answer.ok) return;
    picked.clashes = (await answer.json()).slots;
    shade();
    if (picked.wanted) put(picked.wanted);
    else if (picked.target) mark(picked.target);
  }

  function letGo() {
    if (!picked) return;
    picked.cell.classList.remove("tt__picked");
    picked.target?.classList.remove("tt__target", "tt__target--bad");
    rows.forEach((row) => { row.classList.remove("tt__clash", "tt__open"); row.removeAttribute("title"); });
    picked = null;
    tell("");
  }

  function put(cell) {
    if (cell === picked.cell) { letGo(); return; }
    if (!picked.clashes) picked.wanted = cell;
    if (!picked.clashes || clashesAt(cell).length) { mark(cell); return; }
    form.action = picked.link.getAttribute("href");
    form.elements.slot.value = slotOf(cell);
    form.elements.table.value = tableOf(cell);
    tell(words.dropped);
    form.requestSubmit();
  }

  function step(event) {
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const move = moves[event.key];
    if (!move) return false;
    const from = picked.target ?? picked.cell;
    const row = rows.indexOf(from.closest("tr"));
    const column = cellsOf(from.closest("tr")).indexOf(from);
    const next = rows[Math.min(rows.length - 1, Math.max(0, row + move[0]))];
    const cells = cellsOf(next);
    mark(cells[Math.min(cells.length - 1, Math.max(0, column + move[1]))]);
    return true;
  }

  grid.querySelectorAll("td a").forEach((link) => { link.draggable = true; });

  grid.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const link = event.target.closest("td a");
    if (!picked && link && event.key.toLowerCase() === "m") { event.preventDefault(); pick(link); return; }
    if (!picked) return;
    if (step(event)) event.preventDefault();
    else if (event.key === "Escape") { event.preventDefault(); letGo(); }
    else if (event.key === "Enter" && picked.target) { event.preventDefault(); put(picked.target); }
  });

  grid.addEventListener("dragstart", (event) => {
    const link = event.target.closest?.("td a");
    if (!link) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", link.textContent.trim());
    pick(link);
  });
  grid.addEventListener("dragover", (event) => {
    const cell = event.target.closest?.("tr[data-slot] td");
    if (!picked || !cell) return;
    if (picked.target !== cell) mark(cell);
    if (!clashesAt(cell).length) { event.preventDefault(); event.dataTransfer.dropEffect = "move"; }
  });
  grid.addEventListener("drop", (event) => {
    const cell = event.target.closest?.("tr[data-slot] td");
    if (!picked || !cell) return;
    event.preventDefault();
    put(cell);
  });
  grid.addEventListener("dragend", () => { if (picked && !picked.wanted && say.textContent !== words.dropped) letGo(); });
})();
