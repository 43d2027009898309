/*
 * A trie in typed arrays. A node is a number; the root is 0. Children are found in one hash
 * table over (parent, code), so a node costs some 20 bytes whatever its number of children.
 */

type Numbers = Uint16Array | Uint32Array;

/** A finished trie with its Aho–Corasick links. Plain data, so that threads can transfer it. */
export interface TrieData {
  seed: number;
  /** Open addressing; 0 marks an empty slot. */
  table: Numbers;
  parent: Numbers;
  code: Uint32Array;
  /**
   * The node to continue at when no child matches: the longest suffix that is a prefix of a word.
   */
  fail: Numbers;
  /** The nearest suffix, including the node itself, at which a word ends; 0 if there is none. */
  ending: Numbers;
  /** The first word that ends at a node, plus 1; 0 if there is none. */
  firstWord: Numbers;
}

/** The child of a node for `code`; 0 if there is none. */
export function childOf(trie: TrieData, node: number, code: number): number {
  const { table, parent, code: codes } = trie;
  const mask = table.length - 1;
  for (let at = slotOf(trie.seed, node, code) & mask; ; at = (at + 1) & mask) {
    const child = table[at]!;
    if (child === 0 || (parent[child] === node && codes[child] === code)) return child;
  }
}

/** Builds a trie word by word. */
export class TrieBuilder {
  // A random seed, so that nobody can choose words whose hashes collide.
  readonly #seed = Math.trunc(Math.random() * 0x7fffffff);
  #table = new Uint32Array(1_024);
  readonly #parent: number[] = [0];
  readonly #code: number[] = [0];
  readonly #depth: number[] = [0];

  /** Adds a word; returns the node at which it ends. */
  add(codes: readonly number[]): number {
    let node = 0;
    for (const code of codes) node = this.#childOrNew(node, code);
    return node;
  }

  get nodes(): number {
    return this.#parent.length;
  }

  /** Links the nodes; `firstWord` has one number for each node. */
  finish(firstWord: readonly number[], words: number): TrieData {
    const { nodes } = this;
    const trie: TrieData = {
      seed: this.#seed,
      table: typedArrayFor(tableSize(nodes), nodes),
      parent: typedArrayFor(nodes, nodes),
      code: Uint32Array.from(this.#code),
      fail: typedArrayFor(nodes, nodes),
      ending: typedArrayFor(nodes, nodes),
      firstWord: typedArrayFor(nodes, words + 1),
    };
    trie.parent.set(this.#parent);
    trie.firstWord.set(firstWord.slice(0, nodes));
    const mask = trie.table.length - 1;
    for (let node = 1; node < nodes; node++) {
      let at = slotOf(this.#seed, this.#parent[node]!, this.#code[node]!) & mask;
      while (trie.table[at] !== 0) at = (at + 1) & mask;
      trie.table[at] = node;
    }
    for (const node of this.#byDepth()) link(trie, node);
    return trie;
  }

  #childOrNew(parent: number, code: number): number {
    if (this.#parent.length * 2 > this.#table.length) this.#grow();
    const mask = this.#table.length - 1;
    let at = slotOf(this.#seed, parent, code) & mask;
    for (; this.#table[at] !== 0; at = (at + 1) & mask) {
      const child = this.#table[at]!;
      if (this.#parent[child] === parent && this.#code[child] === code) return child;
    }
    const node = this.#parent.length;
    this.#table[at] = node;
    this.#parent.push(parent);
    this.#code.push(code);
    this.#depth.push(this.#depth[parent]! + 1);
    return node;
  }

  #grow(): void {
    const table = new Uint32Array(this.#table.length * 2);
    const mask = table.length - 1;
    for (let node = 1; node < this.#parent.length; node++) {
      let at = slotOf(this.#seed, this.#parent[node]!, this.#code[node]!) & mask;
      while (table[at] !== 0) at = (at + 1) & mask;
      table[at] = node;
    }
    this.#table = table;
  }

  /** All nodes but the root, in order of depth. */
  #byDepth(): number[] {
    return Array.from({ length: this.nodes - 1 }, (_, i) => i + 1).sort(
      (a, b) => this.#depth[a]! - this.#depth[b]!,
    );
  }
}

function link(trie: TrieData, node: number): void {
  const parent = trie.parent[node]!;
  const code = trie.code[node]!;
  if (parent !== 0) {
    let fail = trie.fail[parent]!;
    while (fail !== 0 && childOf(trie, fail, code) === 0) fail = trie.fail[fail]!;
    trie.fail[node] = childOf(trie, fail, code);
  }
  trie.ending[node] = trie.firstWord[node] === 0 ? trie.ending[trie.fail[node]!]! : node;
}

function slotOf(seed: number, node: number, code: number): number {
  let hash = Math.imul(node ^ seed, 0x9e3779b1) ^ Math.imul(code + 1, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** At least a third of the slots stay empty. */
function tableSize(nodes: number): number {
  let size = 4;
  while (size * 2 < nodes * 3) size *= 2;
  return size;
}

/** An array for numbers below `end`. */
export function typedArrayFor(length: number, end: number): Numbers {
  return end <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
}
