/** The field is read as people type it, and asks what the API understands. */
import { describe, expect, it } from "vitest";
import { addressOf, counting, read, wishOf, withoutToken, withToken, write, type Names } from "./ask";

const names: Names = {
  person: (name) => ({ me: "u-me", mei: "u-mei", "Tomás Rey": "u-tomas" })[name] ?? null,
  rooms: (name) => ({ desk: ["r-desk"], kettle: ["r-one", "r-two"] })[name] ?? [],
};
const wish = (text: string) => wishOf(read(text), names);
const told = (text: string) => read(text).tokens.map(({ key, value }) => `${key}=${value}`);

describe("the field", () => {
  it("parts tokens from words", () => {
    expect(read("proof from:mei the cover has:file").words).toBe("proof the cover");
    expect(told("proof from:mei the cover has:file")).toEqual(["from=mei", "has=file"]);
    expect(told("FROM:mei In:#desk")).toEqual(["from=mei", "in=#desk"]);
    expect(told('from:"Tomás Rey" in:“print run”')).toEqual(["from=Tomás Rey", "in=print run"]);
    expect(read("from:mei x").tokens[0]).toMatchObject({ from: 0, to: 8 });
  });
  it("leaves phrases, exclusions and other colons alone", () => {
    expect(read('"from:mei said" -"cold has:file" -milk at 10:31')).toEqual({ words: '"from:mei said" -"cold has:file" -milk at 10:31', tokens: [] });
    expect(read("https://from:mei@x.example").tokens).toEqual([]);
    expect(read('tea"pot lid').words).toBe('tea "pot lid');
  });
  it("keeps a token that is being typed out of the question", () => {
    expect(wish("tea from:")).toEqual({ query: { q: "tea" }, unknown: [], kind: "ready" });
    expect(told('from:"Tom')).toEqual(["from=Tom"]);
  });
  it("writes what reads alike", () => {
    for (const text of ['proof "green tea" from:mei', 'a -b in:"print run" has:file before:2026-01-02']) {
      const { words, tokens } = read(text);
      const again = read(write(words, tokens));
      expect([again.words, again.tokens.map((one) => one.value)]).toEqual([words, tokens.map((one) => one.value)]);
    }
  });
  it("adds, replaces and drops tokens", () => {
    expect(withToken("proof from:ada", "from", "mei")).toBe("proof from:mei");
    expect(withToken("proof has:file", "has", "link")).toBe("proof has:file has:link");
    expect(withToken("proof has:file", "has", "file")).toBe("proof has:file");
    expect(withToken("", "in", "print run")).toBe('in:"print run"');
    expect(withoutToken("proof has:file has:link x", "has", "file")).toBe("proof x has:link");
    expect(withoutToken("from:a from:b y", "from")).toBe("y");
  });
  it("lets the last of two count where one can stand", () => {
    expect(counting(read("from:ada has:file from:mei has:link has:file").tokens).map((one) => one.value)).toEqual(["file", "mei", "link"]);
  });
});

describe("the question", () => {
  it("names people, rooms and things", () => {
    expect(wish("cover from:@mei mentions:me in:#desk in:kettle has:FILE has:pin")).toEqual({
      query: { q: "cover", author_id: "u-mei", mentions: "u-me", channel_id: ["r-desk", "r-one", "r-two"], has: ["file", "pin"] },
      unknown: [],
      kind: "ready",
    });
  });
  it("tells what means nothing", () => {
    expect(wish("x y from:nobody in:nowhere has:poll before:2026-02-30 after:soon").unknown.map((one) => one.key)).toEqual(["from", "in", "has", "before", "after"]);
  });
  it("leaves the named days out on both sides", () => {
    const { query } = wish("after:2026-03-01 before:2026-03-04");
    expect(query.before).toBe(new Date(2026, 2, 4).toISOString());
    expect(query.after).toBe(new Date(new Date(2026, 2, 2).getTime() - 1).toISOString());
  });
  it.each([
    ["", "empty"], ["   ", "empty"], ["in:desk", "empty"], ["from:", "empty"], ["a", "short"], ["🎉", "short"], ["京", "short"],
    ["a has:file", "short"], ["ab", "ready"], ["東京", "ready"], ["has:file", "ready"], ["after:2026-01-01", "ready"],
  ])("%j is %s", (text, kind) => expect(wish(text).kind).toBe(kind));
  it("goes to the nearest place that can answer", () => {
    const nowhere = { space: null, room: null };
    expect(addressOf({ q: "a b&c" }, nowhere, "new")).toBe("/search?q=a+b%26c");
    expect(addressOf({ q: "tea" }, { space: "s", room: null }, "relevance")).toBe("/spaces/s/search?q=tea&sort=relevance");
    expect(addressOf({ q: "tea" }, { space: "s", room: "r" }, "new")).toBe("/channels/r/search?q=tea");
    expect(addressOf({ has: ["file", "link"], channel_id: ["a"] }, nowhere, "new")).toBe("/channels/a/search?has=file%2Clink");
    expect(addressOf({ q: "tea", channel_id: ["a", "b"] }, { space: "s", room: null }, "new")).toBe("/spaces/s/search?q=tea&channel_id=a%2Cb");
  });
});
