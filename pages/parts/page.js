/* What a page tells the browser that Streamlit doesn't: its language, and which tables a keyboard must be able to scroll. */
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
  soon();
  return () => { changes.disconnect(); window.removeEventListener("resize", soon); };
};
