// What axe-core finds on the page that is open, without asking the same twice. Most of its time goes into contrast, which hangs
// on nothing but a look: the colour, size and weight of words and what lies beneath them; and into the frame around the main
// part, which is the same on all pages of a role. A look is asked once, a frame whose elements all were seen in one before not
// at all, and where the light alone changed, contrast alone.
([tags, judgedLooks, judgedFrame, isContrastAlone]) => {
  // Below the main part of a desk lies nothing but the ground: the gradient paints the rail beside it, and axe judges no words on one.
  for (const desk of document.querySelectorAll(".desk")) desk.style.backgroundImage = "none";

  const grounds = new Map();
  const ground = one => {
    if (!one) return "";
    if (!grounds.has(one)) {
      const own = getComputedStyle(one);
      const lies = [own.backgroundColor, own.backgroundImage, own.opacity, own.position, own.filter, own.mixBlendMode].join(" ");
      const below = ground(one.parentElement);
      grounds.set(one, lies === "rgba(0, 0, 0, 0) none 1 static none normal" ? below : `${below}/${lies}`);
    }
    return grounds.get(one);
  };
  const named = one => `${one.localName}.${one.getAttribute("class") ?? ""}`;
  const lookOf = one => {
    const own = getComputedStyle(one);
    const words = [own.color, own.fill, own.fontSize, own.fontWeight, own.textShadow];
    return [named(one), named(one.parentElement ?? one), ...words, ground(one)].join("|");
  };
  const hasWords = one => [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const looks = new Map(), asked = new Set(judgedLooks);
  for (const one of document.body.querySelectorAll("*")) {
    if (!one.matches("input, select, textarea") && !hasWords(one)) continue;
    const look = lookOf(one);
    if (asked.has(look)) continue;
    looks.set(one, look);
    one.setAttribute("data-axe-asks", "");
  }

  if (isContrastAlone && !looks.size) return { faults: [], looks: [], frame: [] };

  // An element of the frame as it stands in it: where it leads and what it holds differ from page to page.
  const outline = one => one.cloneNode(false).outerHTML.replace(/ (href|value|action|hx-headers|data-axe-asks)="[^"]*"/g, "") + hasWords(one);
  const main = document.querySelector("main");
  const frame = [...document.body.querySelectorAll("*")].filter(one => main && !one.contains(main) && !main.contains(one));
  const outlines = new Set(frame.map(one => `${innerWidth} ${outline(one.parentElement)} ${outline(one)}`));
  const known = new Set(judgedFrame);
  const isKnown = frame.length > 0 && [...outlines].every(one => known.has(one));
  for (const one of frame) if (isKnown && one.parentElement.contains(main)) one.setAttribute("data-axe-knows", "");

  axe.reset();
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-axe-asks]" }] });
  const raw = (results, _options, done) => done(results);
  const where = isKnown ? { exclude: [["[data-axe-knows]"]] } : document;
  const runOnly = isContrastAlone ? { type: "rule", values: ["color-contrast"] } : tags;
  return axe.run(where, { runOnly, reporter: raw }).then(results => {
    const faults = [], judged = new Set();
    for (const rule of results) {
      for (const { node } of rule.violations.slice(0, 1)) faults.push([rule.id, node.element.outerHTML.slice(0, 160)]);
      if (rule.id !== "color-contrast") continue;
      // What is hidden, disabled or lies over a picture was not judged: it is asked again where it is seen again.
      for (const { node, any } of rule.passes) if (any[0]?.data?.contrastRatio) judged.add(looks.get(node.element));
    }
    for (const one of document.querySelectorAll("[data-axe-asks], [data-axe-knows]")) {
      one.removeAttribute("data-axe-asks");
      one.removeAttribute("data-axe-knows");
    }
    return { faults, looks: [...judged], frame: faults.length || isKnown || isContrastAlone ? [] : [...outlines] };
  });
}
