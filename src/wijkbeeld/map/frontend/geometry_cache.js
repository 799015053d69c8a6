// Geometry of the levels on the map: fetched once per tab, in coarse outline first, in detail when the user looks closer.
import { Shapes, fetchJson } from "./shapes.js";

const DETAIL_FROM = 8.5;
const fetched = new Map();

export class GeometryCache {
  constructor(live) {
    this.live = live;
    this.fine = new Set();
  }

  async levels() {
    const found = new Map();
    const levels = await Promise.all(this.live.data.levels.map(async (level) => {
      const key = level.geometry;
      if (!fetched.has(key)) fetched.set(key, new Shapes(level, this.live.base));
      const shapes = fetched.get(key);
      shapes.polygons ??= shapes.first();
      try {
        return { ...level, shapes: shapes.refined ?? (await shapes.polygons) };
      } catch (error) {
        fetched.delete(key);
        throw error;
      } finally {
        found.set(level.id, shapes);
      }
    }));
    return { levels, shapes: found };
  }

  async context() {
    const { data } = this.live;
    if (this.around === `${data.outline} ${data.water}`) return;
    this.around = `${data.outline} ${data.water}`;
    for (const [id, url] of [["outline", data.outline], ["water", data.water]]) {
      const shapes = url ? await fetchJson(new URL(url, this.live.base)).catch(() => null) : null;
      if (!this.live.box.isConnected) return;
      this.live.sheet.setShapes(id, shapes);
      if (id === "outline") this.live.labels.towns = (shapes?.features ?? []).map((feature) => feature.properties);
    }
    this.live.labels.draw();
  }

  // Coarse outlines give way to all detail once the user looks closer.
  async refine() {
    if (this.live.map.getZoom() < DETAIL_FROM) return;
    const level = this.live.level(), shapes = this.live.shapes.get(level.id);
    if (shapes.refined) return this.useFine(level.id, shapes);
    if (shapes.fine) return;
    try {
      shapes.refined = await shapes.detail();
    } catch {
      shapes.fine = false; // tried again at the next move
      return;
    }
    this.useFine(level.id, shapes);
  }

  useFine(id, shapes) {
    if (this.fine.has(shapes) || this.live.shapes.get(id) !== shapes) return;
    this.fine.add(shapes);
    this.live.sheet.setShapes(id, shapes.refined);
    this.live.swipe.sheet?.setShapes(id, shapes.refined);
    this.live.mark();
  }
}
