import { setFlagsFromString } from 'node:v8';

/**
 * From here on functions are compiled when they are first called. What has been loaded before was compiled as a whole,
 * because engine.ts says so: most of it is called in every report, and Node keeps it compiled for the next process. Of
 * what is loaded later little is called.
 */
export const compileWhenCalled = (): void => setFlagsFromString('--lazy');
