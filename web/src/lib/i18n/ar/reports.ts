/** Words of reporting something. */

export const report = {
  act: "إبلاغ",
  person: "الإبلاغ عن {name}",
  space: "الإبلاغ عن هذه المساحة",
  message_title: "هل تريد الإبلاغ عن هذه الرسالة؟",
  user_title: "هل تريد الإبلاغ عن {name}؟",
  space_title: "هل تريد الإبلاغ عن {name}؟",
  to_space: "تصل نسخة إلى القائمين على النظام في {name}، ولا يظهر لهم من أرسلها.",
  to_place: "تصل نسخة إلى من يديرون هذا المكان، ويظهر لهم من أرسلها.",
  sent: "ما يُرسل",
  category: "ما المشكلة",
  choose: "اختر ما المشكلة.",
  note: "بكلماتك (اختياري)",
  note_hint: "حتى ١٠٠٠ حرف.",
  note_long: {
    zero: "لا حروف زائدة.", one: "حرف واحد زائد. اختصر.", two: "حرفان زائدان. اختصر.", few: "{n} أحرف زائدة. اختصر.", many: "{n} حرفًا زائدًا. اختصر.", other: "{n} حرف زائد. اختصر.",
  },
  send: "إبلاغ",
  sending: "جارٍ الإبلاغ",
  done: "سينظر فيه القائمون على المكان.",
  done_place: "سينظر فيه من يديرون هذا المكان.",
  already: "سبق أن أبلغت عن هذا.",
  often: "أبلغت كثيرًا مؤخرًا. حاول لاحقًا.",
  gone: "لم يعد هذا موجودًا.",
  closed: "عولج بلاغ أرسلته.",
};

/** What is wrong with something. */
export const category = {
  spam: "رسائل مزعجة",
  spam_about: "إعلانات لم يطلبها أحد.",
  harassment: "مضايقة",
  harassment_about: "ملاحقة شخص ما.",
  hate: "كراهية",
  hate_about: "احتقار الناس لما هم عليه.",
  violence: "عنف",
  violence_about: "تهديد أو فرح بالأذى.",
  sexual: "محتوى جنسي",
  sexual_about: "في غير موضعه.",
  self_harm: "إيذاء النفس",
  self_harm_about: "قد يؤذي شخص نفسه.",
  illegal: "مخالف للقانون",
  illegal_about: "ما يمنعه القانون.",
  other: "أمر آخر",
  other_about: "قله بكلماتك.",
};
