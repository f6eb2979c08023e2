/** Words of the shell, the rooms and the messages: one constant an area. */

export const skip = {
  messages: "انتقل إلى الرسائل",
  composer: "انتقل إلى مربع الكتابة",
};

export const shell = {
  spaces: "المساحات",
  rooms: "الغرف",
  home: "الرئيسية",
  you: "أنت",
  settings: "الإعدادات",
  resize: "عرض قائمة الغرف",
  show_rooms: "إظهار الغرف",
  back: "العودة إلى الغرف",
  close: "إغلاق",
  open_space: "فتح {name}",
  unread: "غير مقروء",
  mentions: { zero: "لا إشارات", one: "إشارة واحدة", two: "إشارتان", few: "{n} إشارات", many: "{n} إشارة", other: "{n} إشارة" },
  members: { zero: "لا أعضاء", one: "عضو واحد", two: "عضوان", few: "{n} أعضاء", many: "{n} عضوًا", other: "{n} عضو" },
};

export const line = {
  connecting: "جارٍ الاتصال.",
  waiting: { zero: "انقطع الاتصال. محاولة جديدة الآن.", one: "انقطع الاتصال. محاولة جديدة بعد ثانية.", two: "انقطع الاتصال. محاولة جديدة بعد ثانيتين.", few: "انقطع الاتصال. محاولة جديدة بعد {n} ثوانٍ.", many: "انقطع الاتصال. محاولة جديدة بعد {n} ثانية.", other: "انقطع الاتصال. محاولة جديدة بعد {n} ثانية." },
  offline: "لا اتصال بالشبكة. ما هنا يبقى مقروءًا، وتُرسل الرسائل عند عودة الشبكة.",
  signed_out: "انتهت الجلسة. سجّل الدخول من جديد.",
  suspended: "هذا الحساب موقوف. اسأل القائمين على المكان.",
  outdated: "توجد نسخة أحدث. أعد تحميل الصفحة.",
  now: "حاول الآن",
  reload: "أعد التحميل",
};

export const empty = {
  title: "لا مساحات هنا بعد",
  text: "المساحة تجمع الغرف وأصحابها. أنشئ واحدة أو افتح دعوة.",
  create: "أنشئ مساحة",
  no_rooms: "لا غرف ظاهرة",
  no_rooms_text: "لا ترى أي غرفة في هذه المساحة. اطلب من مالكها دورًا يتيح ذلك.",
  invite_label: "رابط الدعوة أو رمزها",
  invite_open: "افتح الدعوة",
  invite_bad: "هذه ليست دعوة. تنتهي الدعوة بعشرة أحرف وأرقام.",
};

export const space = {
  create: "أنشئ مساحة",
  create_text: "تبدأ بغرفة للكتابة وأخرى للحديث.",
  name: "الاسم",
  about: "ما الغرض منها",
  creating: "جارٍ إنشاء المساحة",
  join: "انضم بدعوة",
  menu: "قائمة {name}",
  settings: "إعدادات المساحة",
  mark_read: "اعتبر الكل مقروءًا",
  mark_all_read: "تعليم كل المساحات كمقروءة",
  leave: "غادر المساحة",
  leave_title: "مغادرة {name}؟",
  leave_text: "لن ترى غرفها بعد الآن، وتحتاج إلى دعوة لتعود.",
  stay: "ابقَ",
  left: "غادرت {name}.",
  gone: "لم تعد {name} متاحة لك.",
};

export const invite = {
  title: "دعوة إلى {name}",
  people: "دعوة أشخاص",
  link: "رابط الدعوة",
  copy: "انسخ الرابط",
  copied: "نُسخ الرابط.",
  make: "أنشئ رابطًا",
  making: "جارٍ إنشاء الرابط",
  lasts: "صالحة لمدة",
  hour: "ساعة",
  day: "يوم",
  week: "٧ أيام",
  month: "٣٠ يومًا",
  uses: "عدد مرات الاستخدام",
  uses_any: "بلا حد",
  uses_n: { zero: "بلا حد", one: "مرة واحدة", two: "مرتين", few: "{n} مرات", many: "{n} مرة", other: "{n} مرة" },
  ends: "يمكن لكل من لديه الرابط الانضمام حتى {time}.",
};

export const room = {
  text: "غرفة",
  voice: "غرفة صوت",
  category: "قسم",
  new: "أنشئ غرفة",
  new_in: "أنشئ غرفة في {name}",
  new_section: "أنشئ قسمًا",
  kind: "النوع",
  name: "الاسم",
  topic: "موضوعها",
  make: "أنشئ",
  settings: "إعدادات الغرفة",
  mark_read: "اعتبرها مقروءة",
  copy_link: "انسخ الرابط",
  fold: "اطوِ {name}",
  voice_title: "الصوت غير متاح بعد",
  voice_text: "هذه النسخة للكتابة فقط، والغرفة تحفظ مكانها إلى أن يصل الصوت.",
  missing: "هذه الغرفة غير موجودة",
  missing_text: "حُذفت أو لم يعد لك أن تراها. اختر غرفة أخرى.",
  pins: "الرسائل المثبتة",
  people: "الأعضاء",
  actions: "إجراءات الغرفة",
};

export const members = {
  title: "الأعضاء",
  everyone: "البقية",
  find: "ابحث عن عضو",
  failed: "تعذّر تحميل الأعضاء.",
  none: "لا أحد بهذا الاسم",
  owner: "المالك",
  bot: "بوت",
};

export const person = {
  card: "بطاقة {name}",
  roles: "الأدوار",
  since: "عضو منذ {date}",
  mention: "أشر إليه",
  unknown: "شخص غير معروف",
};

export const pins = {
  title: "المثبتة",
  empty: "لا شيء مثبت",
  empty_text: "ثبّت ما ينبغي الرجوع إليه: المواعيد والروابط والقرارات.",
  jump: "اذهب إلى الرسالة",
  unpin: "ألغِ التثبيت",
  failed: "تعذّر تحميل المثبتة.",
};

export const stream = {
  label: "الرسائل في {room}",
  empty: "لم يقل أحد شيئًا بعد",
  empty_text: "هنا تبدأ #{room}.",
  begin: "بداية #{room}",
  no_history: "ترى فقط ما يُقال وأنت هنا.",
  loading: "جارٍ تحميل الرسائل",
  failed: "تعذّر تحميل الرسائل.",
  failed_text: "تحقّق من الاتصال وحاول مرة أخرى.",
  again: "أعد المحاولة",
  new: "جديد",
  new_label: "رسائل جديدة",
  today: "اليوم",
  yesterday: "أمس",
  newest: "إلى الأحدث",
  count: { zero: "لا رسائل جديدة", one: "رسالة جديدة", two: "رسالتان جديدتان", few: "{n} رسائل جديدة", many: "{n} رسالة جديدة", other: "{n} رسالة جديدة" },
  deleted: "حُذفت الرسالة",
  edited: "(معدّلة)",
  edited_open: "إظهار النسخ السابقة، عُدّلت {time}",
  sending: "جارٍ الإرسال",
  failed_offline: "لم تُرسل لانقطاع الاتصال.",
  failed_busy: "لم تُرسل لأن المكان كان مشغولًا.",
  failed_slow: "لم تُرسل، الوضع البطيء يطلب الانتظار.",
  failed_forbidden: "لم تُرسل، لم يعد لك أن تكتب هنا.",
  failed_refused: "لم تُرسل، رفضها المكان.",
  retry: "أعد المحاولة",
  discard: "تجاهل",
  reply_deleted: "حُذفت الرسالة",
  reply_jump: "اذهب إلى رسالة {name}",
  jump_lost: "لم تعد تلك الرسالة موجودة.",
  pinned: "مثبتة",
};

export const system = {
  join: "انضم {name}.",
  pin: "ثبّت {name} رسالة.",
  pin_all: "كل الرسائل المثبتة",
  name: "غيّر {name} اسم الغرفة إلى {room}.",
  encryption: "فعّل {name} التشفير.",
};

export const act = {
  react: "تفاعل",
  reply: "ردّ",
  more: "المزيد",
  edit: "عدّل",
  pin: "ثبّت في هذه الغرفة",
  unpin: "ألغِ التثبيت",
  copy: "انسخ النص",
  link: "انسخ الرابط",
  unread: "اعتبرها غير مقروءة",
  reactions: "من تفاعل",
  select: "تحديد",
  delete: "احذف",
  menu: "قائمة الرسالة",
  copied: "نُسخ.",
  failed: "لم ينجح ذلك. حاول مرة أخرى.",
  forbidden: "لا يحق لك ذلك هنا.",
  limit: "لا مكان للمزيد. أزل واحدًا أولًا.",
};

export const remove = {
  title: "حذف هذه الرسالة؟",
  text: "ستختفي لدى الجميع ولا يمكن استرجاعها.",
  files: { zero: "بلا ملفات.", one: "ويُحذف ملفها.", two: "ويُحذف ملفاها.", few: "وتُحذف ملفاتها الـ{n}.", many: "وتُحذف ملفاتها الـ{n}.", other: "وتُحذف ملفاتها الـ{n}." },
  keep: "أبقِها",
};

/** رسائل محددة معًا. */
export const select = {
  bar: "الرسائل المحددة",
  count: { zero: "لا رسائل محددة", one: "رسالة محددة", two: "رسالتان محددتان", few: "{n} رسائل محددة", many: "{n} رسالة محددة", other: "{n} رسالة محددة" },
  full: "ليس أكثر من {n} معًا.",
  one: "حدّد رسالة {name}",
  title: { zero: "لا شيء للحذف", one: "حذف هذه الرسالة؟", two: "حذف رسالتين؟", few: "حذف {n} رسائل؟", many: "حذف {n} رسالة؟", other: "حذف {n} رسالة؟" },
  text: "ستختفي لدى الجميع مع ملفاتها ولا يمكن استرجاعها.",
  keep: "أبقِها",
};

export const revisions = {
  title: "النسخ السابقة",
  failed: "تعذّر تحميل النسخ.",
  none: "لا نسخ سابقة محفوظة",
};

export const reaction = {
  pill: { zero: "{emoji} لا أحد", one: "{emoji} شخص واحد", two: "{emoji} شخصان", few: "{emoji} {n} أشخاص", many: "{emoji} {n} شخصًا", other: "{emoji} {n} شخص" },
  mine: "{pill}، وأنت منهم",
  more: "أضف تفاعلًا",
  who: "تفاعل {names} بـ{emoji}",
  title: "التفاعلات",
  clear: "أزل الكل",
  none: "لم يعد أحد يتفاعل.",
  take: "أزل {emoji} من {name}",
  failed: "تعذّر تحميل هؤلاء الأشخاص.",
  older: "أظهر المزيد",
};

export const file = {
  download: "نزّل {name}",
  open: "افتح الصورة: {name}",
  picture: "صورة من {name} بلا وصف",
  more: { zero: "لا صور أخرى", one: "صورة أخرى", two: "صورتان أخريان", few: "{n} صور أخرى", many: "{n} صورة أخرى", other: "{n} صورة أخرى" },
  previous: "الصورة السابقة",
  next: "الصورة التالية",
  of: "{at} من {n}",
  lost: "تعذّر تحميل الصورة.",
};

export const write = {
  label: "رسالة إلى #{room}",
  placeholder: "اكتب في #{room}",
  add: "أضف ملفًا",
  mention: "أشر إلى شخص",
  emoji: "الرموز التعبيرية",
  send: "أرسل",
  replying: "ردّ على {name}",
  unreply: "ألغِ الرد",
  drop: "أفلت للإضافة إلى #{room}",
  left: { zero: "لم يبقَ أي حرف", one: "بقي حرف واحد", two: "بقي حرفان", few: "بقيت {n} أحرف", many: "بقي {n} حرفًا", other: "بقي {n} حرف" },
  over: { zero: "الطول مناسب", one: "زيادة حرف واحد", two: "زيادة حرفين", few: "زيادة {n} أحرف", many: "زيادة {n} حرفًا", other: "زيادة {n} حرف" },
  read_only: "يمكنك القراءة هنا. اطلب دورًا يتيح الكتابة.",
  timeout: "أنت موقوف عن الكتابة حتى {time}، ويمكنك القراءة.",
  sealed: "هذه الغرفة مشفّرة. لا تستطيع هذه النسخة الكتابة هنا بعد.",
  slow: { zero: "الوضع البطيء: يمكنك الكتابة الآن.", one: "الوضع البطيء: يمكنك الكتابة بعد ثانية.", two: "الوضع البطيء: يمكنك الكتابة بعد ثانيتين.", few: "الوضع البطيء: يمكنك الكتابة بعد {n} ثوانٍ.", many: "الوضع البطيء: يمكنك الكتابة بعد {n} ثانية.", other: "الوضع البطيء: يمكنك الكتابة بعد {n} ثانية." },
  editing: "تعديل الرسالة",
  leave_edit: "ترك",
  save_edit: "حفظ",
  complete: "اقتراحات",
  waiting_files: "تُرسل عند اكتمال رفع الملفات.",
};

export const upload = {
  remove: "أزل {name}",
  retry: "ارفع {name} من جديد",
  progress: "{name}، رُفع {percent}",
  describe: "صف {name}",
  description: "ماذا تُظهر الصورة",
  too_large: "حجم الملف أكبر من {limit}. اختر ملفًا أصغر.",
  too_many: "تحمل الرسالة عشرة ملفات. أرسل هذه أولًا.",
  kind: "الملف ليس كما يدل اسمه. اختر غيره.",
  broken: "انقطع الرفع. حاول مرة أخرى.",
  refused: "لا يحق لك إضافة ملفات هنا.",
  waiting: "ينتظر دوره",
  busy: "هذا كثير دفعة واحدة. حاول بعد دقيقة.",
  unfit: "الملف فارغ أو لا يصلح اسمه. غيّر اسمه أو اختر غيره.",
};

export const emoji = {
  find: "ابحث عن رمز",
  none: "لا رمز بهذا الاسم",
  recent: "الأخيرة",
  g0: "وجوه",
  g1: "أشخاص",
  g3: "حيوانات وطبيعة",
  g4: "طعام وشراب",
  g5: "سفر وأماكن",
  g6: "أنشطة",
  g7: "أشياء",
  g8: "رموز",
  g9: "أعلام",
  tone: "لون البشرة",
  loading: "جارٍ تحميل الرموز",
  failed: "تعذّر تحميل الرموز.",
};

export const mark = {
  everyone: "الجميع",
  here: "الحاضرون",
  everyone_text: "ينبّه كل من يرى هذه الغرفة",
  here_text: "ينبّه الحاضرين الآن",
  spoiler: "نص مخفي، أظهره",
  unknown_room: "غرفة غير معروفة",
  unknown_role: "دور غير معروف",
  copy_code: "انسخ النص البرمجي",
};

export const say = {
  message: "{name}: {text}",
  picture: "أرسل {name} ملفًا",
  failed: "لم تُرسل الرسالة.",
};
