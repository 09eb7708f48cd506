import { mailBytes, mostMailBytes } from '../mail-size.ts';
import type { Email, Report } from '../report/report.ts';
import { reportSubject } from '../report/subject.ts';
import { frameView } from './frame.ts';
import { attachmentName } from './full-report.ts';
import type { Layout } from './layout.ts';
import { fitsIntoMail, fitsOnPage, limitSteps } from './limits.ts';
import { createWeighing } from './mail-weight.ts';
import { pageStepsFor } from './page-steps.ts';
import { noPictures, type Pictures, pictureSources } from './pictures.ts';
import { keptFrames } from './same-frame.ts';
import { textView } from './text.ts';
import { type ReportView, reportView, sectionViews, type ViewSettings, writerFor } from './view.ts';
import { createKept, type Writer } from './writer.ts';

export interface RenderOptions {
  /** BCP 47 tag; decides how numbers and dates are written. The words are English. */
  readonly locale: string;
  readonly pictures?: Pictures;
  /** Whether it is mailed, and so may carry the full report. */
  readonly isMailed?: boolean;
  /** The name of the file among the saved reports that holds the full one. */
  readonly savedName?: string;
}

/** One report as a mail and as a page; the page rides along where the whole mail then stays small enough. */
export const writeEmail = (report: Report, options: RenderOptions, layout: Layout): Email => {
  const { locale, pictures = noPictures, isMailed = false, savedName } = options;
  const kept = createKept();
  const page = writePage(report, { locale, kept, pictureSource: sourcesIn('page', pictures) }, layout);
  const pictureSource = sourcesIn('mail', pictures);
  const weigh = createWeighing(layout);

  const mail = (attachedAs: string | undefined): Email => {
    const isAttached = attachedAs !== undefined;
    const fullReport = { isAttached, ...(savedName === undefined ? {} : { savedName }) };
    const view = fittingView(report, { locale, kept, pictureSource, fullReport }, weigh);
    const html = layout.html(view);
    return {
      subject: reportSubject(report),
      html,
      text: layout.text(textView(view)),
      // A series may have been cut: a picture that nothing shows would look like an attachment.
      images: [...pictures.values()].filter((picture) =>
        html.includes(`src="${pictureSources.mail(picture)}"`),
      ),
      page,
      ...(isAttached ? { attachedAs } : {}),
    };
  };

  if (!isMailed) return mail(undefined);
  const whole = mail(attachmentName(report));
  return mailBytes(whole) <= mostMailBytes ? whole : mail(undefined);
};

type Style = Omit<ViewSettings, 'limits'>;

/** The most generous page that fits; the tightest when none does. */
const writePage = (report: Report, style: Style, { html }: Layout): string => {
  const [generous, ...tighter] = pageStepsFor(report);
  let page = html(reportView(report, { ...style, limits: generous }));
  for (const limits of tighter) {
    if (fitsOnPage(page)) return page;
    page = html(reportView(report, { ...style, limits }));
  }
  return page;
};

/** The most generous view that fits into a mail; the tightest when none does. */
const fittingView = (report: Report, style: Style, weigh: ReturnType<typeof createWeighing>): ReportView => {
  const frameOf = keptFrames(report, (limits) => {
    const write = writerFor(report, { ...style, limits });
    const frame = frameView(report, write, limits, style.fullReport);
    return { frame, neededLength: write.neededLength() };
  });
  const [generous, ...tighter] = limitSteps;
  let limits = generous;
  for (const next of tighter) {
    const frame = frameOf(limits);
    const sections = sectionViews(report, writerFor(report, { ...style, limits }), limits);
    if (fitsIntoMail(weigh(frame, sections))) return { ...frame, sections };
    limits = next;
  }
  return reportView(report, { ...style, limits });
};

const sourcesIn =
  (form: keyof typeof pictureSources, pictures: Pictures): Writer['pictureSource'] =>
  (series) => {
    const picture = pictures.get(series);
    return picture === undefined ? '' : pictureSources[form](picture);
  };
