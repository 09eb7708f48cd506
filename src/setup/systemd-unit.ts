export interface UnitInput {
  /** Absolute paths. */
  readonly node: string;
  readonly bin: string;
  readonly envFile: string;
  /** Who runs it; absent: a user that systemd makes up while it runs. */
  readonly user?: string;
}

/**
 * A service for systemd 240 or newer (systemd.exec(5)): it writes to /var/lib/unifi-report alone, and systemd reads the
 * env file, so that it may belong to root.
 */
export const systemdUnit = ({ node, bin, envFile, user }: UnitInput): string => `[Unit]
Description=The morning report for a UniFi network
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=${argument(node)} ${argument(bin)} run
EnvironmentFile=${specifierFree(envFile)}
Environment=DATA_DIR=/var/lib/unifi-report
StateDirectory=unifi-report
${user === undefined ? 'DynamicUser=yes' : `User=${specifierFree(user)}`}
UMask=0077
NoNewPrivileges=yes
ProtectSystem=strict
PrivateTmp=yes
PrivateDevices=yes
CapabilityBoundingSet=
Restart=on-failure
RestartSec=30
TimeoutStopSec=15

[Install]
WantedBy=multi-user.target
`;

/** `%` begins a specifier everywhere in a unit, `$` a variable in a command line. */
const specifierFree = (text: string): string => text.replaceAll('%', '%%');

const argument = (text: string): string => {
  const plain = specifierFree(text).replaceAll('$', '$$$$');
  return /^[\w@%+=:,./$-]+$/.test(plain) ? plain : `"${plain.replaceAll(/(["\\])/g, '\\$1')}"`;
};
