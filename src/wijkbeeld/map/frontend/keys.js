// The keyboard of the map.

export function press(live, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || ["INPUT", "SELECT"].includes(event.target.tagName)) return;
  const pan = { ArrowLeft: [-90, 0], ArrowRight: [90, 0], ArrowUp: [0, -90], ArrowDown: [0, 90] }[event.key];
  const { acts } = live;
  const keys = {
    ArrowRight: () => live.player.next(1), ArrowLeft: () => live.player.next(-1), PageDown: () => live.player.next(1), PageUp: () => live.player.next(-1),
    "+": acts.in, "=": acts.in, "-": acts.out, 0: acts.fit, p: () => live.player.play(), a: acts.back,
    l: acts.lasso, t: acts.corners, v: acts.veil, n: acts.letters, s: acts.shot,
    Escape: () => (live.drawing ? live.draw() : live.selected.length && live.choose([])),
    ...(live.polygon.busy && {
      Escape: () => live.polygon.stop(), Enter: () => live.polygon.finish(), Backspace: () => live.polygon.back(),
    }),
  };
  const act = event.shiftKey && pan ? () => live.map?.panBy(pan) : keys[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
