import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limitSteps } from '../../src/render/limits.ts';
import { createWeighing } from '../../src/render/mail-weight.ts';
import { createLayout } from '../../src/render/render.ts';
import { readShippedTemplate } from '../../src/render/templates.ts';
import { reportView } from '../../src/render/view.ts';
import { sizeOf } from '../../src/transfer-encoding.ts';
import { fullReport, readSection } from '../helpers/report.ts';
import { anyBlock } from './any-block.ts';

test('whatever a report holds, a mail weighs what its pieces do', () => {
  const { layout } = createLayout({ readTemplate: readShippedTemplate });
  const weigh = createWeighing(layout);
  fc.assert(
    fc.property(fc.array(anyBlock, { maxLength: 12 }), fc.constantFrom(...limitSteps), (blocks, limits) => {
      const report = fullReport();
      const integrations = [...report.integrations, readSection('Y', blocks)];
      const view = reportView({ ...report, integrations }, { locale: 'en-GB', limits });
      const { sections, ...frame } = view;
      const pieces = [...weigh(frame, sections)];
      expect({
        canonical: pieces.reduce((sum, { canonical }) => sum + canonical, 0),
        quotedPrintable: pieces.reduce((sum, { quotedPrintable }) => sum + quotedPrintable, 0),
      }).toEqual(sizeOf(layout.html(view)));
    }),
  );
});
