interface Node<Item> {
  next: Map<number, Node<Item>>;
  /** Where to go on when nothing follows: the longest suffix that begins something. */
  fail: Node<Item> | undefined;
  found: Item[];
  /** The nearest suffix at which something ends. */
  foundBefore: Node<Item> | undefined;
}

/** Finds many sequences of codes in one pass, in time proportional to the text. (Aho and Corasick) */
export class WordAutomaton<Item> {
  readonly #root: Node<Item> = makeNode();
  #linked = true;

  add(codes: readonly number[], item: Item): void {
    if (codes.length === 0) return;
    let node = this.#root;
    for (const code of codes) {
      let next = node.next.get(code);
      if (!next) node.next.set(code, (next = makeNode()));
      node = next;
    }
    node.found.push(item);
    this.#linked = false;
  }

  /** Calls `visit` with all that ends at each code, and with the index of that code. */
  scan(length: number, codeAt: (index: number) => number, visit: Visit<Item>): void {
    if (!this.#linked) this.#link();
    let node = this.#root;
    for (let index = 0; index < length; index++) {
      const code = codeAt(index);
      let next = node.next.get(code);
      while (!next && node.fail) {
        node = node.fail;
        next = node.next.get(code);
      }
      node = next ?? this.#root;
      for (let end: Node<Item> | undefined = node; end; end = end.foundBefore)
        for (const item of end.found) visit(item, index);
    }
  }

  #link(): void {
    const queue = [this.#root];
    for (const node of queue) {
      for (const [code, child] of node.next) {
        let fail = node.fail;
        while (fail && !fail.next.has(code)) fail = fail.fail;
        child.fail = fail?.next.get(code) ?? this.#root;
        child.foundBefore = child.fail.found.length > 0 ? child.fail : child.fail.foundBefore;
        queue.push(child);
      }
    }
    this.#linked = true;
  }
}

type Visit<Item> = (item: Item, index: number) => void;

function makeNode<Item>(): Node<Item> {
  return { next: new Map(), fail: undefined, found: [], foundBefore: undefined };
}
