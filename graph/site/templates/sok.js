// Searches the register that stands on the page; nothing is fetched and nothing is sent anywhere.
"use strict";
(function () {
  const form = document.getElementById("sok");
  if (!form) return;
  const field = form.querySelector("input");
  const count = document.getElementById("antal");
  const list = document.getElementById("traffar");
  const register = document.getElementById("register");
  const MOST = 50;
  const things = Array.from(register.querySelectorAll(".links li"), function (item) {
    const link = item.querySelector("a");
    const note = item.querySelector(".note").textContent;
    const text = folded(link.textContent + " " + note);
    return { title: link.textContent, href: link.getAttribute("href"), note: note, text: text, bare: bare(text) };
  });

  // å, ä and ö are letters of their own: other marks count for nothing.
  function folded(text) {
    return text.normalize("NFC").toLocaleLowerCase("sv").replace(/[^\u0000-\u007fåäö]/g, function (sign) {
      return sign.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    });
  }
  function bare(text) {
    return text.replace(/[åä]/g, "a").replace(/ö/g, "o");
  }
  function rank(thing, words) {
    let worst = 0;
    for (const word of words) {
      let place = 9;
      for (const [text, asked] of [[thing.text, word], [thing.bare, bare(word) === word ? word : null]]) {
        if (asked === null) continue;
        const at = text.indexOf(asked);
        if (at === 0) place = Math.min(place, 0);
        else if (at > 0) place = Math.min(place, /[\s(–-]/.test(text[at - 1]) ? 1 : 2);
      }
      if (place === 9) return null;
      worst = Math.max(worst, place);
    }
    return worst;
  }
  function show() {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    register.hidden = words.length > 0;
    count.textContent = "";
    if (!words.length) return;
    const found = [];
    for (const thing of things) {
      const place = rank(thing, words);
      if (place !== null) found.push([place, thing]);
    }
    found.sort(function (one, other) { return one[0] - other[0]; });
    for (const [, thing] of found.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = thing.href;
      link.textContent = thing.title;
      const note = document.createElement("span");
      note.className = "note";
      note.textContent = thing.note;
      item.append(link, " ", note);
      list.append(item);
    }
    const data = count.dataset;
    const said = found.length === 0 ? data.none : found.length === 1 ? data.one : data.many;
    count.textContent = said.replace("#", found.length) + (found.length > MOST ? " " + data.first.replace("#", MOST) : "");
  }
  function remember() {
    const address = new URL(location.href);
    if (field.value) address.searchParams.set("q", field.value);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  }
  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") || "";
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    show();
    remember();
  });
  field.addEventListener("input", function () {
    show();
    remember();
  });
  show();
  if (!location.hash) field.focus();
})();
