// A picture's page in a frame of its own, where it can reach nothing of ours: it says which goal was clicked.
// Another picture gets another frame, so that the way back in the browser leads to the view before it and not
// to the picture before it.

let shown = null;

function clicked({ source, data }) {
  if (!shown || source !== shown.contentWindow || typeof data !== "string") return;
  const there = new URL(data, location.href);
  // a picture stands on the page that its addresses lead to
  if (there.origin !== location.origin || there.pathname !== location.pathname) return;
  history.pushState(null, "", there);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

let listening = false;
export default function ({ data, parentElement }) {
  if (!listening) window.addEventListener("message", clicked);
  listening = true;
  shown = parentElement.querySelector("iframe");
  if (shown?.getAttribute("src") !== data.address) {
    shown?.remove();
    shown = document.createElement("iframe");
    shown.setAttribute("sandbox", "allow-scripts");
    shown.setAttribute("src", data.address);
    shown.style.cssText = "width: 100%; border: 1px solid #808080; box-sizing: border-box; display: block;";
    parentElement.append(shown);
  }
  shown.title = data.title;
  shown.style.height = `${data.height}px`;
}
