import type { SectionBlockSpec } from '../spec.ts';
import { createBars } from './bars-block.ts';
import type { BlockWriter } from './block-writer.ts';
import { createFacts } from './facts-block.ts';
import { createSeries } from './series-block.ts';
import { createTable } from './table-block.ts';

/** @throws Error when a path is none: paths are checked when the file is read */
export function createBlock(spec: SectionBlockSpec, integrationTitle: string): BlockWriter {
  switch (spec.kind) {
    case 'facts':
      return createFacts(spec);
    case 'table':
      return createTable(spec);
    case 'bars':
      return createBars(spec);
    case 'series':
      return createSeries(spec, integrationTitle);
  }
}
