// Chooses all lines of a table, or none: spares ticking each.
for (const table of document.querySelectorAll("table[data-choose]")) {
  const boxes = () => [...table.querySelectorAll("tbody input[type=checkbox]")];
  const button = document.createElement("button");
  button.type = "button";
  button.className = "choose";
  const name = () => { button.textContent = boxes().every((box) => box.checked) ? "全不选" : "全选"; };
  button.addEventListener("click", () => {
    const on = !boxes().every((box) => box.checked);
    for (const box of boxes()) box.checked = on;
    name();
  });
  table.addEventListener("change", name);
  table.querySelector("thead th").replaceChildren(button);
  name();
}
