/** Whether a reason tells what the source did, and so wants a subject: "answered with a web page instead of data". */
export const isDeed = (reason: string): boolean =>
  /^(answered|did|does|redirected|refused|was)\b/.test(reason);
