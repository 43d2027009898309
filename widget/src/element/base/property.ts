import type { PropertyDeclaration, ReactiveElement } from "lit";

/**
 * Makes an accessor reactive.
 *
 * Lit's own decorator supports two kinds of decorators; this one saves the bytes for the unused
 * kind.
 */
export function property(options: PropertyDeclaration = { attribute: false }) {
  return (element: object, name: string, own?: PropertyDescriptor): void => {
    (element.constructor as typeof ReactiveElement).createProperty(name, options);
    // Restored after all decorators have run.
    if (own) Object.assign(own, Object.getOwnPropertyDescriptor(element, name));
  };
}
