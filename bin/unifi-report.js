#!/usr/bin/env node
// The only file that must run on any Node: it says in one line when Node is too old, before anything modern is loaded.
var major = Number(process.versions.node.split('.')[0]);

if (major < 24) {
  process.stderr.write(
    'unifi-report needs Node.js 24 or newer; this is ' +
      process.versions.node +
      '. Install Node.js 24 or use the container image.\n',
  );
  process.exitCode = 2;
} else {
  import('node:module')
    .then((module) => {
      module.enableCompileCache();
      return import('../dist/cli.js');
    })
    .then((cli) => cli.main(process.argv.slice(2), { env: process.env, now: Date.now }));
}
