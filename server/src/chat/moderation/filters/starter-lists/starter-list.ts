/**
 * Words that an owner can have filtered with one click.
 *
 * One word or phrase a line. `{a,b}` stands for either, `~` at an end lets the word go on
 * there, `=` at an end lets it not; `^` looks for it on a Latin keyboard, too. In phrases a
 * space stands for any gap or none. `innocent` are words that hold one of them and are
 * right; a space in those stands for a gap, and nothing else may be in them.
 */
export interface StarterList {
  words: string;
  innocent: string;
}
