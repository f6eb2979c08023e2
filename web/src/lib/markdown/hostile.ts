/** Payloads that tried to become markup somewhere in the world; the tests of the parser and of the views share them. */

const scripts = [
  "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<img src=x onerror=alert(1)>", "<img src=x onerror='alert(1)'//", "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
  "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  "<svg><a xlink:href=\"javascript:alert(1)\"><text x=20 y=20>x</text></a></svg>", "<math><mtext></mtext><script>alert(1)</script></math>",
  "<math href=\"javascript:alert(1)\">x</math>", "<math><mi xlink:href=\"data:x,<script>alert(1)</script>\">", "<body onload=alert(1)>",
  "<iframe src=javascript:alert(1)>", "<iframe srcdoc=\"<script>alert(1)</script>\">", "<object data=javascript:alert(1)>",
  "<embed src=javascript:alert(1)>", "<link rel=stylesheet href=javascript:alert(1)>", "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
  "<base href=javascript:alert(1)//>", "<form action=javascript:alert(1)><input type=submit>", "<button formaction=javascript:alert(1)>x",
  "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>", "<audio src=x onerror=alert(1)>",
  "<marquee onstart=alert(1)>", "<style>@import 'javascript:alert(1)';</style>", "<div style=\"background:url(javascript:alert(1))\">",
  "<template><script>alert(1)</script></template>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
  "<!--<img src=\"--><img src=x onerror=alert(1)//\">", "<![CDATA[<script>alert(1)</script>]]>", "<?xml version=\"1.0\"?><x/>",
  "<a href=\"javascript:alert(1)\">x</a>", "<xss style=\"xss:expression(alert(1))\">", "</textarea><script>alert(1)</script>",
];

const schemes = [
  "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](java\nscript:alert(1))",
  "[x](\u0001javascript:alert(1))", "[x]( javascript:alert(1))", "[x](javascript&colon;alert(1))", "[x](&#106;avascript:alert(1))",
  "[x](&#x6A&#x61&#x76&#x61script:alert(1))", "[x](data:text/html,<script>alert(1)</script>)", "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](vbscript:msgbox(1))", "[x](file:///etc/passwd)", "[x](blob:https://snug.example/1)", "[x](about:blank)", "[x](ftp://evil.example)",
  "[x](//evil.example)", "[x](\\\\evil.example)", "[x](/\\evil.example)", "[x](https:/\\evil.example)", "[x](https:evil.example)",
  "[x](http://)", "[x](https://\u0000evil.example)", "[x](https://evil.example\" onmouseover=\"alert(1))", "[x](https://evil.example' onclick='alert(1))",
  "[x](https://a.example \"t\" onclick=alert(1))", "[x](mailto:a@b?subject=x%0d%0abcc:c@d)", "[x](mailto:javascript:alert(1))", "[x](view-source:https://a.example)",
  "javascript://%0aalert(1)", "https://javascript:alert(1)@evil.example", "http://evil.example/<script>alert(1)</script>", "https://evil.example/\"onmouseover=alert(1)",
];

const shapes = [
  "[https://bank.example](https://evil.example)", "[bank.example\u202egpj.live](https://evil.example)", "https://bank.example\u202e/moc.live//:sptth",
  "[](https://evil.example)", "[ ](https://evil.example)", "[\u200b](https://evil.example)", "![x](https://evil.example/pixel.gif)",
  "![x](javascript:alert(1))", "[[x](https://a.example)](https://b.example)", "[x](https://a.example)](javascript:alert(1))", "[x][1]\n\n[1]: javascript:alert(1)",
  "<javascript:alert(1)>", "<https://evil.example onclick=alert(1)>", "**<b onmouseover=alert(1)>**", "||<img src=x onerror=alert(1)>||", "`<img src=x onerror=alert(1)>`",
  "```html\n<script>alert(1)</script>\n```", "```\"><script>alert(1)</script>\ncode\n```", "> <script>alert(1)</script>", "- <script>alert(1)</script>", "# <script>alert(1)</script>",
  "<@<script>alert(1)</script>>", "<@javascript:alert(1)>", "<#\"onclick=alert(1)>", "<@&__proto__>", "<:name:javascript>", "{{constructor.constructor('alert(1)')()}}",
  "${alert(1)}", "__proto__", "\u202e\u2066\u2069txet", "\ufeff<script>", "\u0000<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;",
];

/** Every payload. */
export const hostile: string[] = [...scripts, ...schemes, ...shapes];
