// Which picture of a page is meant.

// The picture with the focus, else the one nearest to the middle of what is in view.
export function wanted(found, focused, { innerWidth, innerHeight }) {
  const within = found.find(({ element }) => focused && element.contains(focused));
  if (within) return within;
  const x = innerWidth / 2, y = innerHeight / 2;
  const away = ({ element }) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const across = Math.max(left - x, 0, x - right), down = Math.max(top - y, 0, y - bottom);
    return Math.hypot(across, down);
  };
  return found.map((one) => [away(one), one]).sort(([one], [other]) => one - other)[0]?.[1];
}
