/** English words of the administration at large: navigation, its door, and admin mode. */

export default {
  nav: {
    title: "Administration",
    place: "This place",
    accounts: "Accounts",
    reports: "Reports",
    audit: "Audit log",
  },
  door: {
    title: "Enter admin mode",
    lead: "Prove once more that it is you. Admin mode lasts 15 minutes, and what you do in it is written to the audit log.",
    againLead: "Admin mode has ended. Prove once more that it is you; then this goes on.",
    stayLead: "Prove once more that it is you, and admin mode lasts 15 more minutes.",
    code: "Second step",
    codeHint: "Six digits of your app, or a recovery code.",
    go: "Enter admin mode",
    going: "Checking",
    factorTitle: "A second step first",
    factorBody: "Whoever runs this place signs in with more than a password. Add an authenticator app to your account, then come back here.",
    factorGo: "Set up the second step",
    noRight: "This page is for those who run the place",
    noRightBody: "Your account has no rank here.",
    home: "Back to the rooms",
  },
  lamp: {
    name: "Admin mode",
    left: { one: "Admin mode for {n} more minute.", other: "Admin mode for {n} more minutes." },
    audited: "Everything you do here is written to the audit log.",
    last: "Admin mode ends in less than a minute.",
    over: "Admin mode has ended.",
    stay: "Stay",
    again: "Enter again",
    leave: "Leave it now",
    leaving: "Leaving",
  },
} as const;
