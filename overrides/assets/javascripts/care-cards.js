/* The answer for the ticked signs, told to screen readers, which hear a text that is set and not one that is shown. And what
   has the focus is never hidden under it. */
{
  const cards = document.querySelector("article"), bar = cards.querySelector(".answer-bar"), said = bar.querySelector(".said");
  const say = () => {
    const shown = [...bar.children].find(each => each !== said && each.offsetHeight);
    const words = shown ? [...shown.querySelectorAll("p")].filter(each => each.offsetHeight) : [];
    said.textContent = words.map(each => each.textContent).join(". ");
    document.documentElement.style.setProperty("--answer", `${bar.offsetHeight + 8}px`);
  };
  cards.addEventListener("change", say);
  cards.addEventListener("click", ({ target }) => {
    if (!target.closest(".clear-ticks")) return;
    const ticked = cards.querySelectorAll(":checked");
    for (const box of ticked) box.checked = false;
    ticked[0].focus(); // The button is gone.
    say();
  });
  addEventListener("pageshow", say);
}
