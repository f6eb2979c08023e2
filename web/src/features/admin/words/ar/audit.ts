/** Arabic words of the trail of the place. */

import type { ShapeOf } from "~/lib/i18n/types";
import type en from "../en/audit";

export default {
  audit: {
    title: "سجل الأعمال",
    intro: "من فعل ماذا في المكان كله، الأحدث أولًا. ما يجري داخل مساحة مكتوب في سجل تلك المساحة.",
    empty: "لا شيء بعد",
    emptyBody: "ما يفعله القائمون على المكان يبقى سنة في هذه القائمة.",
    none: "لا شيء كهذا",
    noneBody: "جرّب أشخاصًا أو أنواعًا أو أيامًا أخرى.",
    who: "الشخص",
    everybody: "الجميع",
    kind: "النوع",
    all: "كل الأنواع",
    since: "منذ",
    until: "حتى",
    more: "أظهر الأقدم",
    by: "بيد {name}",
    byGone: "بيد حساب لم يعد موجودًا",
    cli: "من سطر الأوامر",
    account: "الحساب: {name}",
    reason: "السبب: {reason}",
    changed: "{key}: {old} ← {new}",
    nothing: "لا شيء",
    yes: "نعم",
    no: "لا",
  },
  actions: {
    elevation_begin: "الدخول إلى وضع الإدارة",
    elevation_end: "الخروج من وضع الإدارة",
    user_suspend: "إيقاف حساب",
    user_lift: "رفع إيقاف",
    user_sign_out: "إنهاء كل جلسات حساب",
    user_reset_factors: "إزالة خطوة ثانية",
    user_role: "تغيير رتبة",
    report_claim: "تولّي بلاغ",
    report_resolve: "إغلاق بلاغ",
  },
  fields: {
    reason: "السبب",
    until: "حتى",
    second_factor: "الخطوة الثانية",
    instance_role: "الرتبة",
  },
} satisfies ShapeOf<typeof en>;
