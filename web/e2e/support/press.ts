/** Foxglove Press on a busy morning: a space with faces, roles, rooms and pictures, as the pictures of the documents show it. */
import type { Browser } from "@playwright/test";
import { readFileSync } from "node:fs";
import { type House, type Person, type Place, furnished, joined } from "./people";

interface Named {
  id: string;
}

/** Draws one of the pictures beside this file. */
async function drawn(browser: Browser, name: string, width: number, height: number): Promise<Blob> {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 2 });
  const svg = readFileSync(new URL(`art/${name}.svg`, import.meta.url), "utf8");
  await page.setContent(`<body style="margin:0">${svg.replace("<svg ", '<svg style="display:block;inline-size:100vw;block-size:100vh" ')}`);
  const bytes = await page.screenshot();
  await page.close();
  return new Blob([new Uint8Array(bytes)], { type: "image/png" });
}

async function upload(who: Person, purpose: string, name: string, file: Blob, channel?: string): Promise<string> {
  const form = new FormData();
  form.set("purpose", purpose);
  if (channel) form.set("channel_id", channel);
  form.set("file", file, name);
  return (await who.ask<Named>("POST", "/uploads", form)).id;
}

export interface Press extends House {
  /** The room of the pictures. */
  desk: string;
}

/** Everybody and everything that is there before anybody speaks. */
async function opened(place: Place, browser: Browser) {
  const house = await furnished(place);
  const { ada, space } = house;
  const [noor, ben, mei, tomas] = [
    await joined(house, "noor", "Noor Haddad"),
    await joined(house, "ben", "Ben Okafor"),
    await joined(house, "mei", "Mei Tanaka"),
    await joined(house, "tomas", "Tomás Rey"),
  ];
  for (const one of [ada, noor, ben, mei, tomas]) {
    await one.ask("PATCH", "/me", { avatar: await upload(one, "avatar", "face.png", await drawn(browser, one.name, 256, 256)) });
  }
  await ada.ask("PATCH", `/spaces/${space}`, { icon: await upload(ada, "space_icon", "icon.png", await drawn(browser, "foxglove", 256, 256)) });
  const roles = { Editors: { color: "#7b3f9e", who: [noor, ben] }, Desk: { color: null, who: [mei, tomas] } };
  for (const [name, { color, who }] of Object.entries(roles)) {
    const role = await ada.ask<Named>("POST", `/spaces/${space}/roles`, { name, color, hoist: true, mentionable: true });
    for (const one of who) await ada.ask("PUT", `/spaces/${space}/members/${one.id}/roles/${role.id}`);
  }
  const room = async (kind: string, name: string, more: object = {}) => (await ada.ask<Named>("POST", `/spaces/${space}/channels`, { kind, name, ...more })).id;
  const parent = await room("category", "Desk");
  const desk = await room("text", "front-desk", { parent_id: parent, topic: "Where the day starts. Deadlines are pinned." });
  const rooms = [await room("text", "issue-12", { parent_id: parent }), await room("text", "layout", { parent_id: parent })];
  for (const name of ["proofreading", "print-run"]) await room("text", name, { parent_id: parent });
  const after = await room("category", "After hours");
  for (const name of ["kettle", "small-wins"]) await room("text", name, { parent_id: after });
  return { house, desk, rooms, noor, ben, mei, tomas };
}

export async function morning(place: Place, browser: Browser): Promise<Press> {
  const { house, desk, rooms, noor, ben, mei, tomas } = await opened(place, browser);
  const { ada } = house;
  const say = async (who: Person, content: string, more: object = {}, room = desk) => (await who.ask<Named>("POST", `/channels/${room}/messages`, { content, ...more })).id;
  const react = async (message: string, emoji: string, who: Person[]) => {
    for (const one of who) await one.ask("PUT", `/messages/${message}/reactions/${encodeURIComponent(emoji)}`);
  };
  await say(noor, "Morning! The printer moved our slot: files by **Thursday 16:00**, not Friday. The calendar is up to date.");
  const notice = await say(noor, "Sorry for the short notice. If that breaks anything, say so now and I will fight for Friday.");
  await react(notice, "👍", [ada, ben, mei, tomas]);
  await react(notice, "😬", [ben, mei]);
  await react(notice, "🙏", [tomas]);
  const pictures = [
    await upload(ben, "attachment", "boats.png", await drawn(browser, "boats", 600, 400), desk),
    await upload(ben, "attachment", "lighthouse.png", await drawn(browser, "lighthouse", 600, 450), desk),
    await upload(ben, "attachment", "crates.png", await drawn(browser, "crates", 600, 450), desk),
  ];
  const picks = await say(ben, "Nothing breaks on the photo desk. The harbour series is graded; these three are my picks for the opener.", { reply_to: notice, attachments: pictures.map((id) => ({ upload_id: id })) });
  await react(picks, "🔥", [noor, mei, tomas]);
  await react(picks, "⚓", [ada, noor]);
  await say(mei, `Page 34 has a widow in the last column, I am on it. <@${ada.id}> could you cut six words from the caption?`);
  await say(tomas, "Cover proof is in. The spine text sits 2 mm low, everything else looks right to me.", {
    attachments: [{ upload_id: await upload(tomas, "attachment", "cover-v4-proof.pdf", new Blob(["%PDF-1.7\n", "0".repeat(2_400_000)]), desk) }],
  });
  await say(ada, "Cut to “Dawn boats, Ría de Arousa”. That is seven fewer.");
  for (const at of [0, 1]) await say(mei, at ? `<@${ada.id}> the index is yours.` : "Spread 4 is in.", {}, rooms[at]);
  return { ...house, desk };
}
