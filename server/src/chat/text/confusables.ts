/*
 * Letters of other scripts that are taken for Latin ones, by look: a choice out of
 * Unicode TR39's confusables, and what chats make of them. All are lower case and
 * without marks, as they are after NFKD.
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
