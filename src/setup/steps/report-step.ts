import { wallClock } from '../../schedule/wall-clock.ts';
import { type Answers, isAnswered, mailVariables, without } from '../answers.ts';
import { type Asking, askText } from '../asking.ts';
import type { Step } from '../step.ts';
import type { SetupWorld } from '../world.ts';

const timesShown = 3;

/** What the report is called, and when it comes. */
export const reportStep = (asking: Asking, { place, openSettings }: SetupWorld): Step => ({
  title: 'The report',
  variables: ['REPORT_TITLE', 'REPORT_TIMEZONE', 'REPORT_SCHEDULE'],
  ask: async (answers, before) => {
    const title = { name: 'REPORT_TITLE', message: 'Its title, or nothing', isOptional: true } as const;
    const zone = { name: 'REPORT_TIMEZONE', message: 'Time zone of the schedule and of all times' } as const;
    const titled = await askText(
      { ...title, example: 'Harbour Office', initial: before.REPORT_TITLE },
      answers,
      asking,
    );
    const zoned = await askText(
      { ...zone, initial: before.REPORT_TIMEZONE ?? place.timeZone },
      titled,
      asking,
    );
    return askSchedule(zoned, asking);
  },
  trial: async (answers) => {
    const { schedule, config } = await openSettings(without(answers, mailVariables));
    const times = schedule.next(timesShown).map((atMs) => `  ${wallClock(atMs, config.schedule.timeZone)}`);
    asking.prompter.say(['The next reports:', ...times], 'good');
    return { works: true, answers };
  },
});

/** @throws SetupStopped */
const askSchedule = async (answers: Answers, asking: Asking): Promise<Answers> => {
  if (isAnswered(answers, 'REPORT_SCHEDULE')) return answers;
  const choice = await asking.prompter.choose({
    message: 'When does it come?',
    choices: [
      { value: 'daily', label: 'Every day at 07:00' },
      { value: 'at', label: 'Every day at another time' },
      { value: 'weekly', label: 'Every Monday at 07:00' },
      { value: 'monthly', label: 'On the first of the month at 07:00' },
      { value: 'cron', label: 'As a cron expression says' },
    ],
  });
  if (choice === 'at') return { ...answers, REPORT_SCHEDULE: await askTime(asking) };
  if (choice !== 'cron') return { ...answers, REPORT_SCHEDULE: choice };
  const message = 'Cron expression: minute, hour, day of month, month, day of week';
  return askText({ name: 'REPORT_SCHEDULE', message, example: '30 6 * * 1-5' }, answers, asking);
};

const time = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/** @returns the cron expression of a time of day */
const askTime = async ({ prompter }: Asking): Promise<string> => {
  const text = await prompter.text({
    message: 'At which time?',
    example: '06:30',
    problem: (typed) => (time.test(typed) ? undefined : 'Write hours and minutes, such as 06:30.'),
  });
  const [, hour, minute] = time.exec(text) ?? [];
  return `${Number(minute)} ${Number(hour)} * * *`;
};
