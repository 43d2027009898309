import type { LitElement } from "lit";
import type { LiveChatProperties } from "../element/live-chat-properties.ts";

/** What a page sets on the element, whatever by. */
export type Properties = Omit<LiveChatProperties, keyof LitElement>;

type KebabCase<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `-${Lowercase<Head>}`}${KebabCase<Tail>}`
  : Name;

/** The properties that are attributes, too: those that are no objects. */
type Written = {
  [
    Name in keyof Properties as Properties[Name] extends string | number | boolean ? Name : never
  ]: Properties[Name];
};

/** A value as it may be written into HTML. */
type WrittenValue<Value> = Value extends boolean
  ? boolean | "" | "true" | "false"
  : Value extends number
    ? number | `${number}`
    : Value;

/** The element's attributes, under their names in HTML. */
export type TagAttributes = {
  [Name in keyof Written as KebabCase<Name>]?: WrittenValue<Written[Name]> | undefined;
};

/** The properties that no attribute can set. */
export type PropertiesOnly = Partial<Omit<Properties, keyof Written>>;
