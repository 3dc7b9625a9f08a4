/* The answer for the ticked signs, told to screen readers, which hear a text that is set and not one that is shown. And what
   has the focus is never hidden under it. */
{
  const form = document.querySelector(".ticks"), bar = form.querySelector(".answer-bar"), said = bar.querySelector(".said");
  const say = () => {
    const shown = [...bar.children].find(each => each !== said && each.offsetHeight);
    const words = shown ? [...shown.querySelectorAll("p")].filter(each => each.offsetHeight) : [];
    said.textContent = words.map(each => each.textContent).join(". ");
    document.documentElement.style.setProperty("--answer", `${bar.offsetHeight + 8}px`);
  };
  form.addEventListener("change", say);
  form.addEventListener("reset", () => setTimeout(say));
}
