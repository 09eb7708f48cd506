import * as v from 'valibot';

const CodeSchema = v.object({ code: v.string() });

const codeOf = (error: unknown): string => {
  const parsed = v.safeParse(CodeSchema, error);
  return parsed.success ? parsed.output.code : 'unknown error';
};

/**
 * Why a directory of ours cannot be written, with what to do about it.
 *
 * @param what what it is to the reader, e.g. "DATA_DIR".
 */
export const describeUnwritable = (what: string, directory: string, error: unknown): string => {
  const place = `${what} ${directory}`;
  const code = codeOf(error);
  switch (code) {
    case 'EACCES':
    case 'EPERM': {
      const user = process.getuid?.();
      if (user === undefined) return `${place} is not writable: allow this user to write there.`;
      return `${place} is not writable by user ${user}: run "chown -R ${user} ${directory}", or run as its owner.`;
    }
    case 'EROFS':
      return `${place} lies on a read-only file system: mount a writable volume there, or set DATA_DIR to another place.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `${place} is full: free some space, or lower REPORT_KEEP.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${place} is not a directory: remove the file of that name, or set DATA_DIR to another place.`;
    default:
      return `${place} cannot be written (${code}): check the directory, or set DATA_DIR to another place.`;
  }
};

/** The same for a directory of ours that does not exist and could not be created. */
export const describeUncreatable = (what: string, directory: string, error: unknown): string => {
  const user = process.getuid?.();
  const isRefused = ['EACCES', 'EPERM'].includes(codeOf(error));
  if (!isRefused || user === undefined) return describeUnwritable(what, directory, error);
  return `${what} ${directory} does not exist, and user ${user} may not create it: run "mkdir -p ${directory} && chown ${user} ${directory}", or set DATA_DIR to another place.`;
};
