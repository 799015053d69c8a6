// The keyboard of the map.

// On the map itself arrows move it; elsewhere, and on a stage, left and right step through the waves.
// acts: what the buttons do; player, polygon: as their modules have it; pan(offset), escape(); onStage: whether a room looks on.
export function press(event, { acts, player, polygon, pan, escape, onStage = false }) {
  if (event.altKey || event.ctrlKey || event.metaKey || ["INPUT", "SELECT"].includes(event.target.tagName)) return;
  const offset = { ArrowLeft: [-90, 0], ArrowRight: [90, 0], ArrowUp: [0, -90], ArrowDown: [0, 90] }[event.key];
  const onMap = event.target.tagName === "CANVAS" && !onStage;
  const keys = {
    ArrowRight: () => player.next(1), ArrowLeft: () => player.next(-1), PageDown: () => player.next(1), PageUp: () => player.next(-1),
    "+": acts.in, "=": acts.in, "-": acts.out, 0: acts.fit, p: () => player.play(), a: acts.back,
    l: acts.lasso, t: acts.corners, v: acts.veil, n: acts.letters, g: acts.list, s: acts.shot,
    Escape: escape,
    ...(onMap && { Enter: acts.list }),
    ...(polygon.busy && {
      Escape: () => polygon.stop(), Enter: () => polygon.finish(), Backspace: () => polygon.back(),
    }),
  };
  const act = (event.shiftKey || onMap) && offset ? () => pan(offset) : keys[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
