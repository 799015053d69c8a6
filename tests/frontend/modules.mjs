// Where the modules of the frontend are.
const packages = new URL("../../src/wijkbeeld/", import.meta.url);
export const load = (name) => import(new URL(`map/frontend/${name}`, packages).href);
export const loadRoom = (name) => import(new URL(`room/frontend/${name}`, packages).href);
export const loadStage = (name) => import(new URL(`present/frontend/${name}`, packages).href);
