/* What a page tells the browser that Streamlit doesn't: its language, which tables a keyboard must be able to scroll, and how its link is copied. */
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
  copy(link.href).then(() => { link.parentElement.querySelector(".copied").textContent = "Copied"; });
};
export default () => {
  document.documentElement.lang = "en-GB";
  const reach = () => document.querySelectorAll(".strip").forEach((strip) => {
    if (strip.scrollWidth > strip.clientWidth) strip.tabIndex = 0;
    else strip.removeAttribute("tabindex");
  });
  let asked = 0;
  const soon = () => { cancelAnimationFrame(asked); asked = requestAnimationFrame(reach); };
  const changes = new MutationObserver(soon);
  changes.observe(document.querySelector('[data-testid="stMain"]'), { childList: true, subtree: true, attributeFilter: ["open"] });
  window.addEventListener("resize", soon);
  document.addEventListener("click", clicked);
  soon();
  return () => { changes.disconnect(); window.removeEventListener("resize", soon); document.removeEventListener("click", clicked); };
};
