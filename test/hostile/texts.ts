/** What somebody could call a thing to get at whoever reads about it. Each does something else where it is not inert. */
export const hostileTexts: readonly string[] = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '</td></tr></table></style><style>*{display:none}</style>',
  '"><b onmouseover="alert(1)" style="position:fixed;inset:0',
  "' onload='alert(1)` onload=`alert(1)",
  '<a href="javascript:alert(1)">x</a> javascript:alert(1) url(https://evil.example/p.png)',
  '<!--[if mso]><p>--><![endif]-->',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not be one anywhere
  '{{7*7}} {{#each this}}{{{this}}}{{/each}} {{> finding}} {{@root.footer}} ${7*7} <%= 7*7 %>',
  'one\r\nBcc: victim@evil.example\r\n\r\n.\r\nQUIT\r\ntwo\u2028three\u2029four',
  '=?utf-8?B?QmNjOiB2aWN0aW1AZXZpbC5leGFtcGxl?=',
  '\u202Egnp.exe\u202C\u2066x\u2069\u200F\u061C\u{E0041}',
  'a\u200Bb\u200Dc\uFEFFd\u0000e\u001b[31m\u001b]0;title\u0007f\u009bg\u0085h\b\b\b',
  'W'.repeat(5_000),
  '語'.repeat(5_000),
  `Z${'\u0335'.repeat(400)}`,
  '👩‍🚀🏴‍☠️🇩🇪 AP 🛜',
  'מדפסת המשרד – طابعة المكتب',
  'принтер プリンター เครื่องพิมพ์',
  'Unable to fetch data',
  'Unable\u00A0to\tfetch \u200Bdata',
  '<p>Unable to fetch data</p>',
  '&lt;b&gt; &amp;amp; &nbsp; &#60;script&#62;',
  '../../../etc/passwd\u0000.html',
  '__proto__',
  '%s %d %n {0} $(reboot) `reboot` |reboot; rm -rf /',
  '{"level":"fatal","event":"report_done"}',
  '$& $1 $` $$',
];

/** They in turn, with a `prefix` each with a mark by which it is found again: "n12. …". */
export const inTurn = (prefix = '', start = 0) => {
  let next = start;
  return (): string => {
    const text = hostileTexts[next % hostileTexts.length] ?? '';
    next += 1;
    return prefix === '' ? text : `${prefix}${next}. ${text}`;
  };
};
