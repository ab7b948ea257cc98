/* Kelisim: the few things that pages do beyond HTML. Every page works without this file. */
(() => {
  "use strict";

  const root = document.documentElement;

  /* light, dark or as the device; kept in a cookie, so that the next page comes right at once */
  function setUpTheme(label) {
    const select = label.querySelector("select");
    label.hidden = false;
    select.addEventListener("change", () => {
      const chosen = select.value;
      if (chosen) root.dataset.theme = chosen; else delete root.dataset.theme;
      const age = chosen ? 31536000 : 0;
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `theme=${chosen}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
      document.querySelectorAll("[data-theme-switch] select").forEach((other) => { other.value = chosen; });
    });
  }

  /* one key for one button: data-key="a"; not while somebody types, nor with Ctrl, Alt or Meta */
  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) && !/^(checkbox|radio|button|submit)$/.test(target.type);
  }

  function byKey(key) {
    return [...document.querySelectorAll(`[data-key="${CSS.escape(key.toLowerCase())}"]`)].find((one) => one.checkVisibility() && !one.disabled);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
    if (document.querySelector(":popover-open")) return;
    const found = byKey(event.key);
    if (!found) return;
    event.preventDefault();
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(found.tagName) && !/^(checkbox|radio)$/.test(found.type)) found.focus(); else found.click();
  });

  /* a refused form: the summary takes the focus, closed languages with a fault open */
  function showFaults(part) {
    part.querySelectorAll("[data-open-if-invalid]").forEach((details) => {
      if (details.querySelector('[aria-invalid="true"]')) details.open = true;
    });
    part.querySelector("[data-focus-me]")?.focus();
  }

  /* a link from the summary leads into the field, also where that is in a closed part */
  document.addEventListener("click", (event) => {
    const link = event.target.closest('.summary-error a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    field.closest("details")?.setAttribute("open", "");
    field.focus();
  });

  /* filters act at once; the button stays for those without this file */
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-filter]");
    if (form && /^(SELECT)$/.test(event.target.tagName)) form.requestSubmit();
  });

  /* one box for all rows of a table */
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-check-all]")) return;
    event.target.closest("table").querySelectorAll('tbody input[type="checkbox"]').forEach((box) => { box.checked = event.target.checked; });
  });

  /* the card of a figure: opens on hover and focus, the link itself leads on */
  function cardOf(link) {
    return link && document.getElementById(link.dataset.card);
  }
  let waiting = 0;
  function openCard(event) {
    const link = event.target.closest?.("a[data-card]");
    const card = cardOf(link);
    if (!card) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => card.matches(":popover-open") || card.showPopover({ source: link }), 250);
  }
  function closeCard(event) {
    const card = cardOf(event.target.closest?.("a[data-card]"));
    if (!card) return;
    clearTimeout(waiting);
    setTimeout(() => { if (card.matches(":popover-open") && !card.matches(":hover")) card.hidePopover(); }, 200);
  }
  document.addEventListener("pointerover", openCard);
  document.addEventListener("focusin", openCard);
  document.addEventListener("pointerout", closeCard);
  document.addEventListener("focusout", closeCard);

  /* what opened falls shut: menus close on Escape and on a click beside them */
  const floating = "details.drop[open], details.masthead__more[open]";
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(floating).forEach((one) => { one.open = false; one.querySelector("summary").focus(); });
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll(floating).forEach((one) => { if (!one.contains(event.target)) one.open = false; });
  });

  /* leaving a form with unsaved words asks first */
  let isChanged = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-keep]")) isChanged = true; });
  document.addEventListener("submit", () => { isChanged = false; });
  window.addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });

  /* nobody saves twice by a double click */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });

  /* a long list of boxes is narrowed by what is typed above it; Tab stops at it once, arrows lead through it */
  function setUpNarrowing(list) {
    const words = list.querySelector('input[type="search"]');
    const lines = [...list.querySelectorAll("li")];
    const boxes = () => lines.filter((line) => !line.hidden).map((line) => line.querySelector("input"));
    const stopAt = (box) => lines.forEach((line) => { const other = line.querySelector("input"); other.tabIndex = other === box ? 0 : -1; });
    stopAt(boxes()[0]);
    words.hidden = false;
    words.addEventListener("input", (event) => {
      event.stopPropagation();
      const wanted = words.value.trim().toLocaleLowerCase();
      lines.forEach((line) => { line.hidden = !line.textContent.toLocaleLowerCase().includes(wanted); });
      stopAt(boxes()[0]);
    });
    words.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    list.addEventListener("focusin", (event) => { if (event.target.type === "checkbox") stopAt(event.target); });
    list.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (!step || event.target.type !== "checkbox") return;
      event.preventDefault();
      const shown = boxes();
      shown[(shown.indexOf(event.target) + step + shown.length) % shown.length].focus();
    });
  }

  /* a table that fits is no box that scrolls: so its head stays in sight while the page moves */
  const fitting = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    target.classList.toggle("scroll--fits", target.firstElementChild.offsetWidth <= target.clientWidth);
  }));

  function setUp(part) {
    part.querySelectorAll(".scroll:has(> .table)").forEach((box) => fitting.observe(box));
    part.querySelectorAll("[data-narrow]").forEach(setUpNarrowing);
    part.querySelectorAll("[data-theme-switch]").forEach(setUpTheme);
    showFaults(part);
  }
  /* after a swap the focus stands where it stood; where that is gone, at the page's contents and not before its menu */
  document.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement === document.body) document.getElementById("main")?.focus({ preventScroll: true });
  });

  setUp(document);
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) setUp(event.target); });
})();
