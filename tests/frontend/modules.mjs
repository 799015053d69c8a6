// Where the modules of the frontend are.
const folder = new URL("../../src/wijkbeeld/map/frontend/", import.meta.url);
export const load = (name) => import(new URL(name, folder).href);
