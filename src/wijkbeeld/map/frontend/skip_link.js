// A link before everything on the page, seen once it has the focus: past the navigation to the map.
const targets = new Set();
let link;

// target: the element that gets the focus
export function offerSkip(target) {
  targets.add(target);
  link ??= made();
  if (!link.isConnected) document.body.prepend(link);
}

export function withdrawSkip(target) {
  targets.delete(target);
  if (!targets.size) link?.remove();
}

function made() {
  const skip = document.createElement("a");
  skip.className = "naar-kaart";
  skip.href = "#kaart";
  skip.textContent = "Naar de kaart";
  skip.onclick = (event) => {
    event.preventDefault();
    const [first] = targets;
    first.focus();
  };
  return skip;
}
