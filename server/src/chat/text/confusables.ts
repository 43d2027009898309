/*
 * Letters of other scripts that look like Latin ones: a selection from Unicode TR39's confusables,
 * and from what chats use. All are lower case and without marks, as after NFKD.
 */
const BY_LATIN: Readonly<Record<string, string>> = {
  ...{ a: "аɑαᴀ∂ᗩꭺ", b: "вьƅʙβᗷɓ", c: "сϲςᴄƈᑕꮯ¢©", d: "ԁɗđᴅժᗪ", e: "еεєҽɛᴇ€℮ǝꭼ" },
  ...{ f: "ƒғꜰᖴϝ", g: "ԍɡɢցǥ", h: "һнʜɦħհꮋ", i: "іıιɪɩꭵ", j: "јʝᴊ", k: "кκᴋƙҝқ" },
  ...{ l: "ӏʟłɭɫ£", m: "мᴍɱ", n: "ηпոɴŋ", o: "оοσօøөᴏ", p: "рρᴘþ", q: "ԛզǫ", r: "гʀɾɍяꮁ" },
  ...{ s: "ѕꜱʂꮪꚃ§", t: "тτᴛŧƭꭲ", u: "υᴜʋսцʉ", v: "νѵᴠ", w: "ωѡԝᴡɯш", x: "хχ×" },
  ...{ y: "уγʏүƴყ", z: "ᴢʐƶ" },
};

/** The Latin letter that each of these looks like. */
export const LATIN_CONFUSABLES: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_LATIN).flatMap(([latin, looks]) => [...looks].map((look) => [look, latin])),
);
