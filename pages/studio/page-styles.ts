import { css, type CSSResult } from "lit";

/** The report, and the list of streams: pages to read, one column wide. */
export const pageStyles: CSSResult = css`
  .report-page,
  .list-page {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    padding: 20px 16px 40px;
  }
  .report-page:focus-visible {
    outline-offset: -2px;
  }
  .report,
  .list {
    max-inline-size: 860px;
    margin-inline: auto;
  }
  .ran {
    color: var(--_muted);
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(136px, 1fr));
    gap: 10px;
    margin: 14px 0;
  }
  @media (max-width: 599px) {
    .figure:first-child {
      grid-column: 1 / -1;
    }
  }
  .figure,
  .chart,
  .tables section {
    padding: 12px 14px;
    border: 1px solid var(--_border);
    border-radius: 14px;
    background: var(--_background);
  }
  .figure dt {
    color: var(--_muted);
    font-size: 0.86em;
  }
  .figure dd {
    margin: 0;
  }
  .figure b {
    font-size: 1.7em;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .figure small {
    color: var(--_muted);
    white-space: nowrap;
  }
  .chart {
    margin: 0 0 14px;
  }
  .chart svg {
    display: block;
    overflow: visible;
    inline-size: 100%;
    block-size: 160px;
    margin-block: 10px 4px;
  }
  .chart .curve.viewers {
    stroke: var(--_live);
  }
  .chart .caption {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    color: var(--_muted);
    font-size: 0.86em;
  }
  .key::before {
    content: "";
    display: inline-block;
    inline-size: 14px;
    block-size: 3px;
    margin-inline-end: 6px;
    border-radius: 2px;
    background: var(--_accent);
    vertical-align: middle;
  }
  .viewers-key::before {
    background: var(--_live);
  }
  .axis {
    display: flex;
    justify-content: space-between;
    color: var(--_muted);
    font-size: 0.86em;
    font-variant-numeric: tabular-nums;
  }
  .tables {
    columns: 240px;
    column-gap: 10px;
    margin-block-end: 10px;
  }
  .tables section {
    break-inside: avoid;
    margin-block-end: 10px;
  }
  table {
    inline-size: 100%;
    margin-block-start: 6px;
    border-collapse: collapse;
  }
  tbody th,
  td {
    padding: 5px 0;
  }
  tbody th {
    font-weight: 400;
    text-align: start;
    overflow-wrap: anywhere;
  }
  td {
    text-align: end;
    padding-inline-start: 8px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .list > h2 {
    margin-block: 24px 8px;
    color: var(--_muted);
    font-size: 0.93em;
  }
  .list > h2:first-child {
    margin-block-start: 0;
  }
  .stream-list {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .stream {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: baseline;
    gap: 2px 12px;
    padding: 12px 14px 8px;
    border: 1px solid var(--_border);
    border-radius: 14px;
    background: var(--_background);
  }
  .stream:hover {
    border-color: var(--_muted);
  }
  .stream a.name-link {
    color: inherit;
    font-weight: 650;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  /* All of the box leads to the stream, but for the way to its report. */
  .stream a.name-link::after {
    content: "";
    position: absolute;
    inset: 0;
    border-radius: 13px;
  }
  .stream a.name-link:focus-visible {
    outline: 0;
  }
  .stream a.name-link:focus-visible::after {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }
  .stream a.name-link:hover bdi {
    text-decoration: underline;
  }
  .stream .name-link .id {
    display: block;
    color: var(--_muted);
    font-weight: 400;
    font-size: 0.86em;
  }
  .stream .last {
    margin: 0;
    color: var(--_muted);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .stream .state {
    justify-self: end;
  }
  .stream .link {
    position: relative;
    margin-inline-end: -10px;
    justify-self: end;
  }
  @media (max-width: 599px) {
    .stream a.name-link,
    .stream .state {
      grid-column: 1 / -1;
      justify-self: start;
    }
  }
  .open-form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px;
    margin-block-start: 20px;
  }
  .open-form label {
    flex: 1;
    min-inline-size: 200px;
    color: var(--_muted);
    font-size: 0.93em;
  }
  .open-form input {
    display: block;
    inline-size: 100%;
    min-block-size: 40px;
    margin-block-start: 4px;
    padding: 4px 12px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_background);
    color: var(--_text);
    font-size: max(16px, 1em);
  }
`;
