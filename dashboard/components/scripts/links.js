// Two things that every page needs and Streamlit's own page does not do:
// a link to another view of the dashboard is followed within the visit, without loading the page anew;
// what is open in the goal tree goes into the address, and is opened again from there.

const WAIT = 300; // milliseconds without a click before the address is told to the server
const GIVE_UP = 5000;
const OPEN = "oppna";
let pages = [];
let waiting = 0;
let focusNext = null;
const known = new WeakSet();

function tell() {
  window.dispatchEvent(new PopStateEvent("popstate"));
}

// a link in a drawing has its address elsewhere
const target = (link) => new URL(link.href.baseVal ?? link.href, document.baseURI);

function within(link) {
  const there = target(link);
  const folder = (path) => path.slice(0, path.lastIndexOf("/") + 1);
  const last = there.pathname.slice(there.pathname.lastIndexOf("/") + 1);
  return there.origin === location.origin && folder(there.pathname) === folder(location.pathname) && pages.includes(last);
}

// how far a wide table is scrolled within its own box
const box = (element) => element.closest(".rt-scroll");
const scrolled = (element) => box(element) && [box(element).scrollLeft, box(element).scrollTop];

function follow(event, link) {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  // another language is another document
  if (!plain || link.getAttribute("target") || link.hasAttribute("download") || link.hreflang || !within(link)) return;
  event.preventDefault();
  const there = target(link);
  const samePage = there.pathname === location.pathname;
  const place = link.closest("[data-node]");
  history.pushState(null, "", there);
  focusNext = { until: Date.now() + GIVE_UP, old: document.querySelector(".rt h1"), samePage, from: link, node: place?.dataset.node, href: link.getAttribute("href"), scrolled: scrolled(link) };
  if (!samePage) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  tell();
}

// After a link was followed, the keyboard goes on from the new page's heading, or from the same place in the tree,
// or from the same link where it is still there.
function focus() {
  if (!focusNext) return;
  const active = document.activeElement;
  if (active === focusNext.from) return; // the old view still stands
  if (Date.now() > focusNext.until || active !== document.body) {
    focusNext = null;
    return;
  }
  const heading = document.querySelector(".rt h1");
  let found = null;
  if (!focusNext.samePage && heading && heading !== focusNext.old) {
    heading.tabIndex = -1;
    found = heading;
  } else if (focusNext.samePage && focusNext.node) {
    found = document.querySelector(`.rt-tree [data-node="${CSS.escape(focusNext.node)}"] > summary`);
  } else if (focusNext.samePage) {
    found = document.querySelector(`.rt a[href="${CSS.escape(focusNext.href)}"]`);
  }
  if (found) {
    if (focusNext.scrolled && box(found)) [box(found).scrollLeft, box(found).scrollTop] = focusNext.scrolled;
    found.focus({ preventScroll: !focusNext.samePage });
    focusNext = null;
  }
}

// On a narrow screen the menu lies over the page: when a page was chosen in it, it closes and the page has the keyboard.
function chosen(link) {
  focusNext = { until: Date.now() + GIVE_UP, old: document.querySelector(".rt h1"), samePage: false, from: link };
  document.querySelector("button[aria-controls=stSidebar][aria-expanded=true]")?.click();
  link.blur();
}

const nodes = () => [...document.querySelectorAll(".rt-tree details[data-node]")];

function restore() {
  const asked = new URLSearchParams(location.search).get(OPEN);
  if (asked === null) return;
  const open = new Set(asked.split(",").map(decodeURIComponent));
  for (const each of nodes()) each.open = open.has(each.dataset.node);
}

function remember(summary) {
  const place = summary.parentElement;
  for (const each of nodes()) if (each.dataset.node === place.dataset.node) each.open = place.open;
  const open = new Set(nodes().filter((each) => each.open).map((each) => encodeURIComponent(each.dataset.node)));
  const there = new URL(location.href);
  there.searchParams.set(OPEN, [...open].join(","));
  history.replaceState(history.state, "", there);
  clearTimeout(waiting);
  waiting = setTimeout(tell, WAIT);
}

function changed() {
  const tree = document.querySelector(".rt-tree > ul");
  if (tree && !known.has(tree)) {
    known.add(tree);
    restore();
  }
  // a list to choose from opens outside every landmark; who goes by landmarks would not find it
  const list = document.querySelector("[data-testid=stSelectboxVirtualDropdown]:not([role])");
  const name = list?.querySelector("[role=listbox]")?.getAttribute("aria-label");
  if (name) {
    list.setAttribute("role", "region");
    list.setAttribute("aria-label", name);
  }
  // a drawing of Graphviz names its parts for programs; browsers show those names beside the pointer
  for (const each of document.querySelectorAll("[data-testid=stGraphVizChart] svg title")) each.remove();
  focus();
}

let listening = false;
export default function ({ data }) {
  pages = data.pages;
  if (listening) return;
  listening = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".rt a[href], [data-testid=stGraphVizChart] a");
    if (link && !event.defaultPrevented) follow(event, link);
    const inMenu = event.target.closest?.("[data-testid=stSidebar] a[href]");
    if (inMenu) setTimeout(() => chosen(inMenu));
    const summary = event.target.closest?.(".rt-tree details[data-node] > summary");
    if (summary && !link) setTimeout(() => remember(summary));
  });
  window.addEventListener("popstate", restore);
  new MutationObserver(changed).observe(document.body, { childList: true, subtree: true });
  changed();
}
