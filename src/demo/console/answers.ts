import { json, type ReceivedRequest, type Reply } from '../http/reply.ts';

/** The legacy envelope (UniFi API reference §4). */
export const legacyData = (rows: readonly unknown[], meta: Readonly<Record<string, unknown>> = {}): Reply =>
  json(200, { meta: { rc: 'ok', ...meta }, data: rows });

export const legacyError = (status: number, code: string): Reply =>
  json(status, { meta: { rc: 'error', msg: code }, data: [] });

/** How v2 says no (UniFi API reference §5). */
export const v2Error = (status: number, message: string): Reply =>
  json(status, { errorCode: status, message });

/** One path below a surface; a method that is not in the list is answered with 405. */
export interface Route {
  readonly methods: readonly string[];
  readonly answer: (request: ReceivedRequest) => Reply;
}

export type Routes = Readonly<Record<string, Route>>;

export const get = (answer: Route['answer']): Route => ({ methods: ['GET'], answer });
export const post = (answer: Route['answer']): Route => ({ methods: ['POST'], answer });
export const getOrPost = (answer: Route['answer']): Route => ({ methods: ['GET', 'POST'], answer });

export interface Page<T> {
  readonly data: readonly T[];
  readonly page_number: number;
  readonly total_element_count: number;
  readonly total_page_count: number;
}

/** One page, counted from 0. */
export const pageOf = <T>(rows: readonly T[], pageNumber: number, pageSize: number): Page<T> => ({
  data: rows.slice(pageNumber * pageSize, (pageNumber + 1) * pageSize),
  page_number: pageNumber,
  total_element_count: rows.length,
  total_page_count: Math.ceil(rows.length / pageSize),
});
