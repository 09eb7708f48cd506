/** A signal in words, as UniFi users know them (prior art §1.4). */
export function signalWord(signalDbm: number): string {
  if (signalDbm >= -50) return 'excellent';
  if (signalDbm >= -60) return 'good';
  if (signalDbm >= -70) return 'fair';
  return signalDbm >= -80 ? 'poor' : 'very poor';
}

/** "−84 dBm, very poor". */
export const writeSignal = (signalDbm: number): string =>
  `${Math.round(signalDbm).toString().replace('-', '−')} dBm, ${signalWord(signalDbm)}`;
