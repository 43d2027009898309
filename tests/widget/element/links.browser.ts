import { assert } from "@open-wc/testing";
import { MARKED_LINKS } from "../support/marked-links.ts";
import { showElement } from "../support/show-element.ts";
import { message } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

describe("links in messages", () => {
  for (const [language, ...texts] of MARKED_LINKS)
    it(`end where a reader ends them: ${language}`, async () => {
      const rows = texts.map((text, i) =>
        message(i + 1, { message: text.replaceAll(/[«»]/g, "") }),
      );
      const { findAll } = await showElement({ rows });
      if (language !== "nothing") await until(() => findAll(".text a").length > 0);
      const shown = findAll(".text").map((element) => {
        const copy = element.cloneNode(true) as HTMLElement;
        for (const link of copy.querySelectorAll("a")) link.replaceWith(`«${link.textContent}»`);
        return copy.textContent;
      });
      assert.deepEqual(shown, texts);
    });

  it("show the host that they lead to, and none that only looks like it", async () => {
    const { findAll } = await showElement({
      rows: [
        message(1, { message: "https://\u0430pple.com/x" }),
        message(2, { message: "https://good.example@evil.example/" }),
        message(3, { message: "www.example.com" }),
      ],
    });
    await until(() => findAll(".text a").length > 0);
    const links = findAll(".text a") as HTMLAnchorElement[];
    assert.deepEqual(
      links.map(({ href, textContent }) => [textContent, href]),
      [
        ["https://xn--pple-43d.com/x", "https://xn--pple-43d.com/x"],
        ["www.example.com", "https://www.example.com/"],
      ],
    );
  });
});
