/**
 * Real consoles mix secrets into their answers. These stand in for them, each recognisable, so that a test can prove
 * that none of them ever comes out of the program.
 */
export const demoSecrets = {
  deviceAuthKey: 'canary-x-authkey-4f1d',
  deviceInformKey: 'canary-x-inform-authkey-83ab',
  deviceSshFingerprint: 'canary-x-ssh-hostkey-19c0',
  deviceMeshKey: 'canary-x-vwirekey-77e2',
  ssoAppSecret: 'canary-sso-app-sec-d0b5',
  sshPassword: 'canary-x-ssh-password-6a93',
  apiToken: 'canary-api-token-2c48',
  wifiPassphrase: 'canary-x-passphrase-b51e',
} as const;

/** What no log, report or mail may ever contain. */
export const canaries: readonly string[] = Object.values(demoSecrets);
