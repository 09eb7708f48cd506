/**
 * The document; `left` is what it does not hold of the thing that it describes, and that is nothing. Take the members of the
 * thing by name and hand over the rest (`{ a, b, ...left }`): it does not compile once the thing gets a new member, until
 * somebody has decided whether that belongs into the document.
 */
export const whole = <Document>(document: Document, _left: Readonly<Record<string, never>>): Document =>
  document;
