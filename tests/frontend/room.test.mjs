import assert from "node:assert/strict";
import { test } from "node:test";
import { loadRoom } from "./modules.mjs";

const { Ballot, keyOf } = await loadRoom("ballot.js");
const { Presenter, parse } = await loadRoom("presenter.js");
const { summary } = await loadRoom("results.js");

function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

// A server that answers as told, one answer after another, and holds back what it is told to hold.
function server(...statuses) {
  const got = [];
  return { got, send: async (answer) => { got.push(answer); return statuses.shift() ?? 200; } };
}

const settle = () => new Promise((done) => setImmediate(done));

test("an answer waits for the connection, goes once, and counts by its turn", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { got, send } = server(0, 503, 200);
  const states = [];
  const ballot = new Ballot({ code: "AAAAA", storage: storage(), send, changed: () => states.push(ballot.answer("q")?.state) });
  ballot.give("q", 1);
  await settle();
  assert.deepEqual(ballot.answer("q"), { choice: 1, turn: 1, state: "waiting", failed: true });
  t.mock.timers.tick(700);
  await settle();
  t.mock.timers.tick(1400);
  await settle();
  assert.equal(ballot.answer("q").state, "sent");
  assert.deepEqual(got.map(({ choice, turn }) => [choice, turn]), [[1, 1], [1, 1], [1, 1]]);
  ballot.give("q", 0);
  await settle();
  assert.deepEqual([got.at(-1).choice, got.at(-1).turn], [0, 2]);
  assert.match(ballot.voter, /^[0-9a-f]{32}$/);
});

test("an answer changed while the first is on its way is sent after it", async () => {
  const got = [];
  let release;
  const held = new Promise((done) => { release = done; });
  const send = async (answer) => { got.push(answer.choice); if (got.length === 1) await held; return 200; };
  const ballot = new Ballot({ code: "AAAAA", storage: storage(), send, changed() {} });
  ballot.give("q", "eerst");
  ballot.give("q", "toch dit");
  await settle();
  assert.deepEqual(got, ["eerst"]);
  release();
  await settle();
  await settle();
  assert.deepEqual(got, ["eerst", "toch dit"]);
  assert.equal(ballot.answer("q").state, "sent");
});

test("a phone that reloads is the same voter, and sends what was not sent", async () => {
  const kept = storage();
  const before = new Ballot({ code: "AAAAA", storage: kept, send: async () => 409, changed() {} });
  before.give("dicht", 1);
  await settle();
  assert.equal(before.answer("dicht").state, "refused");
  const lost = new Ballot({ code: "AAAAA", storage: kept, send: () => new Promise(() => {}), changed() {} });
  lost.give("open", 2);
  const { got, send } = server();
  const after = new Ballot({ code: "AAAAA", storage: kept, send, changed() {} });
  await settle();
  assert.equal(after.voter, before.voter);
  assert.deepEqual(got.map(({ question }) => question), ["open"]);
  assert.notEqual(new Ballot({ code: "BBBBB", storage: kept, send, changed() {} }).voter, before.voter);
});

test("a question that was cleared is another question", async () => {
  const { got, send } = server();
  const ballot = new Ballot({ code: "AAAAA", storage: storage(), send, changed() {} });
  ballot.give(keyOf({ id: "q", round: 0 }), 1);
  await settle();
  assert.equal(ballot.answer(keyOf({ id: "q", round: 1 })), undefined);
  ballot.give(keyOf({ id: "q", round: 1 }), 0);
  await settle();
  assert.deepEqual(got.map(({ question, round, turn }) => [question, round, turn]), [["q", 0, 1], ["q", 1, 1]]);
});

test("a browser that keeps nothing still votes", async () => {
  const broken = { getItem() { throw new Error("nee"); }, setItem() { throw new Error("nee"); } };
  const { got, send } = server();
  new Ballot({ code: "AAAAA", storage: broken, send, changed() {} }).give("q", 1);
  await settle();
  assert.equal(got.length, 1);
});

test("events are read whole, however they are cut", () => {
  const text = 'data: {"revision": 1}\nretry: 700\n\n: ping\n\nevent: einde\ndata: {}\n\ndata: {"rev';
  for (let cut = 0; cut <= text.length; cut++) {
    const first = parse(text.slice(0, cut));
    const second = parse(first.rest + text.slice(cut));
    assert.deepEqual([...first.events, ...second.events], [{ event: "message", data: '{"revision": 1}' }, { event: "einde", data: "{}" }]);
    assert.equal(second.rest, 'data: {"rev');
  }
});

test("the last step wins, also after a lost connection, and goes with the token", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const got = [];
  let online = false;
  t.mock.method(globalThis, "fetch", async (url, { headers, body }) => {
    if (!online) throw new TypeError("geen net");
    got.push([String(url), headers.Authorization, JSON.parse(body).scene]);
    return { ok: true, status: 200 };
  });
  const room = new Presenter({ code: "ABCDE", token: "geheim", base: "http://x/volg/" });
  room.step({ scene: "een" });
  await settle();
  room.step({ scene: "twee" });
  room.step({ scene: "drie" });
  online = true;
  t.mock.timers.tick(1000);
  await settle();
  await settle();
  assert.deepEqual(got, [["http://x/volg/ABCDE/stap", "Bearer geheim", "drie"]]);
});

test("what was on its way when something newer was asked for is not told", async (t) => {
  let line;
  const body = new ReadableStream({ start: (controller) => { line = controller; } });
  const send = (told, event = "message") => line.enqueue(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(told)}\n\n`));
  t.mock.method(globalThis, "fetch", async (url) =>
    (String(url).endsWith("regie") ? { ok: true, body } : { ok: true, json: async () => ({ revision: 5 }) }));
  const room = new Presenter({ code: "ABCDE", token: "geheim", base: "http://x/volg/" });
  const told = [];
  const ended = new Promise((done) => room.listen({ state: ({ revision }) => told.push(revision), ended: done }));
  const wait = async () => { for (let n = 0; n < 5; n++) await settle(); };
  send({ revision: 3 });
  await wait();
  assert.equal((await room.now()).revision, 5);
  send({ revision: 4 });
  send({ revision: 5 });
  send({}, "einde");
  await ended;
  assert.deepEqual(told, [3, 5]);
});

test("a line that is down is told in Dutch", async (t) => {
  t.mock.method(globalThis, "fetch", async () => { throw new TypeError("Failed to fetch"); });
  const room = new Presenter({ code: "ABCDE", token: "geheim", base: "http://x/volg/" });
  await assert.rejects(room.now(), { message: "De zaal is nu niet bereikbaar." });
});

test("what answers add up to is said with n", () => {
  assert.equal(summary({ kind: "keuze" }, { n: 1 }), "1 antwoord");
  assert.equal(summary({ kind: "schaal", steps: 5 }, { n: 1200, mean: 3.44 }), "1.200 antwoorden, gemiddeld 3,4 op een schaal van 1 tot 5");
  assert.equal(summary({ kind: "schaal", steps: 5 }, { n: 0, mean: null }), "0 antwoorden");
});
