/** Arguments of Node that make the program believe it starts at `atMs`; its clock goes on from there. */
export const startingAt = (atMs: number): readonly string[] => [
  '--import',
  `data:text/javascript,const real=Date.now;const start=real();Date.now=()=>${atMs}+real()-start`,
];
