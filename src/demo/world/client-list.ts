/** An empty string is a missing name; the weight is the client's share of a day's traffic. */
export type ClientRow = readonly [name: string, hostname: string, maker: string, weight: number];

export const wiredRows: readonly ClientRow[] = [
  ['Accounts PC', 'accounts-pc', 'Dell Inc.', 6],
  ['Reception PC', 'reception-pc', 'Dell Inc.', 4],
  ['Workshop PC', 'workshop-pc', 'HP Inc.', 2],
  ['NAS', 'harbour-nas', 'Synology', 40],
  ['Print Room', 'NPI4C11D2', 'HP Inc.', 0.2],
  ['Camera Quay North', 'cam-quay-n', 'Axis', 18],
  ['Camera Quay South', 'cam-quay-s', 'Axis', 17],
  ['Camera Yard', 'cam-yard', 'Axis', 16],
  ['Till 1', 'till-1', 'Ingenico', 0.3],
  ['Till 2', 'till-2', 'Ingenico', 0.3],
  ['Phone Reception', '', 'Yealink', 0.4],
  ['Phone Accounts', '', 'Yealink', 0.3],
  ['', 'plc-crane', 'Siemens AG', 0.1],
  ['Meeting Room TV', 'meeting-tv', 'LG Electronics', 9],
];

/** The last name holds what must be escaped in a mail. */
export const wirelessRows: readonly ClientRow[] = [
  ['Marta Laptop', 'marta-mbp', 'Apple, Inc.', 14],
  ['Jonas Laptop', 'jonas-t14', 'Intel Corporate', 11],
  ['Priya Laptop', 'priya-t14', 'Intel Corporate', 12],
  ['Tom Laptop', 'tom-xps', 'Intel Corporate', 8],
  ['Ines Laptop', 'ines-mbp', 'Apple, Inc.', 9],
  ['', 'Marta-iPhone', 'Apple, Inc.', 3],
  ['', 'Jonas-Pixel', 'Google, Inc.', 2],
  ['', 'Priya-iPhone', 'Apple, Inc.', 3],
  ['', 'Tom-Galaxy', 'Samsung Electronics', 2],
  ['', 'Ines-iPhone', 'Apple, Inc.', 2],
  ['Warehouse Scanner 1', 'scanner-1', 'Zebra Technologies', 0.4],
  ['Warehouse Scanner 2', 'scanner-2', 'Zebra Technologies', 0.4],
  ['Warehouse Scanner 3', 'scanner-3', 'Zebra Technologies', 0.3],
  ['Forklift Tablet', 'forklift-tab', 'Samsung Electronics', 1],
  ['Reception Tablet', 'reception-ipad', 'Apple, Inc.', 2],
  ['Label Printer', 'label-printer', 'Brother Industries', 0.1],
  ['Thermostat Office', '', 'tado GmbH', 0.1],
  ['', '', 'Espressif Inc.', 0.1],
  ['Meeting Room Speaker', 'sonos-meeting', 'Sonos, Inc.', 1],
  ['Bell <Lobby> & Chime', 'bell', 'Raspberry Pi', 0.1],
];

export const guestRows: readonly ClientRow[] = [
  ['', 'iPhone', 'Apple, Inc.', 3],
  ['', 'Galaxy-S24', 'Samsung Electronics', 2],
  ['', 'Pixel-9', 'Google, Inc.', 2],
  ['', "Skipper's iPad", 'Apple, Inc.', 5],
  ['', '', '', 1],
  ['', 'DESKTOP-7QK2M1', 'Intel Corporate', 4],
];
