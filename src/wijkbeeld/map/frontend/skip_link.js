// A link before everything on the page, seen once it has the focus: past the navigation to the map.
const PLACE = "kaartvlak"; // id of what holds the map: a link must lead somewhere
const targets = new Set();
let link;

// target: the element that gets the focus
export function offerSkip(target) {
  targets.add(target);
  hostOf(target).id ||= PLACE;
  link ??= made();
  if (!link.isConnected) document.body.prepend(link);
}

export function withdrawSkip(target) {
  targets.delete(target);
  if (!targets.size) link?.remove();
}

function hostOf(target) {
  return target.getRootNode().host ?? target;
}

function made() {
  const skip = document.createElement("a");
  skip.className = "naar-kaart";
  skip.href = `#${PLACE}`;
  skip.textContent = "Naar de kaart";
  skip.onclick = (event) => {
    event.preventDefault();
    const [first] = targets;
    // in a fold it can have the focus once that is open
    for (let fold = hostOf(first).closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    first.focus();
  };
  return skip;
}
