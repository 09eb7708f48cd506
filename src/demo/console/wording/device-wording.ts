import type { DemoDevice } from '../../world/devices.ts';
import { deviceParameter, valueParameter, type Wording } from './wording.ts';

export const deviceUnreachable = (device: DemoDevice): Wording => ({
  event: 'DEVICE_UNREACHABLE',
  topic: 'device',
  severity: 'HIGH',
  title: '{DEVICE} Offline',
  message: '{DEVICE} is offline and cannot be reached.',
  parameters: { DEVICE: deviceParameter(device) },
});

export const deviceReconnected = (device: DemoDevice): Wording => ({
  event: 'DEVICE_RECONNECTED',
  topic: 'device',
  severity: 'MEDIUM',
  title: '{DEVICE} Online',
  message: '{DEVICE} is back online.',
  parameters: { DEVICE: deviceParameter(device) },
});

export const firmwareUpdated = (device: DemoDevice, fromVersion: string): Wording => ({
  event: 'FIRMWARE_UPDATED',
  suffix: '_V2',
  topic: 'firmware',
  severity: 'LOW',
  title: 'Firmware Updated',
  message: '{DEVICE} was updated from version {PREVIOUS_VERSION} to {VERSION}.',
  parameters: {
    DEVICE: deviceParameter(device),
    PREVIOUS_VERSION: valueParameter(fromVersion),
    VERSION: valueParameter(device.firmware),
  },
});

export const poeOverload = (device: DemoDevice, port: number): Wording => ({
  event: 'POE_PORT_BUDGET_EXCEEDED',
  suffix: '_V2',
  topic: 'power',
  severity: 'HIGH',
  title: 'PoE Budget Exceeded',
  message: 'Port {PORT} of {DEVICE} exceeded its PoE budget.',
  parameters: { DEVICE: deviceParameter(device), PORT: valueParameter(port) },
});

export const channelChanged = (device: DemoDevice, from: number, to: number): Wording => ({
  event: 'AP_CHANGED_CHANNELS',
  topic: 'wifi',
  severity: 'LOW',
  title: 'AP Changed Channel',
  message: '{DEVICE} changed from channel {PREVIOUS_CHANNEL} to {CHANNEL}.',
  parameters: {
    DEVICE: deviceParameter(device),
    PREVIOUS_CHANNEL: valueParameter(from),
    CHANNEL: valueParameter(to),
  },
});

export const radarDetected = (device: DemoDevice, channel: number): Wording => ({
  event: 'AP_DETECTED_RADAR',
  suffix: '_V2',
  topic: 'wifi',
  severity: 'MEDIUM',
  title: 'Radar Detected',
  message: '{DEVICE} detected radar on channel {CHANNEL}.',
  parameters: { DEVICE: deviceParameter(device), CHANNEL: valueParameter(channel) },
});
