// What of a page only a pointer reaches, and what does not show that the keyboard is on it. The marks of a drawing are
// left out: what they say and lead to stands beside it. Streamlit's own fields draw themselves later: see `tabbed`.

() => {
  const reached = "a[href], button, input, select, textarea, summary, label, [tabindex='0'], [role=option]";
  const shown = (each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const named = (each) => each.outerHTML.slice(0, 160);
  const found = [];
  for (const each of document.body.querySelectorAll("*")) {
    if (each.closest("svg, canvas, iframe") || !shown(each)) continue;
    const pointer = getComputedStyle(each).cursor === "pointer";
    if (pointer && !each.closest(reached) && !each.querySelector(reached)) found.push(`pointer only: ${named(each)}`);
    if (each.tabIndex > 0) found.push(`out of order: ${named(each)}`);
    if (!each.matches("a[href], summary, main, .rt-scroll") || each.tabIndex < 0) continue;
    document.activeElement?.blur();
    const before = looks(each);
    each.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== each) found.push(`takes no focus: ${named(each)}`);
    else if (looks(each) === before) found.push(`focus unseen: ${named(each)}`);
  }
  document.activeElement?.blur();
  return found;
}
