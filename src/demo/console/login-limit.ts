import { minuteMs } from '../duration.ts';

/**
 * So many logins a minute, successful ones included (UniFi API reference §1.5). Real time on purpose: the console of a
 * person who tries the demo must forgive after a minute, whatever its own clock says.
 */
export const createLoginLimit = (perMinute: number): (() => boolean) => {
  let recent = 0;
  return () => {
    if (recent >= perMinute) return false;
    recent += 1;
    setTimeout(() => {
      recent -= 1;
    }, minuteMs).unref();
    return true;
  };
};
