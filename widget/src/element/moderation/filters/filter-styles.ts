const css = String.raw;

/** The filters, each in a box, and the save button below them. */
export const FILTER_STYLES: string = css`
  .filters fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .panel-body .filters-hint,
  .filters legend,
  .number span {
    padding: 0;
    color: var(--_muted);
    font-size: 0.86em;
  }
  .filters textarea {
    resize: vertical;
    line-height: 1.4;
  }
  .filters .line .line-input {
    inline-size: 100%;
  }
  .try-out {
    margin-block: 10px 14px;
  }
  .outcome:not(:empty) {
    margin-block: 6px;
    font-weight: 600;
  }
  .outcome.finding {
    color: var(--_danger);
  }
  .outcome mark {
    padding-inline: 3px;
    border-radius: 3px;
    background: color-mix(in srgb, var(--_danger) 16%, transparent);
    color: inherit;
    overflow-wrap: anywhere;
  }
  .filter {
    margin-block-end: 8px;
    padding: 4px 12px;
    border: 1px solid var(--_border);
    border-radius: min(14px, var(--_radius));
  }
  .filter b {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .filter-fields {
    display: flex;
    flex-direction: column;
    gap: 10px;
    padding-block: 4px 10px;
  }
  .filters .lists {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
    gap: 2px 8px;
  }
  .lists .check input {
    flex: none;
  }
  .number {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  .number .line-input {
    flex: none;
    inline-size: 84px;
  }
  .panel-body .fault {
    margin-block-end: 8px;
    color: var(--_danger);
    font-size: 0.93em;
  }
  .filters-foot {
    position: sticky;
    inset-block-end: -20px;
    margin: 0 -14px -20px;
    padding: 10px 14px;
    border-block-start: 1px solid var(--_border);
    background: var(--_background);
  }
  .filters-foot .small-button {
    inline-size: 100%;
    min-block-size: 38px;
  }
  .filters-foot [aria-disabled="false"] {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .filters-foot [aria-disabled="true"] {
    color: var(--_muted);
  }
`;
