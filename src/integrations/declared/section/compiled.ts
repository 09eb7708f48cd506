import {
  type Compiled,
  compileJsonFilter,
  compileJsonPath,
  type JsonFilter,
  type JsonPath,
} from '../json-path.ts';

/** A path of a declaration that was checked when the file was read. @throws Error where it was not */
export const compiledPath = (text: string): JsonPath => ofChecked(compileJsonPath(text));

/** A `when` of a declaration that was checked when the file was read. @throws Error where it was not */
export const compiledFilter = (text: string): JsonFilter => ofChecked(compileJsonFilter(text));

const ofChecked = <T>(compiled: Compiled<T>): T => {
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.value;
};
