import { mailBytes, mostMailBytes } from '../mail-size.ts';
import type { Email, Report } from '../report/report.ts';
import { reportSubject } from '../report/subject.ts';
import { attachmentName } from './full-report.ts';
import { fitsIntoMail, fitsOnPage, type Limits, limitSteps } from './limits.ts';
import { pageStepsFor } from './page-steps.ts';
import { noPictures, type Pictures, pictureSources } from './pictures.ts';
import { type TextView, textView } from './text.ts';
import { type ReportView, reportView, type ViewSettings } from './view.ts';
import type { BlockViews, Writer } from './writer.ts';

export interface RenderOptions {
  /** BCP 47 tag; decides how numbers and dates are written. The words are English. */
  readonly locale: string;
  readonly pictures?: Pictures;
  /** Whether it is mailed, and so may carry the full report. */
  readonly isMailed?: boolean;
  /** The name of the file among the saved reports that holds the full one. */
  readonly savedName?: string;
}

/** Lays views out as HTML and as text. */
export interface Layout {
  html(view: ReportView): string;
  text(view: TextView): string;
}

/** One report as a mail and as a page; the page rides along where the whole mail then stays small enough. */
export const writeEmail = (report: Report, options: RenderOptions, layout: Layout): Email => {
  const { locale, pictures = noPictures, isMailed = false, savedName } = options;
  const views: BlockViews = new Map();
  const write =
    (settings: Omit<ViewSettings, 'limits' | 'locale' | 'views'>) =>
    (limits: Limits): Written => {
      const view = reportView(report, { locale, limits, views, ...settings });
      return { view, html: layout.html(view) };
    };
  const writePage = write({ pictureSource: sourcesIn('page', pictures) });
  const { html: page } = mostGenerous(pageStepsFor(report), writePage, fitsOnPage);

  const mail = (attachedAs: string | undefined): Email => {
    const isAttached = attachedAs !== undefined;
    const fullReport = { isAttached, ...(savedName === undefined ? {} : { savedName }) };
    const writeMail = write({ fullReport, pictureSource: sourcesIn('mail', pictures) });
    const { view, html } = mostGenerous(limitSteps, writeMail, fitsIntoMail);
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

const sourcesIn =
  (form: keyof typeof pictureSources, pictures: Pictures): Writer['pictureSource'] =>
  (series) => {
    const picture = pictures.get(series);
    return picture === undefined ? '' : pictureSources[form](picture);
  };

interface Written {
  readonly view: ReportView;
  readonly html: string;
}

/** The most generous version that fits; the tightest when none does. */
const mostGenerous = (
  [generous, ...tighter]: readonly [Limits, ...Limits[]],
  write: (limits: Limits) => Written,
  fits: (html: string) => boolean,
): Written => {
  let written = write(generous);
  for (const limits of tighter) {
    if (fits(written.html)) return written;
    written = write(limits);
  }
  return written;
};
