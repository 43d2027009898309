import type { LitElement } from "lit";
import type { LiveChatProperties } from "../element/live-chat-properties.ts";

/** The properties that a page can set on the element. */
export type Properties = Omit<LiveChatProperties, keyof LitElement>;

type KebabCase<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `-${Lowercase<Head>}`}${KebabCase<Tail>}`
  : Name;

/** The properties that are attributes, too: all that are not objects. */
type Written = {
  [
    Name in keyof Properties as Properties[Name] extends string | number | boolean ? Name : never
  ]: Properties[Name];
};

/** A value as written in HTML. */
type WrittenValue<Value> = Value extends boolean
  ? boolean | "" | "true" | "false"
  : Value extends number
    ? number | `${number}`
    : Value;

/** The element's attributes by their HTML names. */
export type TagAttributes = {
  [Name in keyof Written as KebabCase<Name>]?: WrittenValue<Written[Name]> | undefined;
};

/** The properties without an attribute. */
export type PropertiesOnly = Partial<Omit<Properties, keyof Written>>;
