/* A heading's # and the texts of "Link, quote or cite this page" go to the clipboard when pressed. Without this script,
   or where the browser gives no clipboard, the # is a plain link and the texts can be selected. */
{
  const share = document.querySelector(".share");
  const said = document.createElement("output");
  said.className = "copied";
  said.popover = "manual"; // Above the panel, too.
  let timer;

  const copy = async (text, words) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return; // The reader forbade it.
    }
    said.togglePopover(true);
    said.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => { said.togglePopover(false); }, 4000);
  };

  // The canonical address: without the words that the search adds, and the same from every copy of the site.
  const copyLink = event => {
    const link = event.target.closest(".headerlink");
    if (link) copy(document.querySelector("link[rel=canonical]").href + link.hash, share.dataset.link);
  };

  const addButton = text => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text.previousElementSibling.textContent;
    button.addEventListener("click", () => copy(text.textContent, share.dataset.copied));
    text.previousElementSibling.replaceChildren(button);
  };

  if (share && navigator.clipboard) {
    share.after(said);
    share.querySelectorAll("samp").forEach(addButton);
    document.addEventListener("click", copyLink);
    if (window.pressed) copyLink(window.pressed); // The press that this script came with.
  }
}
