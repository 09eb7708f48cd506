import {
  dash,
  formatBitsPerSecond,
  formatBytes,
  formatCelsius,
  formatDuration,
  formatLatency,
  formatNumber,
  formatRatio,
  plainText,
} from './format.ts';
import { formatDateTime, type WritingStyle } from './format-time.ts';
import type { Value } from './section.ts';

/**
 * A value as one line of plain text, the same in HTML and in text. It is not escaped: that is the template's business.
 * Nothing known, and a text that is empty once it is harmless, are a dash.
 */
export function writeValue(value: Value, style: WritingStyle): string {
  if (value === null) return dash;
  if (typeof value === 'string') return plainText(value) || dash;
  if ('text' in value) return plainText(value.text) || dash;
  if ('number' in value) return formatNumber(value.number, style.locale);
  if ('bytes' in value) return formatBytes(value.bytes, style.locale);
  if ('bitsPerSecond' in value) return formatBitsPerSecond(value.bitsPerSecond, style.locale);
  if ('ratio' in value) return formatRatio(value.ratio, style.locale);
  if ('durationMs' in value) return formatDuration(value.durationMs, style.locale);
  if ('latencyMs' in value) return formatLatency(value.latencyMs, style.locale);
  if ('celsius' in value) return formatCelsius(value.celsius, style.locale);
  return formatDateTime(value.atMs, style);
}
