// Streamlit says some things in English only, such as "Skip to main content": each is put in the page's language
// as soon as it comes, before it is seen. `pairs` are what it says and what stands there instead; {1} is kept.
// A plan's own texts are never touched: not what stands in our blocks, among options, or in a drawing.

function inOwnWords(pairs) {
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
  const OURS = ".rt, [role=listbox]:not([data-empty]) [role=option], svg, textarea, style, script, noscript";
  const said = new Map();
  const shaped = [];
  for (const [from, to] of pairs) {
    if (from.includes("{1}")) {
      const [before, after] = from.split("{1}");
      shaped.push((text) =>
        text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after)
          ? to.replace("{1}", () => text.slice(before.length, text.length - after.length))
          : null,
      );
    } else said.set(from, to);
  }

  function inWords(text) {
    const bare = text?.trim();
    if (!bare) return null;
    if (said.has(bare)) return said.get(bare);
    for (const each of shaped) {
      const found = each(bare);
      if (found !== null) return found;
    }
    return null;
  }

  function mendText(node) {
    if (node.parentElement?.closest(OURS)) return;
    const found = inWords(node.data);
    if (found !== null && found !== node.data) node.data = found;
  }

  function mendNames(element) {
    if (element.closest(OURS)) return;
    for (const name of ATTRIBUTES) {
      const found = inWords(element.getAttribute(name));
      if (found !== null && found !== element.getAttribute(name)) element.setAttribute(name, found);
    }
  }

  function mend(node) {
    if (node.nodeType === Node.TEXT_NODE) mendText(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(OURS)) return;
    mendNames(node);
    const within = document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (each) =>
      each.nodeType === Node.ELEMENT_NODE && each.matches(OURS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    while (within.nextNode()) {
      const each = within.currentNode;
      if (each.nodeType === Node.TEXT_NODE) mendText(each);
      else mendNames(each);
    }
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(mend);
      else if (change.type === "attributes") mendNames(change.target);
      else mendText(change.target);
    }
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
}
