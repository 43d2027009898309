import { Polling } from "../../../../node_modules/engine.io-client/build/esm/transports/polling.js";

/** Replaces engine.io-client's requests in the script files, which also serve browsers of 2010. */
export class XHR extends Polling {
  override doPoll(): void {
    this.#request("GET", null, "xhr poll error", (text) => this.onData(text));
  }

  override doWrite(data: string, done: () => void): void {
    this.#request("POST", data, "xhr post error", done);
  }

  #request(
    method: string,
    body: string | null,
    fault: string,
    onText: (text: string) => void,
  ): void {
    const request = new XMLHttpRequest();
    request.open(method, this.uri());
    request.timeout = this.opts.requestTimeout ?? 0;
    request.onloadend = () => {
      if (request.status === 200) onText(request.responseText);
      else this.onError(fault, request.status, request);
    };
    request.send(body);
  }
}
