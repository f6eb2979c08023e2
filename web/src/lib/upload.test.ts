/** Files travel three at a time, wait when they are asked to, come back when they are called, and have names that can be told. */
import { describe, expect, it } from "vitest";
import { type FileOrder, createSendFile, nameFor } from "./upload";

/** The requests that were sent, to be answered by hand. */
function road() {
  const sent: { form: FormData; answer: (status: number, body: unknown) => void; tear: () => void; part: (loaded: number) => void; isStopped: boolean }[] = [];
  const pauses: number[] = [];
  const open = () => {
    const request = {
      upload: {} as { onprogress?: (event: object) => void },
      status: 0, responseText: "",
      onload: () => undefined, onerror: () => undefined, onloadend: () => undefined,
      open: () => undefined, setRequestHeader: () => undefined,
      abort: () => {
        const mine = sent.find((one) => one.form === form);
        if (mine) mine.isStopped = true;
      },
      send: (body: FormData) => {
        form = body;
        sent.push({
          form: body, isStopped: false,
          answer: (status, answer) => {
            Object.assign(request, { status, responseText: JSON.stringify(answer) });
            request.onload();
            request.onloadend();
          },
          tear: () => {
            request.onerror();
            request.onloadend();
          },
          part: (loaded) => request.upload.onprogress?.({ lengthComputable: true, loaded, total: 10 }),
        });
      },
    };
    let form: FormData | undefined;
    return request as unknown as XMLHttpRequest;
  };
  const sendFile = createSendFile({ token: () => Promise.resolve("t"), open, pause: (ms) => Promise.resolve(void pauses.push(ms)) });
  const send = (name: string, more: Partial<FileOrder> = {}) =>
    sendFile({ purpose: "attachment", channelId: "c", file: new File(["x"], name), onProgress: () => undefined, ...more });
  return { sent, pauses, send };
}

const settled = () => new Promise((done) => setTimeout(done));
const names = (list: { form: FormData }[]) => list.map((one) => (one.form.get("file") as File).name);

describe("sending files", () => {
  it("sends three at once and the others as places come free, in order", async () => {
    const { sent, send } = road();
    const all = ["0", "1", "2", "3", "4"].map((name) => send(name));
    await settled();
    expect(names(sent)).toEqual(["0", "1", "2"]);
    sent[1]?.answer(201, { id: "u1" });
    await settled();
    expect(names(sent)).toEqual(["0", "1", "2", "3"]);
    for (const at of [0, 2, 3]) sent[at]?.answer(201, { id: `u${String(at)}` });
    await settled();
    sent[4]?.answer(201, { id: "u4" });
    expect((await Promise.all(all)).map((one) => one.id)).toEqual(["u0", "u1", "u2", "u3", "u4"]);
  });

  it("says nothing of progress before its turn, then how far it is", async () => {
    const { sent, send } = road();
    const heard: number[] = [];
    for (const name of ["0", "1", "2"]) void send(name);
    const last = send("3", { onProgress: (share) => heard.push(share) });
    await settled();
    expect(heard).toEqual([]);
    sent[0]?.answer(201, { id: "u" });
    await settled();
    sent[3]?.part(5);
    sent[3]?.answer(201, { id: "u" });
    await last;
    expect(heard).toEqual([0, 0.5]);
  });

  it("never sends what was taken back while it waited, and stops what was taken back on its way", async () => {
    const { sent, send } = road();
    const stops = Array.from({ length: 5 }, () => new AbortController());
    const all = stops.map((stop, at) => send(String(at), { signal: stop.signal }));
    const back = [expect(all[3]).rejects.toMatchObject({ code: "aborted" }), expect(all[1]).rejects.toMatchObject({ code: "aborted" })];
    await settled();
    stops[3]?.abort();
    stops[1]?.abort();
    await Promise.all(back);
    await settled();
    expect(names(sent)).toEqual(["0", "1", "2", "4"]);
    expect(sent.map((one) => one.isStopped)).toEqual([false, true, false, false]);
  });

  it("waits a little when it is asked to, not for ever, and tells any other refusal", async () => {
    const { sent, pauses, send } = road();
    const busy = send("a");
    await settled();
    sent[0]?.answer(429, { error: "rate_limited", message: "", retry_after_ms: 700 });
    await settled();
    sent[1]?.answer(503, { error: "unavailable", message: "" });
    await settled();
    sent[2]?.answer(201, { id: "u" });
    expect((await busy).id).toBe("u");
    expect(pauses).toEqual([700, 1000]);
    for (const [status, body, code] of [
      [429, { error: "rate_limited", message: "", retry_after_ms: 60_000 }, "rate_limited"],
      [413, { error: "too_large", message: "" }, "too_large"],
      [502, "no json of ours", "unreadable"],
    ] as const) {
      const refused = expect(send("b")).rejects.toMatchObject({ code });
      await settled();
      sent.at(-1)?.answer(status, body);
      await refused;
    }
    const torn = expect(send("c")).rejects.toMatchObject({ code: "network" });
    await settled();
    sent.at(-1)?.tear();
    await torn;
    expect(pauses).toHaveLength(2);
  });

  it("stops waiting at the fourth refusal", async () => {
    const { sent, send } = road();
    const refused = expect(send("a")).rejects.toMatchObject({ code: "rate_limited" });
    for (let at = 0; at < 4; at++) {
      await settled();
      sent[at]?.answer(429, { error: "rate_limited", message: "", retry_after_ms: 10 });
    }
    await refused;
    expect(sent).toHaveLength(4);
  });
});

describe("the name of a file", () => {
  it.each([
    ["report.pdf", "report.pdf"],
    ["تقرير نهائي.pdf", "تقرير نهائي.pdf"],
    ['say "cheese".png', "say \u201dcheese\u201d.png"],
    ["two\nlines\r\n.txt", "two lines .txt"],
    ["photo\u202Egnp.exe", "photognp.exe"],
    ["a\u200Bb\uFEFF.txt", "ab.txt"],
    ["../../etc/passwd", ".._.._etc_passwd"],
    ["nul\0l.txt", "nul l.txt"],
    ["\ud800.txt", "\ufffd.txt"],
    ["...", "file"],
    [" . ", "file"],
    ["", "file"],
    ["\u202E", "file"],
    [`${"x".repeat(300)}.png`, `${"x".repeat(251)}.png`],
    ["🙂".repeat(300), "🙂".repeat(255)],
    [`a.${"b".repeat(300)}`, `a.${"b".repeat(253)}`],
  ])("%j travels as %j", (name, told) => expect(nameFor(name)).toBe(told));
});
