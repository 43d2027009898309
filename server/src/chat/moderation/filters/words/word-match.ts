/** The position of a match in a folded text. */
export interface Hit {
  tag: number;
  first: number;
  last: number;
  innocent: boolean;
}
