/**
 * Words that an owner can filter with one click.
 *
 * One word or phrase per line. `{a,b}` means either, `~` at an end means that the word may continue
 * there, `=` at an end that it may not; `^` also finds it typed on a Latin keyboard. In phrases a
 * space matches any gap or none. `innocent` lists harmless words that contain a listed one; there a
 * space matches a gap, and no other marks are allowed.
 */
export interface StarterList {
  words: string;
  innocent: string;
}
