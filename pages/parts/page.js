/* What a page tells the browser that Streamlit doesn't: its language, which tables a keyboard must be able to scroll, how its link is copied,
   and, to those who listen, a new finding. */
const copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const held = document.createElement("textarea");  // over plain http there is no clipboard but this one
  held.value = text;
  document.body.append(held);
  held.select();
  document.execCommand("copy");
  held.remove();
};
const clicked = (event) => {
  const link = event.target.closest("a.copy");
  if (!link) return;
  event.preventDefault();
  const said = link.parentElement.querySelector(".copied");
  said.textContent = "";
  copy(link.href).then(() => { said.textContent = "Copied"; });
};
const pressed = (event) => {  // what had the focus in a dialog may be gone; Escape closes it all the same
  if (event.key === "Escape" && document.activeElement === document.body) document.querySelector('[role="dialog"] button[aria-label="Close"]')?.click();
};
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
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  soon();
  return () => { clearTimeout(waiting); changes.disconnect(); window.removeEventListener("resize", soon); document.removeEventListener("click", clicked); document.removeEventListener("keydown", pressed); };
};
