/** Where in a folded text something was found. */
export interface Hit {
  tag: number;
  first: number;
  last: number;
  innocent: boolean;
}
