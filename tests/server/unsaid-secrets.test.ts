import { expect, it } from "vitest";
import { optionsFromEnvironment, OptionsError, toOptions } from "../../server/src/options.ts";
import { welcome } from "../../server/src/welcome.ts";

/* What a server says ends up in journals and in the logs of containers. */

const PASSWORD = "pass/w@rd:1";

it.each([
  [`postgres://chat:${PASSWORD}@db.example:5432/chat`, "postgres://…@db.example:5432/chat"],
  ["postgres://db.example/chat?user=chat&password=pass/w@rd:1", "postgres://…@rd:1"],
  ["postgres://db.example/chat?user=chat&password=plain", "?user=chat&password=…"],
  ["sqlite:./data/chat.db", "Messages are kept in sqlite:./data/chat.db\n"],
])("the welcome says where messages are kept, and not how one gets there: %s", (address, shown) => {
  const said = welcome(
    { url: "http://localhost:3001", mode: "guests" },
    toOptions({ databaseUrl: address, guests: true }),
  );
  expect(said).toContain(shown);
  expect(said).not.toMatch(/pass\/w|plain/);
});

it("an address of the wrong form is refused without its password", () => {
  const start = () =>
    optionsFromEnvironment({
      CHAT_DATABASE_URL: `postgre://chat:${PASSWORD}@db.example/chat`,
      CHAT_REDIS_URL: `http://:${PASSWORD}@cache.example`,
    });
  expect(start).toThrow(OptionsError);
  expect(start).toThrow('CHAT_DATABASE_URL cannot be "postgre://…@db.example/chat"');
  expect(start).not.toThrow(/pass\/w/);
});
