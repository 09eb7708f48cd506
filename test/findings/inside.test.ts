import { expect, test } from 'vitest';
import { isInsideAddress } from '../../src/findings/inside.ts';

test.each(['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd00::1', 'fe80::1'])(
  '%s is inside',
  (address) => {
    expect(isInsideAddress(address)).toBe(true);
  },
);

test.each(['172.32.0.1', '203.0.113.1', '2001:db8::1', '::', '', '10.0.0', '10.0.0.1; drop', undefined])(
  '%s is not',
  (address) => {
    expect(isInsideAddress(address)).toBe(false);
  },
);
