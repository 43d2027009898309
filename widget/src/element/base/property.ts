import type { PropertyDeclaration, ReactiveElement } from "lit";

/**
 * Makes an accessor reactive.
 *
 * Lit's own decorator can do this for two kinds of decorators, and every
 * reader of a page would pay for the one that is not used here.
 */
export function property(options: PropertyDeclaration = { attribute: false }) {
  return (element: object, name: string, own?: PropertyDescriptor): void => {
    (element.constructor as typeof ReactiveElement).createProperty(name, options);
    // What is put back when all decorators have run.
    if (own) Object.assign(own, Object.getOwnPropertyDescriptor(element, name));
  };
}
