/* What a page tells the browser that Streamlit doesn't: its language, which tables a keyboard must be able to scroll, and, to those who listen, a new finding. */
export default () => {
  document.documentElement.lang = "en-GB";
  const main = document.querySelector('[data-testid="stMain"]');
  const heard = document.getElementById("heard") ?? document.body.appendChild(Object.assign(document.createElement("p"), { id: "heard", className: "unseen", role: "status" }));
  const tell = () => {
    for (const strip of main.querySelectorAll(".strip")) strip.scrollWidth > strip.clientWidth ? strip.tabIndex = 0 : strip.removeAttribute("tabindex");
    const finding = [main.querySelector("h1 [data-heading-text]"), main.querySelector(".lead, .sentences")].map((one) => one?.textContent ?? "").join(". ");
    if (heard.textContent !== finding) heard.textContent = finding;
  };
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(tell, 150); };
  const changes = new MutationObserver(soon);
  changes.observe(main, { childList: true, subtree: true, characterData: true, attributeFilter: ["open"] });
  window.addEventListener("resize", soon);
  soon();
  return () => { clearTimeout(waiting); changes.disconnect(); window.removeEventListener("resize", soon); };
};
